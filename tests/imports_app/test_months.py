"""Random years of a plan, edited month by month as councils do: what must hold whatever the papers say."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions import queries
from actions.models import Item, Rating, StageChange
from actions.rules.judge import judge
from imports.pipeline.changes import MISSING
from imports.pipeline.diff_dates import date_now
from imports.pipeline.diff_words import owners_of
from imports.pipeline.plan_parts import row_of
from imports.shapes import Section
from tests.imports_app.test_take_in import load
from tests.pipeline.papers import paper, row

pytestmark = pytest.mark.django_db
VERBS = ("Write", "Review", "Agree", "Publish", "Test", "Share", "Rewrite", "Launch")
THINGS = ("the guidance", "a rota", "the dashboard", "an induction", "the protocol", "a survey", "the toolkit")
WHOM = ("for social workers", "with foster carers", "for every school", "with the police", "for care leavers")
POSTS = ("Head of Service", "Director", "Principal Social Worker", "Team Manager")
STATUSES = (("complete", "Complete"), ("in_progress", "In progress"), ("not_started", "Not started"), (None, None))
RATINGS = ("red", "amber", "green")
THEMES = (Section("Practice", "1"), Section("People", "2"), Section("Partners", "3"))


class Year:
    """A plan that changes from month to month; `paper()` is what the next paper prints."""

    def __init__(self, seed: int):
        self.dice = random.Random(seed)
        self.made = 0
        self.rows = [self.new_row() for _ in range(6)]
        self.rows[1] = replace(self.rows[1], milestones=(self.new_step(), self.new_step()))

    def new_row(self):
        self.made += 1
        words = f"{self.dice.choice(VERBS)} {self.dice.choice(THINGS)} {self.dice.choice(WHOM)}, part {self.made * 37}"
        due = date(2020, 1, 31) + timedelta(days=self.dice.randrange(300))
        status, text = self.dice.choice(STATUSES)
        return row(
            words, f"{self.made}", self.dice.choice("123"), due=due, leads=[self.dice.choice(POSTS)],
            notes=[f"Begun with the {self.made}th group."], status=status, status_text=text,
        )  # fmt: skip

    def new_step(self):
        return replace(self.new_row(), ref=None, section=None)

    def turn(self) -> None:
        """Let a month go by: four things change."""
        for _ in range(4):
            change = self.dice.choice((
                self.move_a_date, self.change_a_status, self.add_a_note, self.hand_over, self.reword, self.drop,
                self.add, self.renumber, self.move_to_another_theme, self.shuffle, self.rate, self.change_a_step,
            ))  # fmt: skip
            change()

    def on_one(self, change) -> None:
        at = self.dice.randrange(len(self.rows))
        self.rows[at] = change(self.rows[at])

    def move_a_date(self):
        def moved(one):
            later = (date_now(one) or date(2020, 6, 30)) + timedelta(days=self.dice.choice((14, 31, 90, -10)))
            return replace(one, revised=(*one.revised, later))

        self.on_one(moved)

    def change_a_status(self):
        status, text = self.dice.choice(STATUSES[:3])
        self.on_one(lambda one: replace(one, status=status, status_text=text, rag=None))

    def rate(self):
        rag = self.dice.choice(RATINGS)
        self.on_one(lambda one: replace(one, rag=rag, status_text=rag.capitalize()))

    def add_a_note(self):
        self.made += 1
        note = row(notes=[f"Meeting {self.made} went well."]).updates
        self.on_one(lambda one: replace(one, updates=(*one.updates, *note)))

    def hand_over(self):
        self.on_one(lambda one: replace(one, owners=row(leads=self.dice.sample(POSTS, 2)).owners))

    def reword(self):
        self.on_one(lambda one: replace(one, title=f"{one.title}; report it"))

    def drop(self):
        if len(self.rows) > 3:
            self.rows.pop(self.dice.randrange(len(self.rows)))

    def add(self):
        self.rows.insert(self.dice.randrange(len(self.rows)), self.new_row())

    def renumber(self):
        self.rows = [replace(one, ref=str(number)) for number, one in enumerate(self.rows, start=1)]

    def move_to_another_theme(self):
        self.on_one(lambda one: replace(one, section=self.dice.choice("123")))

    def shuffle(self):
        self.dice.shuffle(self.rows)

    def change_a_step(self):
        for at, one in enumerate(self.rows):
            if one.milestones:
                step = replace(one.milestones[0], status="complete", status_text="Complete")
                self.rows[at] = replace(one, milestones=(step, *one.milestones[1:], self.new_step()))
                return

    def paper(self):
        return paper(*self.rows, sections=THEMES)


def year_of(seed: int, months: int = 5) -> dict[date, object]:
    """The papers of a year, by the day each speaks for."""
    year, papers = Year(seed), {}
    for month in range(1, months + 1):
        papers[date(2020, month, 28)] = year.paper()
        year.turn()
    return papers


def said_by(staged, pairs) -> dict[int, tuple]:
    """What a paper says of each item of the register that it prints."""
    said = {}
    for row_key, item in pairs.items():
        one = row_of(staged, row_key)
        said[item] = (one.title, one.ref or "", date_now(one), {name for name, _ in owners_of(one)})
    return said


def held(plan, items) -> dict[int, tuple]:
    """What the register says of them today."""
    states = {state.item.id: state for state in judge(queries.plan_facts(plan), date(2021, 1, 1))}
    return {
        item: (states[item].item.title, states[item].item.ref, states[item].deadline.due,
               {owner.name for owner in states[item].owners}) for item in items
    }  # fmt: skip


def placed(plan, staged, day) -> dict[str, int]:
    """Which item each row of a paper just taken in is."""
    diff, _ = load(plan, staged, day)
    assert [change.sentence for change in diff.changes if change.kind != MISSING] == []
    return {row_key: item for row_key, item in diff.pairs.items() if item is not None}


@pytest.mark.parametrize("seed", range(5))
def test_each_month_the_register_says_what_the_paper_says_and_the_same_paper_again_changes_nothing(plan, seed):
    for day, staged in year_of(seed).items():
        diff, _ = load(plan, staged, day)
        asked = {change.row for change in diff.questions if change.field == "ref"}
        pairs = placed(plan, staged, day) if not asked else {}
        assert len(pairs) == len(diff.leaves) + sum(bool(one.milestones) for one in staged.actions) or asked
        assert held(plan, pairs.values()) == said_by(staged, pairs)


@pytest.mark.parametrize("seed", range(5))
def test_a_year_taken_in_backwards_adds_history_and_leaves_today_as_it_is(plan, seed):
    papers = year_of(seed)
    *_, newest = papers
    load(plan, papers[newest], newest)
    pairs = placed(plan, papers[newest], newest)
    today, stages = held(plan, pairs.values()), dict(Item.objects.values_list("pk", "stage"))
    count = Item.objects.count()
    for day in sorted(papers, reverse=True)[1:]:
        load(plan, papers[day], day)
    assert held(plan, pairs.values()) == today
    assert (Item.objects.count(), dict(Item.objects.values_list("pk", "stage"))) == (count, stages)
    for model in (Rating, StageChange):
        assert not model.objects.filter(effective_on__gt=newest).exists()
