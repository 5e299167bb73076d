"""Cells that hold more than one thing: numbers before words, dated lines of steps, the kind of a body."""

from tests.pipeline.grids import HEADINGS, plan_in


def test_dated_lines_under_milestones_are_steps_where_no_column_has_dates(tmp_path):
    steps = "Data shared - 30 April 2024<br>Model tested - 31 July 2024"
    head = ("Ref", "Action", "Owner", "Milestones", "Progress")
    rows = (("1", "Rebuild the model", "Prevention Manager", steps, "Begun"),)
    plan = plan_in(
        tmp_path, "Improvement plan", (head, *rows, ("2", "Train staff", "Head of Training", steps, "Begun"))
    )
    read = [(step.title, str(step.due)) for step in plan.actions[0].milestones]
    assert read == [("Data shared", "2024-04-30"), ("Model tested", "2024-07-31")]


def test_actions_that_go_on_with_the_number_of_what_was_asked_have_their_own(tmp_path):
    head = ("Ref", "Must do", "Action", "Lead", "Due date", "RAG")
    rows = (
        ("M1", "Calls are answered", "M1.1 Recruit staff", "Chief Nurse", "31 October 2023", "A"),
        ("", "", "M1.2 Bring in a desk", "Chief Nurse", "30 November 2023", "G"),
        ("M2", "Medicines are safe", "M2.1 Fit new safes", "Chief Nurse", "31 August 2023", "B"),
    )
    plan = plan_in(tmp_path, "Improvement plan", (head, *rows))
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("M1.1", "Recruit staff"),
        ("M1.2", "Bring in a desk"),
        ("M2.1", "Fit new safes"),
    ]


def test_the_kind_of_a_body_is_part_of_its_name(tmp_path):
    rows = (
        ("1.1", "Agree one pathway", "Ardale Hospitals NHS Trust", "31 March 2025", "Drafted", "Amber"),
        ("1.2", "Train all who assess", "Head of Training", "30 April 2025", "Begun", "Green"),
    )
    plan = plan_in(tmp_path, "Improvement plan", (HEADINGS, *rows))
    assert [owner.name for owner in plan.actions[0].owners] == ["Ardale Hospitals NHS Trust"]


def test_actions_go_on_with_the_number_that_opens_a_recommendation(tmp_path):
    head = ("Recommendation", "Action", "Lead", "Due date", "RAG")
    rows = (
        ("Recommendation 1: Answer calls", "1.1 Recruit staff", "Chief Nurse", "31 October 2023", "A"),
        ("", "1.2 Bring in a desk", "Chief Nurse", "30 November 2023", "G"),
        ("Recommendation 2: Store medicines", "2.1 Fit new safes", "Chief Nurse", "31 August 2023", "B"),
    )
    plan = plan_in(tmp_path, "Improvement plan", (head, *rows))
    assert [action.ref for action in plan.actions] == ["1.1", "1.2", "2.1"]
