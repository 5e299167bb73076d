"""The one value that page, JSON, workbook and pack are drawn from."""

import json
from datetime import UTC, date, datetime

import pytest

from actions import report
from actions.rules.board import BOARD_RULES
from actions.rules.facts import Paper, Section
from tests.rules.builders import GREEN, WRITTEN, item, move, owner, plan, rating, stage, update

TODAY = date(2020, 12, 1)
PASSED, LATER = date(2020, 11, 1), date(2021, 6, 1)
OPEN, DONE = (stage("in_progress"),), (stage("done", done_on=PASSED),)
THEMES = (Section(1, "A", "Safety"), Section(2, "", "Money"))


def small_plan(**fields):
    """Return a plan of four leaves: two overdue steps (one disputed), an action done and one without lead or date."""
    action = item("1", title="Recruit", ratings=(rating("Green"),))
    steps = (
        item("1.1", parent=action.id, due=date(2020, 11, 20), stages=OPEN, ratings=(rating("Amber"),)),
        item("1.2", parent=action.id, due=PASSED, stages=OPEN, updates=(update("Adverts out.", on=date(2020, 8, 3)),)),
    )
    loose = item("3", section=2, stages=OPEN, ownerships=(), extra=(("Success measure", "Fewer moves"),))
    return plan(action, *steps, item("2", stages=DONE), loose, sections=THEMES, **fields)


def many(overdue: int, of: int):
    """Return a plan of `of` leaves, of which the first are overdue."""
    return plan(*(item(str(n), due=PASSED if n < overdue else LATER, stages=OPEN) for n in range(of)))


def test_a_paper_taken_in_later_is_not_in_a_report_of_what_was_known_before():
    late = Paper("november.pdf", date(2020, 11, 10), "", datetime(2020, 11, 12, tzinfo=UTC))
    before = report.build(small_plan(papers=(late,)), TODAY, datetime(2020, 11, 11, tzinfo=UTC))
    assert before.papers == () and report.build(small_plan(papers=(late,)), TODAY).papers == (late,)


def test_each_leaf_needs_attention_once_with_its_other_rules_as_tags():
    built = report.build(small_plan(), TODAY)
    shown = [(group.rule.slug, line.title, [hit.slug for hit in line.tags(group.rule.slug)])
             for group in built.attention for line in group.lines]  # fmt: skip
    assert shown == [
        ("overdue", "Do 1.2", ["disputed"]), ("overdue", "Do 1.1", []), ("no_deadline", "Do 3", ["no_owner"])
    ]  # fmt: skip


def test_exceptions_stand_once_under_their_gravest_rule_the_latest_first():
    built = report.build(small_plan(), TODAY)
    assert [line.title for line in built.exceptions] == ["Do 1.2", "Do 1.1", "Do 3"]
    assert len(built.exceptions) == built.totals["attention"]


def test_what_a_graver_rule_says_already_is_no_tag_and_is_still_counted():
    built = report.build(small_plan(), TODAY)
    assert built.totals["past_original"] == 2
    assert "past_original" in [hit.slug for hit in built.attention[0].lines[0].hits]


def test_a_step_carries_its_actions_reference_and_title():
    line = report.build(small_plan(), TODAY).lines[1]
    assert (line.ref, line.title, line.action_title, line.theme, line.leads) == (
        "1", "Do 1.1", "Recruit", "A Safety", ("Head of Placements",)
    )  # fmt: skip


def test_the_plans_own_further_columns_and_every_note_are_kept():
    lines = report.build(small_plan(), TODAY).lines
    assert lines[-1].extra == (("Success measure", "Fewer moves"),)
    assert [note.text for note in lines[2].notes] == ["Adverts out."] == [lines[2].latest.text]
    assert lines[0].latest is None


@pytest.mark.parametrize(
    ("overdue", "of", "sentence"),
    [
        (6, 10, "Overdue: 6 of the 10 actions and steps."), (10, 10, "Overdue: all 10 actions and steps."),
        (5, 10, ""), (9, 9, ""),
    ],
    ids=["over half", "all", "half is not over half", "a short plan is listed"],
)  # fmt: skip
def test_a_rule_that_hits_over_half_the_plan_is_one_sentence(overdue, of, sentence):
    built = report.build(many(overdue, of), TODAY)
    assert built.rules[0].summed_up == sentence
    assert ("overdue" in [group.rule.slug for group in built.attention]) is (sentence == "")
    assert len(built.rules[0].lines) == overdue


def test_one_update_does_not_make_a_whole_plan_look_fresh():
    papers = (Paper("june.pdf", date(2020, 6, 30), "", WRITTEN), Paper("next-year.pdf", date(2021, 1, 1), "", WRITTEN))
    built = report.build(small_plan(papers=papers), TODAY)
    assert (built.information_as_at, built.age) == (date(2020, 6, 30), 154)
    assert built.information.startswith("Information as at 30 June 2020, 154 days before this date; ")
    assert built.information.endswith("updated since.")
    assert [paper.name for paper in built.papers] == ["june.pdf"]


def test_without_a_paper_the_newest_thing_said_tells_the_age():
    built = report.build(small_plan(), TODAY)
    assert (built.information_as_at, built.age) == (date(2020, 8, 3), 120)


def test_what_fell_due_after_the_information_was_given_stands_apart():
    built = report.build(small_plan(papers=(Paper("november.pdf", date(2020, 11, 10), "", WRITTEN),)), TODAY)
    assert [line.title for line in built.due_since] == ["Do 1.1"]


def test_before_the_register_holds_anything_it_says_so_and_from_when_it_does():
    built = report.build(small_plan(), date(2019, 12, 31))
    assert (built.totals["items"], built.lines, built.attention) == (0, (), ())
    assert built.holds_from == date(2020, 1, 1)
    assert built.sentences == ("The register holds nothing of this plan as at 31 December 2019.",)


def test_themes_and_stages_add_up():
    built = report.build(small_plan(), TODAY)
    for slug in built.totals.keys() - {"actions"}:
        assert sum(section.counts[slug] for section in built.sections) == built.totals[slug]
    assert sum(built.totals[f"stage_{stage}"] for stage in built.stages) == built.totals["items"]


def test_what_belongs_to_no_theme_has_a_row_of_its_own():
    built = report.build(plan(item("1", section=None), sections=THEMES), TODAY)
    assert [(section.title, section.counts["items"]) for section in built.sections] == [
        ("Safety", 0), ("Money", 0), ("No theme", 1)
    ]  # fmt: skip


def test_reported_ratings_add_up_with_those_not_rated():
    built = report.build(small_plan(), TODAY)
    assert [(row.label, row.count) for row in built.ratings] == [
        ("Red", 0), ("Amber", 1), ("Green", 1), ("Blue", 0), ("", 2)
    ]  # fmt: skip
    assert sum(row.count for row in built.ratings) == built.totals["items"]


def test_a_plan_without_a_scheme_counts_no_ratings():
    assert report.build(plan(item("1"), scheme=()), TODAY).ratings == ()


def test_the_sentences_print_their_denominators():
    assert report.build(small_plan(), TODAY).sentences[0] == (
        "1 of 4 actions and steps (3 actions) are done and 3 are open."
    )


SAYS = {
    "overdue": (item(due=PASSED, stages=OPEN), "Overdue by 30 days"),
    "moved": (
        item(moves=(move(to=PASSED), move("extension", LATER, frm=PASSED)), stages=OPEN),
        "Date moved, 212 days later than first agreed",
    ),
    "moved from a date nobody knows": (item(moves=(move("extension", LATER),), stages=OPEN), "Date moved"),
    "done": (item(stages=DONE), "Done"),
    "paused": (item(stages=(stage("paused"),)), ""),
}


@pytest.mark.parametrize(("work", "words"), SAYS.values(), ids=SAYS)
def test_what_the_dates_say_in_words(work, words):
    assert report.build(plan(work), TODAY).lines[0].says_words == words


def test_the_json_holds_the_contract():
    printed = report.to_json(report.build(small_plan(), TODAY))
    assert json.loads(json.dumps(printed)) == printed
    assert {"plan", "as_of", "totals", "sections", "exceptions"} <= printed.keys()
    assert {"actions", "items", "open", "done", *(rule.slug for rule in BOARD_RULES)} <= printed["totals"].keys()
    assert list(printed["exceptions"]) == [rule.slug for rule in BOARD_RULES]
    for rule in BOARD_RULES:
        assert len(printed["exceptions"][rule.slug]) == printed["totals"][rule.slug]
    assert {"ref": "1", "title": "Do 1.2", "why": "Due 1 November 2020, overdue by 30 days"}.items() <= (
        printed["exceptions"]["overdue"][0].items()
    )


def test_as_at_an_earlier_day_the_report_is_that_days_own():
    facts = plan(item("1", due=PASSED, stages=(stage("in_progress"), stage("done", on=date(2020, 11, 5)))))
    assert report.build(facts, date(2020, 11, 2)).totals["overdue"] == 1
    assert report.build(facts, TODAY).totals["overdue"] == 0


def test_a_rating_set_by_hand_says_why():
    by_hand = rating("Green", kind="by_hand", reason="The dates are wrong.", lapses_on=LATER)
    line = report.build(plan(item(ratings=(by_hand,), ownerships=(owner(),))), TODAY).lines[0]
    assert (line.reported, line.reported_colour, line.reported_by_hand) == (
        "Green",
        GREEN.colour,
        "The dates are wrong.",
    )
