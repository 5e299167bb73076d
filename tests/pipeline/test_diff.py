"""What a paper changes in the register: tables of cases over literal staged plans; no database."""

from dataclasses import replace
from datetime import date

import pytest

from actions.rules.facts import Label
from imports.pipeline import matching
from imports.pipeline.changes import KINDS, Diff, KnownPlan
from imports.pipeline.diff import compare
from imports.pipeline.plan_parts import whole_and_parts
from imports.pipeline.words import likeness
from imports.shapes import Extra, Issue, Note, RatingKey, Section, Update
from tests.pipeline.papers import APRIL, FEBRUARY_PAPER, JANUARY_PAPER, MARCH, MAY, paper, register, row

NOTHING = {"new": 0, "changed": 0, "untouched": 0, "missing": 0, "reopened": 0, "questions": 0}


def difference(before, after, edits=None, as_at=FEBRUARY_PAPER) -> Diff:
    """Compare `after` with the register in which `before` was taken in and then edited."""
    return compare(after, register(before, edits=edits), as_at)


def events(diff: Diff, *without: str) -> list[tuple]:
    """The kind and new value of every change of a row."""
    return [(c.kind, c.after) for c in diff.changes if c.kind not in without and c.row[:1].isdigit()]


def kinds(diff: Diff) -> list[str]:
    return [change.kind for change in diff.changes]


FULL = paper(
    row(leads=["Head of Service"], notes=["Draft written."], status="in_progress", status_text="In progress"),
    row("Train every team manager", "2.1", "2", due=None, steps=(
        row("Agree the course", None, None, status="complete", status_text="Complete"),
        row("Run the course", None, None, due=APRIL, revised=(MAY,)),
    )),
    row("Keep the register of carers", "2.2", "2", due=None, words="Ongoing", deadline_kind="ongoing"),
    headings=(("ref", "No."), ("title", "Action"), ("lead", "Who"), ("due", "By when")),
)  # fmt: skip


def test_a_plan_that_is_not_there_yet_is_all_new():
    diff = compare(FULL, KnownPlan(), JANUARY_PAPER)
    assert diff.counts == NOTHING | {"new": 4}
    assert {change.kind for change in diff.changes} <= set(KINDS)
    assert diff.pairs == dict.fromkeys(("0", "1", "1.0", "1.1", "2"))
    assert {"set_headings", "set_scheme", "add_section"} <= set(kinds(diff))


def test_the_same_paper_again_changes_nothing():
    diff = difference(FULL, FULL)
    assert diff.changes == ()
    assert diff.counts == NOTHING | {"untouched": 4}


@pytest.mark.parametrize("field, value", [
    ("title", "Write the guidance again"), ("due", date(2021, 1, 1)), ("stage", "done"), ("rating", "Complete"),
    ("owners", (("Director", "lead"),)), ("ref", "9.9"), ("section", 2), ("updates", ()),
    ("extra", ({"heading": "Cost", "text": "None"},)),
])  # fmt: skip
def test_what_the_paper_leaves_unchanged_stands_as_it_was_edited_here(field, value):
    assert difference(FULL, FULL, edits={"0": {field: value}}).changes == ()


ONE = row(notes=["Draft written."], leads=["Head of Service"], status="in_progress", status_text="In progress")

MOVES = [
    ("a later date is a new date", {"revised": (MAY,)}, [("revise_deadline", "2020-05-31")]),
    ("two later dates are two moves", {"revised": (APRIL, MAY)},
     [("revise_deadline", "2020-04-30"), ("revise_deadline", "2020-05-31")]),
    ("another date in place of the first is a new date", {"due": MAY}, [("revise_deadline", "2020-05-31")]),
    ("words in place of a date remove it", {"due": None, "words": "Ongoing", "deadline_kind": "ongoing"},
     [("remove_deadline", None)]),
    ("the same date in other words is no change", {"words": "end of March 2020", "deadline_kind": "month"}, []),
]  # fmt: skip


@pytest.mark.parametrize("values, expected", [case[1:] for case in MOVES], ids=[case[0] for case in MOVES])
def test_dates(values, expected):
    after = row(**{"notes": ["Draft written."], "leads": ["Head of Service"], "status": "in_progress",
                   "status_text": "In progress"} | values)  # fmt: skip
    diff = difference(paper(ONE), paper(after))
    assert [(c.kind, c.after.get("to_due")) for c in diff.changes] == expected
    assert diff.counts["changed"] == (1 if expected else 0)


FIRST_DATES = [
    ("a date", row(), [("set_first_date", "2020-03-31", None)]),
    ("a date and a later one", row(revised=(MAY,)),
     [("set_first_date", "2020-03-31", None), ("revise_deadline", "2020-05-31", "2020-03-31")]),
    ("a revised date alone", row(due=None, words="Revised 31/05/20", deadline_kind="date", revised=(MAY,)),
     [("revise_deadline", "2020-05-31", None)]),
    ("words alone", row(due=None, words="TBC", deadline_kind="tbc"), [("set_first_date", None, None)]),
    ("nothing", row(due=None), []),
    ("complete in the date column", row(due=None, words="Complete", deadline_kind="complete"), []),
]  # fmt: skip


@pytest.mark.parametrize("printed, expected", [case[1:] for case in FIRST_DATES], ids=[case[0] for case in FIRST_DATES])
def test_the_dates_of_a_new_row(printed, expected):
    diff = compare(paper(printed), KnownPlan(), JANUARY_PAPER)
    dates = [c for c in diff.changes if c.kind in ("set_first_date", "revise_deadline", "remove_deadline")]
    assert [(c.kind, c.after.get("due", c.after.get("to_due")), c.before) for c in dates] == expected


def test_a_date_after_words_is_the_first_date():
    diff = difference(paper(row(due=None, words="TBC", deadline_kind="tbc")), paper(row()))
    assert [(c.kind, c.after["due"], c.after["found"]) for c in diff.changes] == [
        ("set_first_date", "2020-03-31", False)
    ]


def test_a_first_date_that_turns_up_beside_the_later_one_is_found():
    before = row(due=None, words="Revised 31/05/20", deadline_kind="date", revised=(MAY,))
    diff = difference(paper(before), paper(row(revised=(MAY,))))
    assert [(c.kind, c.after["due"], c.after["found"]) for c in diff.changes] == [
        ("set_first_date", "2020-03-31", True)
    ]


def test_complete_in_the_date_column_is_done_and_leaves_the_dates_alone():
    after = row(due=None, words="Complete", deadline_kind="complete")
    diff = difference(paper(row()), paper(after))
    assert [(c.kind, c.after["stage"]) for c in diff.changes] == [("change_stage", "done")]


def test_an_emptied_date_is_asked_about_and_kept():
    diff = difference(
        paper(row(), row("Train the managers", "1.2")), paper(row(due=None), row("Train the managers", "1.2"))
    )
    assert kinds(diff) == ["question"]
    assert diff.counts == NOTHING | {"untouched": 2, "questions": 1}


CLASHES = [
    ("dates", {"due": APRIL}, row(due=MAY), "due"),
    ("stages", {"stage": "paused"}, row(status="complete", status_text="Complete"), "stage"),
    ("words", {"title": "Write the guide to visits"}, row("Write and print the guidance for home visits"), "title"),
    ("owners", {"owners": (("Director", "lead"),)}, row(leads=["Team Manager"]), "owners"),
]  # fmt: skip


@pytest.mark.parametrize("edit, after, field", [case[1:] for case in CLASHES], ids=[case[0] for case in CLASHES])
def test_what_changed_here_and_in_the_paper_is_a_question(edit, after, field):
    before = row(leads=["Head of Service"] if field == "owners" else ())
    diff = difference(paper(before), paper(after), edits={"0": edit})
    assert [(c.kind, c.field) for c in diff.changes if c.kind != "set_scheme" and c.field != "rating"] == [
        ("question", field)
    ]
    assert diff.counts["questions"] == 1


def test_what_changed_here_as_in_the_paper_is_no_change():
    diff = difference(paper(row()), paper(row(due=MAY)), edits={"0": {"due": MAY}})
    assert diff.changes == ()


STAGES = [
    ("done", "in_progress", "complete", None, "done", "changed"),
    ("open again", "complete", "in_progress", None, "in_progress", "reopened"),
    ("not yet due is not started", None, "not_yet_due", None, "not_started", "changed"),
    ("behind is in progress", "not_started", "behind", None, "in_progress", "changed"),
    ("done with its day", "in_progress", "complete", date(2020, 2, 14), "done", "changed"),
]


@pytest.mark.parametrize(
    "was, now, done_on, stage, counted", [case[1:] for case in STAGES], ids=[case[0] for case in STAGES]
)
def test_stages(was, now, done_on, stage, counted):
    before = row(status=was, status_text=was)
    diff = difference(paper(before), paper(replace(before, status=now, status_text=now, done_on=done_on)))
    (change,) = [c for c in diff.changes if c.kind == "change_stage"]
    assert change.after["stage"] == stage
    assert change.after["done_on"] == (done_on.isoformat() if done_on else None)
    assert diff.counts == NOTHING | {counted: 1}


def test_done_here_by_hand_is_not_reopened_by_an_unchanged_paper():
    before = paper(row(status="in_progress", status_text="In progress"))
    assert difference(before, before, edits={"0": {"stage": "done"}}).counts == NOTHING | {"untouched": 1}


@pytest.mark.parametrize("stage", ["signed_off", "still_in_place"])
def test_a_paper_that_says_complete_says_no_less_than_who_signed_it_off(stage):
    before = paper(row(status="in_progress", status_text="In progress"))
    after = paper(row(status="complete", status_text="Complete"))
    assert "change_stage" not in kinds(difference(before, after, edits={"0": {"stage": stage}}))
    assert not difference(before, after, edits={"0": {"stage": stage}}).questions


def test_not_applicable_is_asked_about_once_and_closes_nothing():
    asked = paper(row(status="not_applicable", status_text="N/A"))
    first = compare(asked, KnownPlan(), JANUARY_PAPER)
    assert [c.field for c in first.questions] == ["stage"]
    assert "change_stage" not in kinds(first)
    assert difference(asked, asked).changes == ()


def test_a_plan_that_marks_completion_nowhere_gets_no_stage():
    diff = compare(paper(row(), row("Train the managers", "1.2")), KnownPlan(), JANUARY_PAPER)
    assert "change_stage" not in kinds(diff)


NOTES = [
    ("the same note", ["Draft written."], []),
    ("the same note in other spacing", ["Draft  written"], []),
    ("a note added", ["Draft written.", "Panel agreed it."], ["Panel agreed it."]),
    ("a note that goes on", ["Draft written. Panel agreed it."], ["Panel agreed it."]),
    ("another note instead", ["Panel agreed it."], ["Panel agreed it."]),
    ("a dated note added", ["Draft written.", Update("Sent to print.", date(2020, 2, 3))], ["Sent to print."]),
]


@pytest.mark.parametrize("notes, expected", [case[1:] for case in NOTES], ids=[case[0] for case in NOTES])
def test_notes_of_progress_are_never_doubled(notes, expected):
    diff = difference(paper(row(notes=["Draft written."])), paper(row(notes=notes)))
    assert [c.after["note"] for c in diff.changes] == expected


def test_an_undated_note_speaks_for_the_paper_and_a_dated_one_for_its_day():
    notes = [Update("Sent to print.", date(2020, 2, 3)), Update("Second print agreed.")]
    diff = difference(paper(row()), paper(row(notes=notes)))
    assert [(c.on, c.after["date"]) for c in diff.changes] == [
        (date(2020, 2, 3), "2020-02-03"),
        (FEBRUARY_PAPER, None),
    ]


def test_the_same_words_on_another_day_are_another_note():
    before = [Update("No change.", date(2020, 1, 3))]
    diff = difference(paper(row(notes=before)), paper(row(notes=[*before, Update("No change.", date(2020, 2, 3))])))
    assert [c.on for c in diff.changes] == [date(2020, 2, 3)]


def test_a_note_typed_here_already_is_not_taken_from_the_paper_again():
    from imports.pipeline.changes import KnownUpdate

    edits = {"0": {"updates": (KnownUpdate("Panel agreed it", "", date(2020, 2, 10)),)}}
    assert difference(paper(row()), paper(row(notes=["Panel agreed it."])), edits=edits).changes == ()


def test_an_unchanged_note_under_the_next_papers_date_is_no_news():
    before, after = (Update("Draft written.", day, lent=True) for day in (JANUARY_PAPER, FEBRUARY_PAPER))
    diff = difference(paper(row(notes=[before])), paper(row(notes=[after])))
    assert diff.counts == NOTHING | {"untouched": 1}
    assert diff.changes == ()


def test_no_change_is_an_answer_that_each_paper_gives_anew():
    before = paper(row(notes=["No change."]))
    (answer,) = difference(before, before).changes
    assert (answer.on, answer.after["no_change"], answer.after["note"]) == (FEBRUARY_PAPER, True, "")
    assert difference(before, before, as_at=JANUARY_PAPER).changes == ()


IN_WORDS = row(
    revised=(MAY,), notes=["Put back to 31 May 2020."],
    problems=(Issue("new_date_in_update", "The new date stands only in the progress", suggestion="2020-05-31"),),
)  # fmt: skip


def test_a_new_date_in_the_words_alone_is_asked_about_and_moves_nothing():
    diff = difference(paper(row(notes=["Put back to 31 May 2020."])), paper(IN_WORDS))
    assert [(c.kind, c.field, c.before, c.after) for c in diff.changes] == [
        ("question", "due_in_words", "2020-03-31", "2020-05-31")
    ]


def test_a_new_row_with_a_new_date_in_its_words_has_the_date_of_its_column():
    changes = compare(paper(IN_WORDS), KnownPlan(), JANUARY_PAPER).changes
    dates = [(c.kind, (c.after or {}).get("due")) for c in changes if c.field == "due" and c.writes]
    assert dates == [("set_first_date", "2020-03-31")]


def test_a_date_that_was_in_the_words_and_comes_into_the_column_is_a_new_date():
    known = register(paper(IN_WORDS), edits={"0": {"due": MARCH}})
    diff = compare(paper(row(revised=(MAY,), notes=["Put back to 31 May 2020."])), known, FEBRUARY_PAPER)
    assert [(c.kind, c.after["to_due"]) for c in diff.changes] == [("revise_deadline", "2020-05-31")]
    assert compare(paper(IN_WORDS), known, FEBRUARY_PAPER).changes == ()


@pytest.mark.parametrize("size", [600, 1200])
def test_of_many_rows_the_alike_are_found_without_comparing_each_with_each(size, monkeypatch):
    compared = []
    monkeypatch.setattr(matching, "likeness", lambda one, other: compared.append(1) or likeness(one, other))
    nouns = ("homes", "visits", "courses", "carers", "schools", "clinics", "panels")
    texts = [f"Write{n} the {nouns[n % 7]} plan{n * 7} for area{n * 13} by post{n * 5}" for n in range(2 * size)]
    rows = [matching.Sign(str(n), "", None, text + " soon") for n, text in enumerate(texts[:size])]
    items = [matching.Sign(n, "", None, text) for n, text in enumerate(texts[:size])]
    match = matching.match_signs(rows, items)
    assert match.pairs == {str(n): n for n in range(size)}
    assert len(compared) <= 25 * size


def test_owners_who_come_and_go():
    diff = difference(
        paper(row(leads=["Head of Service", "Team Manager"])), paper(row(leads=["head of  service", "Director"]))
    )
    assert [(c.kind, (c.after or c.before)["name"]) for c in diff.changes] == [
        ("lay_down", "Team Manager"),
        ("take_on", "Director"),
    ]


# ---- which row is which item --------------------------------------------------------------------

OTHER = row("Train every team manager in supervision", "1.2")


def test_the_same_reference_with_like_words_is_the_same_action():
    diff = difference(paper(row(), OTHER), paper(row("Write the guidance for all visits at home"), OTHER))
    assert [(c.kind, c.field) for c in diff.changes] == [("reword", "title")]


def test_the_same_reference_on_unlike_words_is_a_question_and_nothing_is_written():
    diff = difference(paper(row(), OTHER), paper(row("Appoint an independent chair"), OTHER))
    assert kinds(diff) == ["question"]
    assert diff.changes[0].item == 1
    assert diff.counts == NOTHING | {"untouched": 1, "questions": 1}


def test_renumbered_actions_are_found_by_their_words():
    diff = difference(paper(row(), OTHER), paper(replace(OTHER, ref="1.1"), row(ref="1.2")))
    assert sorted((c.item, c.field, c.after) for c in diff.changes if c.kind == "reword") == [
        (1, "ref", "1.2"),
        (2, "ref", "1.1"),
    ]
    assert diff.counts["missing"] == diff.counts["new"] == diff.counts["questions"] == 0


def test_a_row_that_is_gone_is_missing_and_stays_as_it_is():
    diff = difference(paper(row(), OTHER), paper(row()))
    assert [(c.kind, c.item) for c in diff.changes] == [("missing", 2)]
    assert diff.writing == ()
    assert diff.counts == NOTHING | {"untouched": 1, "missing": 1}


def test_an_action_typed_here_is_not_missing_from_the_paper():
    edits = {"1": {"ever_sighted": False, "sighted": None, "sighted_at": None}}
    assert difference(paper(row(), OTHER), paper(row()), edits=edits).changes == ()


def test_look_alikes_that_differ_by_date_keep_their_order():
    before = paper(*(row("Report to the board", None, due=due) for due in (MARCH, APRIL, MAY)))
    after = paper(*(row("Report to the board", None, due=due) for due in (MARCH, date(2020, 6, 30), MAY)))
    diff = difference(before, after)
    assert [(c.kind, c.item, c.after["to_due"]) for c in diff.changes] == [("revise_deadline", 2, "2020-06-30")]


def test_a_reference_printed_twice_does_not_decide():
    twice = paper(row(ref="2.7"), replace(OTHER, ref="2.7"))
    assert compare(twice, KnownPlan(), JANUARY_PAPER).counts == NOTHING | {"new": 2}
    assert difference(twice, twice).changes == ()


def test_the_same_reference_in_two_themes_is_two_actions():
    both = paper(row(ref="a"), row("Train every team manager", "a", "2"))
    after = paper(row(ref="a"), row("Train every team manager and deputy", "a", "2"))
    assert [(c.item, c.field) for c in difference(both, after).changes] == [(2, "title")]


def test_an_action_under_another_theme_moves_there():
    diff = difference(paper(row(), OTHER), paper(row(), replace(OTHER, section="2")))
    assert [(c.kind, c.field, c.after) for c in diff.changes] == [("reword", "section", 2)]


def test_a_new_row_goes_to_its_place_in_the_paper():
    diff = difference(paper(row(), OTHER), paper(row(), row("Appoint an independent chair", "1.3"), OTHER))
    assert diff.counts == NOTHING | {"new": 1, "untouched": 2}
    assert "put_in_order" in kinds(diff)


def test_steps_go_by_words_and_then_by_order():
    steps = [row("Agree the course", None, None), row("Run the course", None, None)]
    before = paper(row(due=None, steps=steps))
    after = paper(row(due=None, steps=[row("Agree the course outline", None, None), replace(steps[1], due=MAY)]))
    diff = difference(before, after)
    assert [(c.item, c.kind, c.field) for c in diff.changes] == [(2, "reword", "title"), (3, "revise_deadline", "due")]
    assert diff.counts == NOTHING | {"changed": 2}


def test_a_change_of_an_action_counts_for_each_of_its_steps():
    steps = [row("Agree the course", None, None), row("Run the course", None, None)]
    before, after = row(due=None, steps=steps), row(due=None, steps=steps, notes=["Both are under way."])
    assert difference(paper(before), paper(after)).counts == NOTHING | {"changed": 2}


def test_an_action_marked_complete_as_a_whole_has_its_silent_steps_done_and_no_others():
    steps = [row("Agree the course", None, None), row("Run it", None, None, status="in_progress"), row("Report", None)]
    whole = whole_and_parts(paper(row(due=None, steps=steps, status="complete", status_text="Complete"), OTHER))
    said = [(c.row, c.after["stage"]) for c in compare(whole, KnownPlan(), JANUARY_PAPER).changes if c.field == "stage"]
    assert said == [("0", "done"), ("0.0", "done"), ("0.1", "in_progress"), ("0.2", "done")]
    assert difference(whole, whole).changes == ()


# ---- the plan itself ----------------------------------------------------------------------------


def test_a_theme_keeps_what_was_edited_here_and_takes_what_the_paper_changes():
    before = paper(row(), sections=(Section("Practice", "1", notes=(Note("Summary", "Going well"),)),))
    after = paper(row(), sections=(Section("Practice", "1", notes=(Note("Summary", "Going slower"),)),))
    diff = difference(before, after)
    assert [(c.kind, c.field) for c in diff.changes] == [("reword_section", "notes")]
    assert diff.counts == NOTHING | {"untouched": 1}


SCHEMES = [
    ("words that judge nothing have no rank", ["Complete", "In progress", "Not started"], [None, None, None]),
    ("words that judge are ranked", ["On track", "Behind schedule", "Off track", "Completed"], [3, 2, 1, 4]),
    ("colours are ranked", ["Red", "Amber", "Green", "Blue"], [1, 2, 3, 4]),
]
MEANS = {"Complete": "complete", "In progress": "in_progress", "Not started": "not_started", "On track": "on_track",
         "Behind schedule": "behind", "Off track": "off_track", "Completed": "complete"}  # fmt: skip


@pytest.mark.parametrize("words, ranks", [case[1:] for case in SCHEMES], ids=[case[0] for case in SCHEMES])
def test_without_a_key_the_scheme_is_the_labels_seen(words, ranks):
    rows = [
        row(
            f"Action {word}",
            word,
            status=MEANS.get(word),
            rag=None if word in MEANS else word.lower(),
            status_text=word,
        )
        for word in words
    ]
    (change,) = [c for c in compare(paper(*rows), KnownPlan(), JANUARY_PAPER).changes if c.kind == "set_scheme"]
    assert [(label["label"], label["rank"]) for label in change.after] == list(zip(words, ranks, strict=True))


def test_a_printed_key_gives_the_scheme_with_its_meanings():
    key = (RatingKey("R", "red", "Off course"), RatingKey("G", "green", "On course"), RatingKey("", None, "blank"))
    diff = compare(paper(row(rag="red", status_text="R"), rating_key=key), KnownPlan(), JANUARY_PAPER)
    (scheme,) = [c for c in diff.changes if c.kind == "set_scheme"]
    (rating,) = [c for c in diff.changes if c.kind == "report_rating"]
    assert [(label["label"], label["meaning"], label["rank"]) for label in scheme.after] == [
        ("R", "Off course", 1),
        ("G", "On course", 3),
    ]
    assert rating.after == {"label": "R", "stated": "R"}


def test_a_label_seen_for_the_first_time_is_added_and_the_others_stay_as_they_are_set():
    before = paper(row(rag="green", status_text="Green"))
    known = register(before)
    known = replace(known, labels=(known.labels[0] | {"from_days_late": 10},))
    diff = compare(paper(row(rag="red", status_text="Red")), known, FEBRUARY_PAPER)
    (change,) = [c for c in diff.changes if c.kind == "set_scheme"]
    assert [(label["label"], label["from_days_late"]) for label in change.after] == [("Green", 10), ("Red", None)]
    assert Label(**change.after[1] | {"stands_beside": frozenset()}).rank == 1


# ---- a paper older than the newest one ----------------------------------------------------------


def _older(known_fields, printed, later):
    """The changes of an older paper of November; `later` is what January's paper printed."""
    known = register(paper(later))
    item = replace(known.items[0], sighted=None, sighted_at=None, later=later, later_on=JANUARY_PAPER, **known_fields)
    return compare(paper(printed), replace(known, items=(item,)), date(2019, 11, 30))


NOT_THEN = {"due": None, "original_due": None, "deadline_text": "", "stage": None, "rating": "", "owners": ()}


def test_an_older_paper_changes_no_words():
    diff = _older(NOT_THEN, row("Write guidance for home visits", "1.0"), row())
    assert [c.kind for c in diff.changes] == ["known_since", "set_first_date"]
    assert {c.on for c in diff.changes} == {date(2019, 11, 30)}


def test_an_older_paper_with_an_earlier_date_finds_the_first_date_and_the_move_in_between():
    diff = _older(NOT_THEN, row(due=date(2020, 1, 15)), row())
    assert [
        (c.kind, c.after.get("due", c.after.get("to_due")), c.after.get("found"), c.on) for c in diff.changes[1:]
    ] == [
        ("set_first_date", "2020-01-15", True, date(2019, 11, 30)),
        ("revise_deadline", "2020-03-31", None, date(2020, 1, 30)),
    ]


def test_what_an_older_paper_says_holds_until_the_next_paper_only():
    diff = _older(
        NOT_THEN, row(status="complete", status_text="Complete", leads=["Director"]), row(leads=["Head of Service"])
    )
    said = [(c.kind, c.on) for c in diff.changes if c.kind in ("change_stage", "take_on", "lay_down")]
    assert said == [
        ("change_stage", date(2019, 11, 30)),
        ("change_stage", JANUARY_PAPER),
        ("take_on", date(2019, 11, 30)),
        ("lay_down", JANUARY_PAPER),
    ]
    assert not any(c.reopens for c in diff.changes)


def test_a_row_of_an_older_paper_alone_is_asked_about_and_not_added():
    known = register(paper(row()))
    diff = compare(paper(OTHER), known, date(2019, 11, 30))
    assert kinds(diff) == ["question"]
    assert diff.counts == NOTHING | {"questions": 1}


# ---- for storing and choosing -------------------------------------------------------------------


def test_a_comparison_is_stored_and_read_again_without_loss():
    diff = difference(FULL, paper(row("Appoint a chair"), row(ref="4", due=MAY, notes=["Begun."]), OTHER))
    assert Diff.from_json(diff.to_json()) == diff


def test_every_change_has_a_key_of_its_own_and_a_sentence():
    after = paper(row(revised=(APRIL, MAY), notes=["One.", "Two."], leads=["A Manager", "B Manager"]), OTHER)
    diff = difference(paper(row(extra=(Extra("Cost", "None"),))), after)
    keys = [change.key for change in diff.changes]
    assert len(set(keys)) == len(keys)
    assert all(change.sentence.strip().endswith((".", "?", "”")) for change in diff.changes)


def test_what_is_not_chosen_is_not_counted():
    diff = difference(paper(row(), OTHER), paper(row(due=MAY), replace(OTHER, due=MAY)))
    first = diff.changes[0]
    assert diff.choosing([first.key]).counts == NOTHING | {"changed": 1, "untouched": 1}
