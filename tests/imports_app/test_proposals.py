"""Proposals: one plan of an upload compared, corrected, answered, rehearsed and saved."""

from dataclasses import replace
from datetime import date

import pytest

from actions.models import DateMove, Item, Ownership, Paper, Plan, Rating, Section, StageChange, Update
from actions.services.deadlines import revise_deadline
from actions.services.writing import Actor, Stale, Writing
from imports.apply import RegisterChanged
from imports.models import Proposal, Upload
from imports.not_taken import NotTaken
from imports.pipeline.answers import Answers, Fate, item_key
from imports.proposals import (
    answer,
    compare_again,
    correct,
    is_current,
    propose,
    rehearse,
    save,
    set_as_at,
    set_aside,
    set_plan,
)
from imports.queries import missing_rows
from imports.shapes import Issue, Reading
from imports.staged import staged
from tests.imports_app.uploads import printed, proposal_of, taken_in, upload
from tests.pipeline.papers import APRIL, FEBRUARY_PAPER, JANUARY_PAPER, MARCH, MAY, paper, row

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 1)


ONE = printed(row(leads=["Head of Service"], notes=["Begun."], status="in_progress", status_text="In progress"))
TWO = printed(row("Train every team manager", "1.2", due=None))


def test_a_proposal_has_a_row_for_everything_that_pages_show(plan):
    made = proposal_of(plan, paper(ONE, TWO))
    rows = {one.row: (one.kind, one.verdict, one.is_unsaid) for one in made.rows.all()}
    assert rows == {
        "": ("plan", "", False),
        "s0": ("section", "", False),
        "s1": ("section", "", False),
        "0": ("action", "new", False),
        "1": ("action", "new", True),
    }
    assert made.counts["new"] == 2
    assert is_current(made)


@pytest.mark.parametrize("kept_out", ["archived", "set aside"])
def test_a_plan_that_is_archived_or_set_aside_takes_nothing_in(plan, clerk, kept_out):
    taken_in(plan, paper(ONE), clerk)
    made = proposal_of(plan, paper(ONE, TWO), FEBRUARY_PAPER)
    if kept_out == "archived":
        Plan.objects.update(archived=True)
        made.plan.refresh_from_db()
    else:
        set_aside(made, made.version, clerk)
    for tried in (rehearse, lambda made: save(made, made.version, clerk)):
        with pytest.raises(NotTaken, match=kept_out):
            tried(made)
    assert Item.objects.count() == 1


def test_a_saved_proposal_becomes_a_paper_and_is_saved_once(plan, clerk):
    made = proposal_of(plan, paper(ONE, TWO))
    saved = save(made, made.version, clerk)
    assert (Item.objects.count(), made.paper, saved.as_at) == (2, saved, JANUARY_PAPER)
    with pytest.raises(Stale):
        save(made, made.version, clerk)


def test_what_is_left_out_is_not_saved_and_the_count_says_so(plan, clerk):
    made = proposal_of(plan, paper(ONE, TWO))
    answer(made, made.version, Answers(left_out=("1",)), clerk)
    assert made.counts["new"] == 2 - 1 or made.counts["untouched"] == 1
    assert made.rows.get(row="1").is_left_out
    save(made, made.version, clerk)
    assert Item.objects.get().ref == "1.1"


def test_a_stale_version_is_refused(plan, clerk):
    made = proposal_of(plan, paper(ONE))
    answer(made, made.version, Answers(), clerk)
    with pytest.raises(Stale):
        correct(made, made.version - 1, "0", "title", "Write it", clerk)


def test_a_register_that_changed_is_refused_and_the_new_comparison_kept(plan, clerk):
    taken_in(plan, paper(ONE), clerk)
    made = proposal_of(plan, paper(replace(ONE, revised=(MAY,))), FEBRUARY_PAPER)
    with Writing(plan, Actor.by_command()) as writing:
        revise_deadline(writing, Item.objects.get(), APRIL, from_due=MARCH, effective_on=JANUARY_PAPER)
    assert not is_current(made)
    with pytest.raises(RegisterChanged):
        save(made, made.version, clerk)
    assert is_current(made)
    assert [change["kind"] for change in made.rows.get(row="0").changes] == ["question"]
    save(made, made.version, clerk)
    assert DateMove.objects.count() == 2


def test_a_paper_without_a_day_is_asked_for_it(plan, clerk):
    made = proposal_of(plan, paper(ONE), None)
    assert (made.mark, made.rows.get(row="0").title) == ("", ONE.title)
    with pytest.raises(NotTaken):
        save(made, made.version, clerk)
    set_as_at(made, made.version, JANUARY_PAPER, clerk)
    assert save(made, made.version, clerk).as_at == JANUARY_PAPER


def test_another_reading_of_the_same_paper_keeps_what_was_corrected(plan, clerk):
    brought = upload(plan, paper(ONE, TWO))
    (made,) = propose(brought)
    correct(made, made.version, "1", "due", "2020-05-31", clerk)
    reading = Reading("again.docx", brought.sha256, "word", (paper(printed(row("A new first row", "0")), ONE, TWO),))
    brought.reading = reading.to_json(full=True)
    brought.save()
    (again,) = propose(brought)
    assert again.pk == made.pk
    assert again.rows.get(row="2").corrected["due"] == "2020-05-31"
    assert staged(again).gone == ()


def test_a_correction_enters_the_register_and_settles_its_doubt(plan, clerk):
    doubted = replace(ONE, problems=(Issue("impossible_date", "31 April is no date"),))
    made = proposal_of(plan, paper(doubted))
    assert made.rows.get(row="0").issues == 1
    correct(made, made.version, "0", "due", "2020-04-30", clerk)
    held = made.rows.get(row="0")
    assert (held.issues, held.corrected["corrected"], held.read["due"]) == (0, ["due"], "2020-03-31")
    save(made, made.version, clerk)
    assert Item.objects.get().due == APRIL


REFUSED = [
    ("due", "31 April"),
    ("title", " "),
    ("status", "finished"),
    ("owners", 4),
    ("nothing", "x"),
    ("due", "0001-01-01"),
]


@pytest.mark.parametrize("field, value", REFUSED)
def test_a_value_that_a_field_cannot_hold_is_refused_in_a_sentence(plan, clerk, field, value):
    made = proposal_of(plan, paper(ONE))
    with pytest.raises(ValueError, match=r"\.$"):
        correct(made, made.version, "0", field, value, clerk)
    assert made.corrections == []


def test_a_rehearsal_counts_what_saving_then_writes(plan, clerk):
    steps = [row("Agree the course", None, None), row("Run the course", None, None)]
    made = proposal_of(plan, paper(ONE, printed(row("Train them", "2", "2", due=None, steps=steps))))
    told = rehearse(made)
    assert (Item.objects.count(), Paper.objects.count()) == (0, 0)
    save(made, made.version, clerk)
    written = {
        "add_item": Item, "set_first_date": DateMove, "change_stage": StageChange, "report_rating": Rating,
        "record_progress": Update, "take_on": Ownership, "add_section": Section,
    }  # fmt: skip
    assert {name: told.counts[name] for name in written} == {
        name: model.objects.count() for name, model in written.items()
    }
    assert (told.actions, told.steps) == (2, 2)


def test_a_new_plan_is_made_when_it_is_saved(plan, clerk):
    made = proposal_of(plan, paper(ONE))
    set_plan(made, made.version, None, clerk, "Another plan")
    rehearse(made)
    assert made.plan is None
    save(made, made.version, clerk)
    assert (made.plan.title, made.plan.slug) == ("Another plan", "another-plan")


def test_comparing_again_after_nothing_happened_changes_no_mark(plan):
    made = proposal_of(plan, paper(ONE))
    mark = made.mark
    compare_again(made, TODAY)
    assert made.mark == mark


def test_who_looks_at_the_comparison_before_cannot_save_the_one_after(plan, clerk):
    taken_in(plan, paper(ONE), clerk)
    made = proposal_of(plan, paper(replace(ONE, revised=(MAY,))), FEBRUARY_PAPER)
    looked_at = made.version
    with Writing(plan, Actor.by_command()) as writing:
        revise_deadline(writing, Item.objects.get(), APRIL, from_due=MARCH, effective_on=JANUARY_PAPER)
    compare_again(Proposal.objects.get(pk=made.pk), TODAY)
    with pytest.raises(Stale):
        save(Proposal.objects.get(pk=made.pk), looked_at, clerk)


def test_a_comparison_made_while_somebody_answered_leaves_theirs(plan, clerk):
    made = proposal_of(plan, paper(ONE, TWO))
    behind = Proposal.objects.get(pk=made.pk)
    answer(made, made.version, Answers(stages={"1": "done"}), clerk)
    compare_again(behind, TODAY)
    assert (behind.version, behind.mark, behind.answers) == (made.version, made.mark, made.answers)


CANNOT_BE = [
    (lambda first: Answers(same={"0": first + 1000}), "Choose an action of this plan."),
    (lambda first: Answers(stages={item_key(first + 1000): "done"}), "Choose an action of this plan."),
    (lambda first: Answers(same={"0": first, "1": first}), "One action cannot be two rows"),
    (lambda first: Answers(fates={item_key(first): Fate("done", on=date(2999, 1, 1))}), "still to come"),
]


@pytest.mark.parametrize("answers_of, told", CANNOT_BE, ids=range(len(CANNOT_BE)))
def test_an_answer_that_cannot_be_is_refused_in_a_sentence(plan, clerk, answers_of, told):
    taken_in(plan, paper(ONE, TWO), clerk)
    made = proposal_of(plan, paper(ONE, TWO), FEBRUARY_PAPER)
    with pytest.raises(ValueError, match=told):
        answer(made, made.version, answers_of(Item.objects.order_by("position").first().pk), clerk)
    assert Proposal.objects.get(pk=made.pk).answers == {}


def test_the_same_file_again_changes_nothing_and_is_the_paper_of_before(plan, clerk):
    before = taken_in(plan, paper(ONE, TWO), clerk)
    again = proposal_of(plan, paper(ONE, TWO))
    assert (again.counts["untouched"], again.counts["new"] + again.counts["changed"]) == (2, 0)
    assert save(again, again.version, clerk) == before
    assert (Paper.objects.count(), again.paper, again.saved_by) == (1, None, clerk)


def test_the_same_words_in_another_file_change_nothing_either(plan, clerk):
    taken_in(plan, paper(ONE, TWO), clerk)
    other = upload(plan, paper(ONE, TWO))
    Upload.objects.filter(pk=other.pk).update(sha256="0" * 64)
    (again,) = propose(Upload.objects.get(pk=other.pk))
    save(again, again.version, clerk)
    assert Paper.objects.count() == 1


def test_what_is_kept_from_a_clerk_is_not_shown_as_missing(plan, clerk, manager):
    taken_in(plan, paper(ONE, TWO, printed(row("Settle with the contractor", "1.3"))), clerk)
    Item.objects.filter(ref="1.3").update(publication="not_for_publication")
    made = proposal_of(plan, paper(ONE), FEBRUARY_PAPER)
    assert [one.ref for one in missing_rows(clerk, made)] == ["1.2"]
    assert {one.ref for one in made.rows.filter(kind="missing")} == {"1.2", "1.3"}
