"""Taking a paper back: everything as before it, whatever the paper; what stands in the way; all or nothing."""

import random
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import ManagementUtility
from django.db import connection, connections

from actions import doubts, queries, report
from actions.models import Change, DateMove, Item, OpenIssue, Paper, Plan, Rating, RatingLabel, StageChange, Update
from actions.rules import facts
from actions.services import current, deadlines, people, plans, progress, ratings
from actions.services.retracting import kinds_of_event
from actions.services.writing import Actor, Writing
from actions.vocabulary import CHANGE_WORDS, DEED_WORDS, Stage
from imports import proposals
from imports.apply import PaperTaken, take_in
from imports.pipeline.answers import Answers, Fate, item_key
from imports.pipeline.changes import Change as Difference
from imports.pipeline.diff import compare
from imports.shapes import Extra, Issue, Owner, RatingKey, Section, StagedItem, StagedPlan
from imports.shapes import Update as Note
from imports.showing.changed_rows import answered
from imports.snapshot import known_plan
from imports.taking_back import StandsInTheWay, in_the_way, take_back
from tests import builders
from tests.pages import papers
from tests.pipeline.papers import APRIL, FEBRUARY_PAPER, JANUARY_PAPER, MARCH, MAY, paper, row

pytestmark = pytest.mark.django_db
MARCH_PAPER = date(2020, 3, 31)
MO = replace(Actor.by_command("Mo Manager"), via="page")


def load(plan, staged, as_at=JANUARY_PAPER) -> Paper:
    """Take `staged` into `plan` as the paper of that day."""
    return take_in(plan, staged, taken(staged, as_at))[1]


def taken(staged, as_at):
    return PaperTaken(f"{as_at:%B}.docx", f"{abs(hash((staged, as_at))):064x}"[:64], as_at, "Cleo Clerk")


def now() -> Actor:
    return replace(Actor.by_command("Mo Manager"), via="page")


def undo(of: Paper, reason="The wrong file"):
    take_back(of, now(), reason)


# ---- everything as before -----------------------------------------------------------------------


EVENTS = ("moves", "stages", "ratings", "updates", "ownerships")


def standing(held: facts.Plan) -> facts.Plan:
    """What the register holds of a plan without what was taken back."""

    def kept(rows):
        return tuple(one for one in rows if one.retracted_at is None)

    items = (replace(item, **{kind: kept(getattr(item, kind)) for kind in EVENTS}) for item in kept(held.items))
    return replace(held, items=tuple(items), schemes=kept(held.schemes), papers=kept(held.papers))


def state(plan, days, known_at=None):
    """All that tells of a plan: facts, places, current values, what later papers are compared with, reports, doubts."""
    held = queries.plan_facts(plan, known_at=known_at)
    reports = [report.build(held, day, known_at) for day in days]
    if known_at:
        return reports
    items = Item.objects.filter(plan=plan, retracted_at=None).order_by("position", "pk")
    words = ("pk", "ref", "title", "position", "links", "extra", "section", "parent", "source", "created_on")
    return (
        standing(held),
        list(items.values(*words, *(name.replace("_id", "__label") for name in current.CURRENT))),
        list(plan.sections.filter(retracted_at=None).values("pk", "ref", "title", "lead", "notes", "position")),
        Plan.objects.values("headings", "archived").get(pk=plan.pk),
        [known_plan(plan, day) for day in days],
        reports,
        [[doubt.pk for doubt in doubts.doubts_about(None, item)] for item in items],
    )


class Council:
    """Prints paper after paper of one plan, each the last one with a few things changed at random."""

    OWNERS = ("Head of Service", "Ann Lee", "The police", "Chief Nurse", "Cabinet Member")
    RATINGS = ("Red", "Amber", "Green")

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.sections = [Section("Practice", "1", notes=()), Section("People", "2")]
        self.rows = [self.new(n) for n in range(1, 7)]
        self.key = [RatingKey(label, label.lower()) for label in self.RATINGS[: self.chance.choice([0, 2])]]
        self.headings = (("title", "Action"), ("due", "By when"))
        self.month = 0

    def new(self, number, ref=None) -> StagedItem:
        chance = self.chance
        steps = [self.new(n, f"{number}.{n}") for n in range(1, 3)] if ref is None and chance.random() < 0.4 else []
        section = None if ref else chance.choice("12")
        return row(
            f"Action {number} {chance.randrange(10**6)}", ref or str(number), section, steps=steps,
            due=chance.choice([None, MARCH, APRIL, MAY]), leads=chance.sample(self.OWNERS, chance.randrange(3)),
            links=("R1",) * chance.randrange(2), extra=(Extra("Cost", str(chance.randrange(9))),), **self.progress(),
        )  # fmt: skip

    def progress(self):
        chance = self.chance
        status = chance.choice([None, None, "complete", "in_progress", "not_started"])
        rag = chance.choice([None, *self.RATINGS])
        problems = (Issue("no_owner", "No owner is stated"), Issue("vague_date", f"Vague {chance.randrange(3)}"))
        return {
            "status": status, "status_text": status and status.capitalize(), "rag": rag and rag.lower(),
            "notes": [Note(f"Note {chance.randrange(10**6)}", chance.choice([None, date(2020, 1, 5)]))],
            "problems": problems[: chance.randrange(3)],
        }  # fmt: skip

    def changed(self, item: StagedItem) -> StagedItem:
        chance = self.chance
        what = chance.choice(["move", "words", "owners", "stage", "note", "theme", "cells", ""])
        if what == "move":
            return replace(item, revised=(*item.revised, MAY + timedelta(days=chance.randrange(200))))
        if what == "words":
            return replace(item, title=item.title + " again", ref=item.ref if chance.random() < 0.7 else f"{item.ref}x")
        if what == "owners":
            return replace(item, owners=tuple(Owner(name) for name in chance.sample(self.OWNERS, 2)))
        if what in ("stage", "note"):
            new = self.progress()
            notes = (*item.updates, *new.pop("notes"))
            return replace(item, updates=notes, **(new if what == "stage" else {}))
        if what == "theme":
            return replace(item, section=chance.choice([section.ref for section in self.sections]))
        if what == "cells":
            return replace(item, extra=(Extra("Cost", "9"), Extra("Risk", "High")), links=("R2", "R3"))
        return item

    def next(self) -> tuple[StagedPlan, date]:
        """The next month's paper and its day."""
        chance = self.chance
        if self.month:
            self.rows = [
                replace(self.changed(item), milestones=tuple(self.changed(step) for step in item.milestones))
                for item in self.rows
                if chance.random() > 0.1
            ]
            if chance.random() < 0.5:
                self.rows.insert(chance.randrange(len(self.rows) + 1), self.new(10 + self.month))
            if chance.random() < 0.3:
                chance.shuffle(self.rows)
            if chance.random() < 0.3:
                self.sections.append(Section(f"Theme {self.month}", f"{2 + self.month}", lead="Ann Lee"))
            if chance.random() < 0.3:
                self.sections[0] = replace(self.sections[0], title=f"Practice {self.month}", lead="Chief Nurse")
            if chance.random() < 0.3:
                self.key = [RatingKey(label, label.lower(), f"Means {self.month}") for label in self.RATINGS]
            if chance.random() < 0.2:
                self.headings = (("title", "Task"), ("due", "Deadline"))
        self.month += 1
        printed = paper(*self.rows, sections=self.sections, rating_key=tuple(self.key), headings=self.headings)
        return printed, date(2020, self.month, 28)


def edited_by_hand(plan, chance):
    """What people do between two papers."""
    items = list(Item.objects.filter(plan=plan, retracted_at=None))
    for item in chance.sample(items, min(2, len(items))):
        with Writing(plan, now()) as writing:
            deadlines.revise_deadline(writing, item, date(2021, 1, 31), from_due=item.due, effective_on=MARCH_PAPER)
            plans.reword(writing, item, title=f"{item.title}, edited")
            progress.record_progress(writing, item, "By hand", effective_on=MARCH_PAPER)


@pytest.mark.parametrize("seed", range(5))
def test_taken_back_everything_is_as_before_and_taken_in_again_as_after(plan, seed):
    council = Council(seed)
    days = [date(2020, 1, 28), date(2020, 3, 28), date(2021, 2, 1)]
    for _ in range(council.chance.randrange(4)):
        load(plan, *council.next())
        if council.chance.random() < 0.5:
            edited_by_hand(plan, council.chance)
    printed, day = council.next()
    if council.chance.random() < 0.25:  # an older paper, which adds history only
        day = date(2019, 12, 31)
    before, shown = state(plan, days), compare(printed, known_plan(plan, day), day)

    last = load(plan, printed, day)
    then, reports = Actor.by_command().at, state(plan, days)[5]
    undo(last)

    plan.refresh_from_db()
    assert state(plan, days) == before
    assert compare(printed, known_plan(plan, day), day) == shown
    assert [replace(told, known_at=None) for told in state(plan, days, known_at=then)] == reports
    load(plan, printed, day)
    again = state(plan, days)[5]
    assert [told.totals for told in again] == [told.totals for told in reports]


def test_nothing_is_deleted_and_the_log_tells_each_thing_undone(plan):
    load(plan, paper(row(leads=["Ann Lee"])))
    kinds = (*kinds_of_event(), Item, Change, Paper, OpenIssue)
    changed = row("Write guidance for home visits", leads=["Ann Lee"], due=MAY, notes=["Begun."])
    last = load(plan, paper(changed, row("B", "1.2")), FEBRUARY_PAPER)
    counts = [kind.objects.count() for kind in kinds if kind is not Change]
    wrote = list(Change.objects.filter(paper=last).order_by("pk").values_list("item", "field", "before", "after"))
    undo(last, "It was last year’s")
    assert [kind.objects.count() for kind in kinds if kind is not Change] == counts
    undone = Change.objects.filter(paper=last, event="take_back").order_by("pk")
    assert list(undone.values_list("item", "field", "after", "before")) == wrote
    assert {(entry.who, entry.reason, entry.via) for entry in undone} == {("Mo Manager", "It was last year’s", "page")}
    last.refresh_from_db()
    assert (last.retracted_who, last.retracted_because) == ("Mo Manager", "It was last year’s")
    assert DateMove.objects.exclude(retracted_at=None).count() == 2


def test_versions_rise_so_that_a_form_opened_before_is_refused(plan):
    load(plan, paper(row()))
    last = load(plan, paper(row(due=MAY)), FEBRUARY_PAPER)
    version = Item.objects.get().version
    undo(last)
    assert Item.objects.get().version > version


def test_a_question_that_the_paper_settled_is_open_again(plan):
    load(plan, paper(row(status="not_applicable", status_text="N/A")))
    item = Item.objects.select_related("plan").get()
    last = load(plan, paper(row(status="complete", status_text="Complete")), FEBRUARY_PAPER)
    assert doubts.doubts_about(None, item) == []
    undo(last)
    assert [doubt.code for doubt in doubts.doubts_about(None, item)] == ["question_stage"]


def test_the_last_paper_that_says_what_is_done_takes_that_with_it(plan):
    load(plan, paper(row(), row("B", "1.2")))
    last = load(plan, paper(row(status="complete", status_text="Complete"), row("B", "1.2")), FEBRUARY_PAPER)
    assert Item.objects.get(ref="1.2").is_open, "one row marked complete makes the others open"
    undo(last)
    assert set(Item.objects.values_list("stage", "is_open")) == {("not_stated", False)}


# ---- what stands in the way ---------------------------------------------------------------------

KEY = (RatingKey("Red", "red"), RatingKey("Green", "green"))


@pytest.fixture
def two_papers(plan):
    """A plan of two actions, of which the second paper moved the first one's date; that paper."""
    load(plan, paper(row(), row("Train the managers", "1.2")))
    return load(
        plan, paper(row("New here", "1.3", "3"), row(due=MAY), row("Train the managers", "1.2"), rating_key=KEY,
                    sections=(Section("Practice", "1"), Section("People", "2"), Section("Homes", "3"))), FEBRUARY_PAPER,
    )  # fmt: skip


def item(ref):
    return Item.objects.get(ref=ref)


DEEDS = {
    "moved the date": lambda w: deadlines.revise_deadline(w, item("1.1"), date(2020, 8, 1), from_due=MAY),
    "asked for a new date": lambda w: deadlines.revise_deadline(
        w, item("1.1"), date(2020, 8, 1), from_due=MAY, needs_agreement=True
    ),
    "put a typing error in the date right": lambda w: deadlines.correct_deadline(
        w, DateMove.objects.get(to_due=MAY), APRIL, reason="Misprint"
    ),
    "removed the date": lambda w: deadlines.remove_deadline(w, item("1.1"), from_due=MAY),
    "gave an update": lambda w: progress.record_progress(w, item("1.1"), "Begun"),
    "changed the stage": lambda w: progress.change_stage(w, item("1.1"), Stage.DONE),
    "reworded it": lambda w: plans.reword(w, item("1.1"), title="Write the new guidance"),
    "named a lead": lambda w: people.take_on(w, item("1.1"), builders.party(w.plan.organisation, "Ann Lee")),
    "set the rating by hand": lambda w: ratings.set_rating_by_hand(
        w, item("1.1"), RatingLabel.objects.get(label="Red"), reason="Worse", lapses_on=None
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_person_did_since_to_an_action_that_the_paper_changed_stands_in_the_way(plan, two_papers, deed):
    with Writing(plan, now()) as writing:
        DEEDS[deed](writing)
    (obstacle,) = in_the_way(two_papers)
    today = Actor.by_command().today
    assert obstacle.sentence == f"1.1: Mo Manager {deed} on {today.day} {today:%B %Y}"
    assert obstacle.item == item("1.1").pk
    before = Change.objects.count()
    with pytest.raises(StandsInTheWay) as refused:
        undo(two_papers)
    assert refused.value.obstacles == [obstacle]
    assert Change.objects.count() == before and not DateMove.objects.exclude(retracted_at=None).exists()


def test_a_date_decided_since_stands_in_the_way(plan):
    load(plan, paper(row()))
    asked = builders.move(item("1.1"), date(2020, 8, 1), needs_agreement=True)
    last = load(plan, paper(row(notes=["Begun."])), FEBRUARY_PAPER)
    with Writing(plan, now()) as writing:
        deadlines.decide_date(writing, asked, agree=True)
    assert [one.sentence.split(" on ")[0] for one in in_the_way(last)] == ["1.1: Mo Manager decided a new date"]


def _hand_rating(writing):
    label = RatingLabel.objects.get(label="Red")
    ratings.set_rating_by_hand(writing, item("1.2"), label, reason="Worse", lapses_on=None)


def _add(writing, **place):
    plans.add_items(writing, [Item(ref="9", title="By hand", position=9, **place)], MARCH_PAPER)


ON_WHAT_IT_BROUGHT = {
    "a rating by its key": (_hand_rating, "1.2: Mo Manager set the rating by hand"),
    "an action under its theme": (lambda w: _add(w, section=item("1.3").section), "9: Mo Manager added it"),
    "a step of its action": (lambda w: _add(w, parent=item("1.3")), "9: Mo Manager added it"),
    "an action moved to its theme": (
        lambda w: plans.reword(w, item("1.2"), section=item("1.3").section), "1.2: Mo Manager reworded it",
    ),
    "another rating key": (lambda w: plans.set_scheme(w, [RatingLabel(label="Blue")]), "Mo Manager set the rating key"),
    "another order": (
        lambda w: plans.put_in_order(w, list(Item.objects.order_by("-position"))),
        "Somebody changed the order of the actions",
    ),
    "words of its theme": (
        lambda w: plans.reword_section(w, item("1.3").section, title="Houses"), "Somebody reworded the theme 3 Houses",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ON_WHAT_IT_BROUGHT)
def test_what_rests_on_what_the_paper_brought_stands_in_the_way(plan, two_papers, name):
    deed, sentence = ON_WHAT_IT_BROUGHT[name]
    with Writing(plan, now()) as writing:
        deed(writing)
    assert [one.sentence.split(" on ")[0] for one in in_the_way(two_papers)] == [sentence]


@pytest.mark.parametrize("ref", ["1.2"])
def test_what_was_done_to_an_action_that_the_paper_left_alone_does_not(plan, two_papers, ref):
    with Writing(plan, now()) as writing:
        progress.record_progress(writing, item(ref), "Begun")
        plans.reword(writing, item(ref), title="Train all managers")
    undo(two_papers)
    assert item(ref).title == "Train all managers"
    assert Update.objects.get().retracted_at is None


def test_a_later_paper_stands_in_the_way_until_it_is_taken_back_itself(plan, two_papers):
    last = load(plan, paper(row(due=MAY), row("Train the managers", "1.2")), MARCH_PAPER)
    (obstacle,) = in_the_way(two_papers)
    assert obstacle.sentence.startswith("Cleo Clerk took in a later paper, March.docx as at 31 March 2020, on ")
    assert obstacle.paper == last.pk
    undo(last)
    assert in_the_way(two_papers) == []
    undo(two_papers)
    assert item("1.1").due == MARCH


def test_it_is_taken_back_once_and_with_a_reason(plan, two_papers):
    with pytest.raises(ValueError, match="Say why"):
        undo(two_papers, " ")
    undo(two_papers)
    with pytest.raises(ValueError, match="Mo Manager took this paper back already"):
        undo(two_papers)


def test_what_a_paper_says_of_the_whole_is_undone_as_well(plan, two_papers):
    undo(two_papers)
    assert [section.title for section in queries.sections_for(None, plan)] == ["Practice", "People"]
    assert queries.labels_of(plan).count() == 0
    assert [label.label for label in queries.plan_facts(plan).scheme] == []


# ---- the plan that it set up --------------------------------------------------------------------


def test_a_plan_that_the_paper_set_up_leaves_the_list_and_comes_back_with_the_next(council):
    actor = replace(now(), via=Change.Via.IMPORT)
    made = plans.create_plan(actor, council, "new", "New plan")
    first = load(made, paper(row()))
    undo(first)
    made.refresh_from_db()
    assert made.archived
    load(made, paper(row("The right one")))
    made.refresh_from_db()
    assert not made.archived


def test_a_plan_that_somebody_worked_in_stays(plan):
    undo(load(plan, paper(row())))
    plan.refresh_from_db()
    assert not plan.archived


# ---- two at once, and a kill --------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_back_at_once_one_wins():
    plan = builders.plan(builders.organisation())
    last = load(plan, paper(row()))
    both_are_here, told = threading.Barrier(2), []

    def try_it():
        try:
            both_are_here.wait(10)
            take_back(Paper.objects.get(pk=last.pk), now(), "Wrong file")
            told.append("done")
        except ValueError as refusal:
            told.append(str(refusal).split(" took")[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["Mo Manager", "done"]
    assert Change.objects.filter(event="take_back").count() == Change.objects.filter(event="add_item").count() + 2


@pytest.mark.parametrize("at", [1, 3, 6, 9], ids=lambda at: f"statement {at}")
def test_broken_off_at_any_point_nothing_is_undone(plan, two_papers, at):
    class KilledError(BaseException):
        pass

    writes = iter(range(at, -1, -1))

    def kill(execute, sql, params, many, context):
        if sql.startswith(("UPDATE", "INSERT")) and next(writes) == 0:
            raise KilledError
        return execute(sql, params, many, context)

    before = state(plan, [MARCH_PAPER])
    with pytest.raises(KilledError), connection.execute_wrapper(kill):
        undo(two_papers)
    plan.refresh_from_db()
    two_papers.refresh_from_db()
    assert state(plan, [MARCH_PAPER]) == before
    assert two_papers.retracted_at is None


def test_every_entry_of_the_log_can_be_told_as_a_deed():
    assert set(DEED_WORDS) == set(CHANGE_WORDS)


def test_no_kind_of_event_is_forgotten():
    assert {DateMove, StageChange, Rating, Update} <= set(kinds_of_event())


# ---- by command ---------------------------------------------------------------------------------


@pytest.fixture
def run(capsys, monkeypatch):
    """Return a function: the words after manage.py in; exit code, output and errors out."""
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def run(*words):
        code = 0
        try:
            ManagementUtility(["manage.py", *words]).execute()
        except SystemExit as left:
            code = left.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


class TestByCommand:
    def test_it_shows_the_last_paper_and_undoes_nothing_unasked(self, run, plan, two_papers):
        code, out, _ = run("take_back", "northmoor/recovery")
        assert (code, "February.docx, as at 29 February 2020" in out, "add --because WHY" in out) == (0, True, True)
        assert Paper.objects.filter(retracted_at=None).count() == 2

    def test_with_a_reason_it_is_taken_back(self, run, plan, two_papers):
        code, out, _ = run("take_back", "recovery", "--because", "Wrong file")
        assert (code, "Taken back: February.docx" in out) == (0, True)
        two_papers.refresh_from_db()
        assert (two_papers.retracted_who, two_papers.retracted_because) == ("Operator", "Wrong file")

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            (("nowhere",), 1, "There is no plan “nowhere”."),
            (("recovery", "--because", " "), 2, "Say why this paper is taken back."),
            (("recovery", "--because", "x"), 1, "1.1: Mo Manager gave an update on"),
        ],
    )
    def test_what_cannot_be_is_said_in_one_line(self, run, plan, two_papers, words, code, sentence):
        if sentence.startswith("1.1"):
            with Writing(plan, now()) as writing:
                progress.record_progress(writing, item("1.1"), "Begun")
        given, _, err = run("take_back", *words)
        assert (given, len(err.strip().splitlines())) == (code, 1)
        assert sentence in err

    def test_without_any_paper_it_says_so(self, run, plan):
        assert run("take_back", "recovery")[2].strip().endswith("No paper stands in Recovery plan.")


# ---- what people decided goes with it -----------------------------------------------------------

FATES = [Fate("dropped", minute="Minute 4"), Fate("merged", ("0",), "Minute 5"), Fate("split", ("0", "1"), "Minute 6")]


def decided(proposal, chance) -> Answers:
    """An answer to every question of a proposal, chosen at random."""
    answers = Answers(baseline="Minute 1")
    for each in proposal.rows.all():
        for change in map(Difference.from_json, each.changes):
            if change.kind == "missing":
                answers |= Answers(fates={item_key(change.item): chance.choice(FATES)})
            elif change.options:
                answers = answered(answers, change, chance.choice(change.options))
        if each.is_unsaid:
            answers |= Answers(stages={each.row: chance.choice(["done", "not_done", "no_longer_needed"])})
    return answers


@pytest.mark.parametrize("seed", range(2))
def test_what_people_decided_and_put_right_is_undone_as_well(council, manager, seed):
    chance = random.Random(seed)
    plan = papers.taken_in(council, manager, papers.APRIL)
    days = [*papers.AS_AT.values(), date(2026, 1, 1)]
    for name in (papers.JULY, papers.OCTOBER):
        made = papers.proposal(council, name, plan=plan)
        proposals.correct(made, made.version, "0", "title", "Put right by hand", manager)
        proposals.answer(made, made.version, decided(made, chance), manager)
        plan.refresh_from_db()
        before, mark = state(plan, days), made.mark
        undo(proposals.save(made, made.version, manager))
        plan.refresh_from_db()
        assert state(plan, days) == before
        made.refresh_from_db()
        proposals.compare_again(made, Actor.by_command().today)
        assert made.mark == mark
        proposals.save(made, made.version, manager)
