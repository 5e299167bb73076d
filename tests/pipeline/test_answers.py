"""What an answered question writes: tables of answers over literal staged plans; no database."""

from dataclasses import replace
from datetime import date

import pytest

from imports.pipeline.answers import Answers, Fate
from imports.pipeline.changes import KnownPlan
from imports.pipeline.corrections import Correction, anchors, corrected
from imports.pipeline.diff import compare
from imports.shapes import Extra, Issue, Note, Section
from tests.pipeline.papers import APRIL, FEBRUARY_PAPER, JANUARY_PAPER, MARCH, MAY, paper, register, row

OLD_PAPER = date(2019, 11, 30)
OTHER = row("Train every team manager in supervision", "1.2")
LONG = row("Agree the course with every team manager", None, None)


def written(diff) -> list[tuple]:
    """Kind, field and new value of what would be written."""
    short = {
        "change_stage": "stage",
        "revise_deadline": "to_due",
        "correct_deadline": "to_due",
        "set_first_date": "due",
    }
    return [(c.kind, c.field, c.after[short[c.kind]] if c.kind in short else c.after) for c in diff.writing]


def stages(diff, row) -> list[str]:
    return [c.after["stage"] for c in diff.writing if c.kind == "change_stage" and c.row == row]


def answered(before, after, answers, edits=None, as_at=FEBRUARY_PAPER, **known):
    return compare(after, replace(register(before, edits=edits), **known), as_at, answers)


HOLDS = [
    ("dates", {"due": APRIL}, row(), row(due=MAY), "due", [("revise_deadline", "due", "2020-05-31")]),
    ("a date and words", {"due": APRIL}, row(), row(due=None, words="Ongoing", deadline_kind="ongoing"), "due",
     ["remove_deadline"]),
    ("stages", {"stage": "paused"}, row(), row(status="complete"), "stage", [("change_stage", "stage", "done")]),
    ("words", {"title": "Write the guide to visits"}, row(), row("Write and print the guidance for home visits"),
     "title", [("reword", "title", "Write and print the guidance for home visits")]),
    ("owners", {"owners": (("Director", "lead"),)}, row(leads=["Head of Service"]), row(leads=["Team Manager"]),
     "owners", ["lay_down", "take_on"]),
    ("ratings", {"rating": "Red"}, row(rag="green", status_text="Green"), row(rag="amber", status_text="Amber"),
     "rating", ["report_rating"]),
    ("an emptied date", {}, row(), row(due=None), "due", ["remove_deadline"]),
    ("an emptied stage", {}, row(status="complete"), row(), "stage", [("change_stage", "stage", "not_stated")]),
    ("another first date", {}, row(revised=(MAY,)), row(due=APRIL, revised=(MAY,)), "original_due",
     [("correct_deadline", "original_due", "2020-04-30")]),
    ("another start", {}, row(start=date(2020, 1, 1)), row(start=date(2020, 2, 1)), "start",
     [("correct_deadline", "start", "2020-03-31")]),
    ("a date in the words", {}, row(), row(revised=(MAY,), notes=["x"], problems=(
        Issue("new_date_in_update", "In the words", suggestion="2020-05-31"),)), "due_in_words",
     [("revise_deadline", "due", "2020-05-31")]),
]  # fmt: skip


@pytest.mark.parametrize("edits, before, after, field, expected", [c[1:] for c in HOLDS], ids=[c[0] for c in HOLDS])
def test_where_the_paper_holds_what_it_prints_is_written_and_else_nothing(edits, before, after, field, expected):
    key = f"0:question:{field}"
    extra = row("Another action that says all", "9", status="complete", rag="green", status_text="Green")
    plans = paper(before, extra), paper(after, extra)

    def kinds(answers):
        diff = answered(*plans, answers, edits={"0": edits})
        found = [c for c in written(diff) if c[0] not in ("set_scheme", "record_progress")]
        (question,) = [change for change in diff.changes if change.kind == "question" and change.key == key]
        return found, question.answer, len(diff.questions), question.options

    nothing, answer, asked, options = kinds(Answers())
    assert (answer, asked, {"paper", "register"} <= set(options)) == ("", 1, True)
    assert kinds(Answers(holds={key: "register"})) == (nothing, "register", 0, options)
    by_paper, answer, asked, _ = kinds(Answers(holds={key: "paper"}))
    told = [change if isinstance(change, tuple) else (change,) for change in expected]
    assert [change[: len(want)] for change, want in zip(by_paper, told, strict=True)] == told
    assert (answer, asked, nothing) == ("paper", 0, [])


def test_a_theme_changed_here_and_in_the_paper_is_settled_like_a_field():
    before = paper(row(), sections=(Section("Practice", "1", notes=(Note("Summary", "Going well"),)),))
    after = paper(row(), sections=(Section("Practice", "1", notes=(Note("Summary", "Going slower"),)),))
    known = register(before)
    known = replace(known, sections=(replace(known.sections[0], notes=({"label": "Summary", "text": "Fine"},)),))
    (question,) = compare(after, known, FEBRUARY_PAPER).changes
    settled = compare(after, known, FEBRUARY_PAPER, Answers(holds={question.key: "paper"}))
    assert [(c.kind, c.answer) for c in settled.changes] == [("question", "paper"), ("reword_section", "")]


# ---- is it the same action? ---------------------------------------------------------------------

CHAIR = row("Appoint an independent chair", "1.1")


def test_a_row_said_to_be_the_same_action_is_compared_with_it():
    diff = answered(paper(row(), OTHER), paper(CHAIR, OTHER), Answers(same={"0": 1}))
    assert written(diff) == [("reword", "title", CHAIR.title)]
    assert (diff.pairs["0"], diff.counts["questions"], diff.counts["missing"]) == (1, 0, 0)
    assert [(c.asks, c.answer) for c in diff.changes if c.kind == "question"] == [("same", "same")]


def test_a_row_said_to_be_new_is_added_and_the_old_action_is_missing():
    diff = answered(paper(row(), OTHER), paper(CHAIR, OTHER), Answers(same={"0": None}))
    assert [change[0] for change in written(diff)] == ["add_item", "set_first_date", "put_in_order"]
    assert (diff.pairs["0"], diff.counts["missing"]) == (None, 1)


STALE = [{"9": 1}, {"0": 99}, {"0.4": 2}, {"0": 1, "1": 1}]


@pytest.mark.parametrize("same", STALE)
def test_answers_to_rows_or_with_items_that_are_not_there_are_passed_over(same):
    before = paper(row(), OTHER)
    assert answered(before, before, Answers(same=same, stages={"7": "done"}, left_out=("8",))).writing == ()


def test_a_step_that_becomes_an_action_is_asked_about_and_then_moves_there():
    before = paper(row("Train them", "2", due=None, steps=[LONG, row("Run the course", None, None)]))
    after = paper(row("Train them", "2", due=None, steps=[row("Run the course", None, None)]), replace(LONG, ref="3"))
    asked = answered(before, after, Answers())
    assert [(c.row, c.item, c.asks) for c in asked.questions] == [("1", 2, "same")]
    assert (asked.counts["missing"], asked.counts["new"]) == (0, 0)
    said = answered(before, after, Answers(same={"1": 2}))
    assert ("reword", "parent", None) in written(said)
    assert [c.flag for c in said.changes if c.field == "parent"] == ["moved_section"]
    new = answered(before, after, Answers(same={"1": None}))
    assert (new.counts["new"], new.counts["missing"]) == (1, 1)


def test_an_action_that_becomes_a_step_is_asked_about_and_then_moves_there():
    before = paper(row("Train them", "2", due=None), replace(LONG, ref="3"))
    after = paper(row("Train them", "2", due=None, steps=[LONG]))
    asked = answered(before, after, Answers())
    assert [(c.row, c.item) for c in asked.questions] == [("0.0", 2)]
    assert ("reword", "parent", 1) in written(answered(before, after, Answers(same={"0.0": 2})))


def test_short_words_printed_everywhere_are_no_sign_of_the_same_step():
    before = paper(row("Train them", "2", due=None, steps=[row("Report to board", None, None)]))
    after = paper(row("Train them", "2", due=None), row("Report to board", "3"))
    assert answered(before, after, Answers()).counts["questions"] == 0


# ---- does it say whether it is done? ------------------------------------------------------------

NOT_SAID = [("done", "done"), ("not_done", "in_progress"), ("no_longer_needed", "no_longer_needed"), ("leave", None)]


@pytest.mark.parametrize("answer, stage", NOT_SAID)
def test_a_row_that_does_not_say_whether_it_is_done_is_listed_and_takes_the_answer(answer, stage):
    plain = paper(row(), replace(OTHER, status="complete"))
    asked = compare(plain, KnownPlan(), JANUARY_PAPER)
    assert asked.unsaid == ("0",)
    said = compare(plain, KnownPlan(), JANUARY_PAPER, Answers(stages={"0": answer, "1": "not_done"}))
    assert [c.after["stage"] for c in said.writing if c.kind == "change_stage" and c.row == "0"] == [stage][
        : bool(stage)
    ]
    assert [c.after["stage"] for c in said.writing if c.kind == "change_stage" and c.row == "1"] == ["done"]
    assert said.unsaid == ("0",)


def test_what_the_register_knows_or_the_paper_says_is_not_asked_again():
    plain = paper(row(), OTHER, row("Group", "3", due=None, steps=[row("A step", None, None), row("B", None, None)]))
    diff = answered(plain, plain, Answers(), edits={"0": {"stage": "done"}, "2.1": {"stage": "in_progress"}})
    assert diff.unsaid == ("1", "2.0")


@pytest.mark.parametrize("answer, stage", NOT_SAID)
def test_not_applicable_is_settled_in_the_same_words(answer, stage):
    asked = paper(row(status="not_applicable", status_text="N/A"))
    diff = compare(asked, KnownPlan(), JANUARY_PAPER, Answers(stages={"0": answer}))
    (question,) = [c for c in diff.changes if c.kind == "question"]
    assert (question.asks, question.answer, diff.counts["questions"]) == ("stages", answer, 0)
    assert stages(diff, "0") == ([stage] if stage else [])


# ---- what is missing, and a plan that is refreshed -----------------------------------------------

GONE = [
    (Answers(), None, "", ""),
    (Answers(stages={"item2": "open"}), None, "", "open"),
    (Answers(stages={"item2": "done"}), "done", "Done: the paper no longer prints it", "done"),
    (Answers(stages={"item2": "no_longer_needed"}), "no_longer_needed",
     "No longer needed: the paper no longer prints it", "no_longer_needed"),
    (Answers(fates={"item2": Fate("done", minute="minute 14", on=date(2020, 2, 10))}), "done",
     "Done, minute 14, 10 February 2020", "done"),
    (Answers(fates={"item2": Fate("dropped", minute="minute 14", by="Improvement Board")}), "no_longer_needed",
     "No longer needed, by Improvement Board, minute 14", "no_longer_needed"),
]  # fmt: skip


@pytest.mark.parametrize("answers, stage, reason, answer", GONE)
def test_what_is_missing_ends_only_as_a_person_says(answers, stage, reason, answer):
    diff = answered(paper(row(), OTHER), paper(row()), answers)
    (missing,) = [c for c in diff.changes if c.kind == "missing"]
    ended = [(c.item, c.after["stage"], c.after["reason"]) for c in diff.writing]
    assert ended == ([(2, stage, reason)] if stage else [])
    assert (missing.answer, diff.counts["missing"]) == (answer, 1)


def test_the_day_on_which_it_was_done_is_the_day_it_speaks_for():
    fate = Fate("done", minute="minute 14", on=date(2020, 2, 10))
    (change,) = answered(paper(row(), OTHER), paper(row()), Answers(fates={"item2": fate})).writing
    assert (change.on, change.after["done_on"]) == (date(2020, 2, 10), "2020-02-10")


def test_what_was_done_before_stays_done_when_the_paper_drops_it():
    edits = {"1": {"stage": "done"}}
    answers = Answers(stages={"item2": "no_longer_needed"})
    assert answered(paper(row(), OTHER), paper(row()), answers, edits=edits).writing == ()


def test_what_is_said_of_an_action_that_is_missing_goes_for_its_steps():
    gone = row("Train them", "2", due=None, steps=[row("Agree it", None, None), row("Run it", None, None)])
    diff = answered(paper(row(), gone), paper(row()), Answers(stages={"item2": "done", "item4": "open"}))
    assert [(c.item, c.after["stage"]) for c in diff.writing] == [(2, "done"), (3, "done")]


NEW = row("Bring guidance and training into one programme", "3.2", due=MAY)


def test_two_actions_merged_into_one_carry_their_earliest_first_date_on():
    before = paper(row(due=APRIL), replace(OTHER, due=MARCH))
    fate = Fate("merged", ("0",), "minute 14")
    diff = answered(before, paper(NEW), Answers(fates={"item1": fate, "item2": fate}))
    assert written(diff)[1:3] == [("set_first_date", "due", "2020-03-31"), ("revise_deadline", "due", "2020-05-31")]
    assert [c.after["reason"] for c in diff.writing if c.field == "due"] == ["Carried over from 1.2",
                                                                            "New baseline, minute 14"]  # fmt: skip
    ended = [(c.item, c.after["reason"]) for c in diff.writing if c.kind == "change_stage"]
    assert ended == [(1, "Merged into 3.2, minute 14"), (2, "Merged into 3.2, minute 14")]
    assert [(c.key, c.after["old"]) for c in diff.writing if c.kind == "succeed"] == [
        ("0:succeed:item1", 1),
        ("0:succeed:item2", 2),
    ]


def test_an_action_split_in_two_gives_both_its_first_date():
    parts = replace(NEW, due=MARCH), row("Hold a day for every carer in the county", "3.3", due=MAY)
    diff = answered(paper(row()), paper(*parts), Answers(fates={"item1": Fate("split", ("0", "1"), "minute 9")}))
    firsts = [(c.row, c.after["due"]) for c in diff.writing if c.kind == "set_first_date"]
    assert firsts == [("0", "2020-03-31"), ("1", "2020-03-31")]
    assert [c.row for c in diff.writing if c.kind == "revise_deadline"] == ["1"]
    assert [c.after["reason"] for c in diff.writing if c.kind == "change_stage"] == ["Split into 3.2 and 3.3, minute 9"]


def test_an_action_merged_into_one_that_is_carried_on_lends_it_an_earlier_first_date():
    before = paper(row(due=APRIL), replace(OTHER, due=MARCH))
    diff = answered(before, paper(row(due=APRIL)), Answers(fates={"item2": Fate("merged", ("0",), "minute 14")}))
    assert [(c.kind, c.after["due"], c.after["found"]) for c in diff.writing if c.field == "due"] == [
        ("set_first_date", "2020-03-31", True)
    ]


def test_without_the_row_that_it_went_into_an_old_action_stays_as_it_is():
    answers = Answers(fates={"item1": Fate("merged", ("0",), "minute 14")}, left_out=("0",))
    diff = answered(paper(row()), paper(NEW), answers)
    assert {c.kind for c in diff.without(answers.left_out).writing} == {"put_in_order"}


def test_dates_of_a_refreshed_plan_quote_the_minute_of_the_new_baseline():
    diff = answered(paper(row()), paper(row(due=MAY)), Answers(baseline="minute 20"))
    assert [c.after["reason"] for c in diff.writing] == ["New baseline, minute 20"]


# ---- a paper of the same day again --------------------------------------------------------------

REISSUED = [
    ("", []),
    ("paper", [("revise_deadline", "due", "2020-05-31")]),
    ("correction", [("correct_deadline", "due", "2020-05-31")]),
    ("register", []),
]


@pytest.mark.parametrize("answer, expected", REISSUED)
def test_another_date_in_a_paper_of_the_same_day_is_asked_about(answer, expected):
    answers = Answers(holds={"0:question:due": answer} if answer else {})
    known = {"sighted_on": JANUARY_PAPER}
    diff = answered(paper(row()), paper(row(due=MAY)), answers, edits={"0": known}, as_at=JANUARY_PAPER)
    assert written(diff) == expected
    assert [c.options for c in diff.changes if c.kind == "question"] == [("paper", "correction", "register")]


# ---- an older paper -----------------------------------------------------------------------------


def test_a_row_of_an_older_paper_is_added_where_a_person_says_it_was_an_action():
    answers = Answers(same={"0": None}, stages={"0": "no_longer_needed"})
    diff = compare(paper(OTHER), register(paper(row())), OLD_PAPER, answers)
    assert [(c.kind, c.on) for c in diff.writing] == [
        ("add_item", OLD_PAPER), ("set_first_date", OLD_PAPER), ("change_stage", JANUARY_PAPER),
    ]  # fmt: skip
    assert compare(paper(OTHER), register(paper(row())), OLD_PAPER, Answers(same={"0": 1})).pairs == {"0": 1}


def test_an_older_papers_date_that_the_history_lacks_is_put_in_where_the_paper_holds():
    known = register(paper(row()))
    item = replace(known.items[0], sighted=None, later=row(), later_on=JANUARY_PAPER)
    known = replace(known, items=(item,))
    answers = Answers(holds={"0:question:due": "paper"})
    moves = [(c.after["to_due"], c.on) for c in compare(paper(row(due=APRIL)), known, OLD_PAPER, answers).writing
             if c.kind == "revise_deadline"]  # fmt: skip
    assert moves == [("2020-04-30", OLD_PAPER), ("2020-03-31", JANUARY_PAPER)]


# ---- what is flagged, what is put right ---------------------------------------------------------


def test_a_new_date_whose_words_changed_too_is_flagged():
    diff = answered(paper(row()), paper(row("Write the guidance for all visits at home", due=MAY)), Answers())
    assert {(c.kind, c.flag) for c in diff.writing} == {
        ("reword", "date_and_words"),
        ("revise_deadline", "date_and_words"),
    }


def test_a_move_to_another_theme_is_flagged():
    diff = answered(paper(row(), OTHER), paper(row(), replace(OTHER, section="2")), Answers())
    assert [c.flag for c in diff.writing] == ["moved_section"]


def put_right(printed, field, value):
    """The paper with one field of its first row put right."""
    plan, gone = corrected(printed, [Correction(anchors(printed)["0"], field, value, None, "Clerk", "2020-01-31")])
    assert gone == ()
    return plan


PUT_RIGHT = [
    ("due", "2020-05-31", {"due": MAY}, [("revise_deadline", "due", "2020-05-31")]),
    ("title", "Write guidance for all home visits", {"title": "Write guidance for all home visits"}, ["reword"]),
    ("owners", [{"name": "Director", "role": "lead"}], {"owners": (("Director", "lead"),)}, ["lay_down", "take_on"]),
    ("status", "complete", {"stage": "done"}, [("change_stage", "stage", "done")]),
    ("rag", "red", {"rating": "Red"}, ["report_rating"]),
]
PRINTED = row(leads=["Head of Service"], status="in_progress", status_text="Amber", rag="amber",
              printed=(Extra("Action", "Write the guidance for home visits"),))  # fmt: skip


@pytest.mark.parametrize("field, value, held, expected", PUT_RIGHT, ids=[case[0] for case in PUT_RIGHT])
def test_what_was_put_right_is_taken_and_the_same_print_next_month_is_no_change(field, value, held, expected):
    before = paper(PRINTED)
    fixed = put_right(before, field, value)
    now = compare(fixed, register(before), FEBRUARY_PAPER, printed=before)
    told = [change if isinstance(change, tuple) else (change,) for change in expected]
    found = [change for change in written(now) if change[0] != "set_scheme"]
    assert [change[: len(want)] for change, want in zip(found, told, strict=True)] == told
    labels = tuple(c.after for c in now.writing if c.kind == "set_scheme")
    known = register(before, edits={"0": held | {"taken": fixed.actions[0]}})
    known = replace(known, labels=tuple(labels[0]) if labels else known.labels)
    assert compare(before, known, FEBRUARY_PAPER).writing == ()
    assert compare(fixed, known, FEBRUARY_PAPER, printed=before).writing == ()


def test_another_print_next_month_is_a_change_from_what_was_put_right():
    before = paper(PRINTED)
    fixed = put_right(before, "due", "2020-05-31")
    known = register(before, edits={"0": {"due": MAY, "taken": fixed.actions[0]}})
    diff = compare(paper(replace(PRINTED, due=date(2020, 6, 30))), known, FEBRUARY_PAPER)
    assert [(c.kind, c.before, c.after["to_due"]) for c in diff.writing] == [
        ("revise_deadline", "2020-05-31", "2020-06-30")
    ]


def test_a_row_put_right_beyond_recognition_is_found_by_its_words_as_printed():
    before = paper(PRINTED, OTHER)
    fixed = put_right(before, "title", "Appoint an independent chair")
    fixed = replace(fixed, actions=(replace(fixed.actions[0], ref="7.7"), OTHER))
    diff = compare(fixed, register(before), FEBRUARY_PAPER, printed=before)
    assert diff.pairs["0"] == 1


# ---- names --------------------------------------------------------------------------------------


def test_a_name_said_to_be_a_known_one_is_that_one_now_and_in_the_next_paper():
    before = paper(row(leads=["Head of Children's Services"]))
    after = paper(row(leads=["Hd of Childrens Svcs", "Director"]))
    said = answered(before, after, Answers(parties={"Hd of Childrens Svcs": "Head of Children's Services"}))
    assert [c.after["name"] for c in said.writing] == ["Director"]
    edits = {"0": {"owners": (("Head of Children's Services", "lead"), ("Director", "lead"))}}
    aliases = {"hd of childrens svcs": "Head of Children's Services"}
    assert answered(after, after, Answers(), edits=edits, aliases=aliases).writing == ()


# ---- answers as they come from a page ------------------------------------------------------------


def test_answers_are_stored_and_read_again_without_loss():
    given = Answers(
        same={"0": 3, "1": None}, holds={"0:question:due": "paper"}, stages={"4.2": "done"},
        fates={"item3": Fate("merged", ("0",), "minute 1", "Board", MARCH)}, left_out=("4", "5:reword:title"),
        parties={"A": "B"}, baseline="minute 9",
    )  # fmt: skip
    assert Answers.from_json(given.to_json()) == given


HOSTILE = [
    None, [], {"same": [1]}, {"same": {"x": 1}}, {"same": {"0": "1"}}, {"same": {"0": True}}, {"holds": {"a": "mine"}},
    {"stages": {"0": "gone"}}, {"fates": {"0": {"kind": "done"}}}, {"fates": {"item1": {"kind": "merged", "into": []}}},
    {"fates": {"item1": {"kind": "merged", "into": ["0"]}}}, {"fates": {"item1": {"kind": "split", "into": ["0"]}}},
    {"fates": {"item1": {"kind": "done", "on": "yesterday"}}}, {"left_out": "0"}, {"left_out": [3]},
    {"parties": {"A": ""}}, {"parties": {"A": "x" * 400}}, {"holds": {"k" * 400: "paper"}},
    {"baseline": 4}, {"holds": {"a\x00": "paper"}},
    {"same": {str(n): None for n in range(30_000)}},
]  # fmt: skip


@pytest.mark.parametrize("stored", HOSTILE, ids=range(len(HOSTILE)))
def test_answers_that_cannot_be_are_refused_in_a_sentence(stored):
    with pytest.raises(ValueError, match=r"\A[A-Z].*\.\Z"):
        Answers.from_json(stored)


def test_later_answers_stand_over_earlier_ones_and_can_be_taken_away():
    both = Answers(stages={"0": "done"}, left_out=("1",)) | Answers(stages={"0": "leave"}, left_out=("2",))
    assert (both.stages, both.left_out) == ({"0": "leave"}, ("1", "2"))
    assert both.without("0", "1") == Answers(left_out=("2",))
