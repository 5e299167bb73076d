"""Minutes of a meeting in; the actions that they record, and nothing else, out."""

from tests.pipeline.grids import codes, paper, read_text

OPENING = (
    "Minutes of the Northmoor Safeguarding Board",
    "Thursday, 4 May 2023",
    "Apologies were received from the Head of Probation.",
)


def minutes_in(folder, *blocks):
    reading = read_text(folder, paper(*blocks))
    assert [plan.layout for plan in reading.plans] == ["minutes"], reading.ignored
    return reading.plans[0]


def test_lists_below_the_items_of_a_meeting_are_its_actions(tmp_path):
    plan = minutes_in(
        tmp_path,
        *OPENING,
        (("Item", "Decisions and actions"),),
        (("2", "Terms of reference"),),
        *("The report was introduced.", "Decision", "The Board agreed its terms.", "Actions"),
        *("- Officers to write to members about", "outside bodies.", "- Share slides.", "The meeting went on."),
        (("3", "Work programme"),),
        *("Members liked it.", "Action", "- Head of Policy to send the plan by 31 May 2023."),
        *("Appendix A", "- Not an action."),
    )
    assert [(a.section, a.title) for a in plan.actions] == [
        ("2", "Officers to write to members about outside bodies."),
        ("2", "Share slides."),
        ("3", "Head of Policy to send the plan by 31 May 2023."),
    ]
    assert [[owner.name for owner in a.owners] for a in plan.actions] == [["Officers"], [], ["Head of Policy"]]
    assert [str(a.due) for a in plan.actions] == ["None", "None", "2023-05-31"]
    assert [section.title for section in plan.sections] == ["Terms of reference", "Work programme"]
    assert (str(plan.as_at), plan.title) == ("2023-05-04", "Minutes of the Northmoor Safeguarding Board, 4 May 2023")


def test_actions_said_in_a_sentence_of_numbered_minutes_are_taken(tmp_path):
    plan = minutes_in(
        tmp_path,
        *OPENING,
        *("2. Neglect strategy", "2.1 Members liked the stories.", "Action: Designated Nurse to cut it to ten pages."),
        *("3. Any other business", "Action 2 – Clerk to publish the minutes at the next meeting."),
        "4. The next meeting of the board is on 3 August 2023.",
    )
    assert [(a.section, [owner.name for owner in a.owners]) for a in plan.actions] == [
        ("2", ["Designated Nurse"]),
        ("3", ["Clerk"]),
    ]
    assert (str(plan.actions[1].due), plan.actions[1].deadline_kind) == ("2023-08-03", "text")
    assert "date_in_words" in codes(plan.actions[1])


def test_a_table_of_items_with_a_column_of_actions_gives_those_that_are_marked(tmp_path):
    plan = minutes_in(
        tmp_path,
        *OPENING,
        (
            ("Minute", "Item", "Action"),
            ("Part 1 1.1", "<p>Welcome</p> <p>All were welcomed.</p>", ""),
            ("2.1", "<p>Hospitals</p> <p>A talk was given.</p>", ""),
        ),
        "Page 3",
        (
            ("Minute", "Item", "Action"),
            ("", "<p>Recommended – That a champion be named by 19 June 2023.</p>", ""),
            ("2.2", "<p>Families</p> <p>Agreed – The Board to hear more.</p>", "Head of Families"),
            ("3.1", "<p>Report of the chair</p> <p>Members were asked to send questions.</p>", "All"),
            ("3.2", "<p>Next meeting</p> <p>It will be held on 15 June 2023.</p>", ""),
        ),
    )
    assert [(a.ref, a.title, [owner.name for owner in a.owners]) for a in plan.actions] == [
        ("2.1", "That a champion be named by 19 June 2023.", []),
        ("2.2", "The Board to hear more.", ["Head of Families"]),
        ("3.1", "Members were asked to send questions.", ["All"]),
    ]
    assert str(plan.actions[0].due) == "2023-06-19"
    assert {"action_unmarked", "owner_group"} <= codes(plan.actions[2])


def test_a_report_with_lists_of_actions_is_no_minutes(tmp_path):
    text = paper("A report on wellbeing", "1. Measure it", "ACTIONS", "- Ask the young.", "- Ask the old.")
    assert read_text(tmp_path, text).plans == ()
