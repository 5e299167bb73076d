"""Recommendations printed under a section's heading, above its table, in; kept with that section, out."""

from tests.pipeline.grids import paper, plan_in, read_text, row, table

CODED = (("R6c", "Improve the oversight of allegations"), ("R10", "Supervision is regular and reflective"))
DATED = (
    ("Date inspectors identified areas for improvement", "Areas for improvement"),
    ("September 2022 February 2023", "Set up a stable staffing structure that"),
    ("", "people can count on."),
    ("March 2023", ""),
    ("June 2022", "Review how children are asked"),
)


def test_recommendations_and_what_was_raised_when_stay_with_the_section_below_which_they_stand(tmp_path):
    plan = plan_in(
        tmp_path,
        *("Improvement Plan", "1.0 Managing well", "Recommendations covered in this area", CODED, DATED),
        *(table(row("1.1")), "2.0 Early help", (("R1", "The front door must be quicker"),), table(row("2.1"))),
    )
    first, second = plan.sections
    assert [(asked.ref, asked.text) for asked in first.recommendations] == [
        ("R6c", "Improve the oversight of allegations"),
        ("R10", "Supervision is regular and reflective"),
        (None, "Set up a stable staffing structure that people can count on."),
        (None, "Review how children are asked"),
    ]
    assert [str(day) for day in first.recommendations[2].raised_on] == ["2022-09-30", "2023-02-28", "2023-03-31"]
    assert first.recommendations[0].source == "Recommendations covered in this area"
    assert [asked.ref for asked in second.recommendations] == ["R1"]


def test_a_heading_within_the_table_of_recommendations_is_none_of_them(tmp_path):
    listed = (("Recommendations covered here", ""), *CODED)
    plan = plan_in(tmp_path, "Improvement Plan", "1.0 Managing well", listed, table(row("1.1")))
    assert [asked.ref for asked in plan.sections[0].recommendations] == ["R6c", "R10"]


def test_the_line_above_is_the_source_also_where_it_stands_above_every_section(tmp_path):
    said, plan = "Recommendations covered in this area", ["Improvement Plan"]
    for area in (1, 2, 3, 4):
        plan += (
            f"{area}.0 Area {area}",
            said,
            ((f"R{area}", "The front door must be quicker"),),
            table(row(f"{area}.1")),
        )
    assert {s.recommendations[0].source for s in plan_in(tmp_path, *plan).sections} == {said}


def test_other_tables_above_a_section_are_passed_over_as_before(tmp_path):
    figures = (("Team", "April", "May"), ("North", "12", "9"))
    reading = read_text(tmp_path, paper("Improvement Plan", "1.0 Managing well", figures, table(row("1.1"))))
    assert reading.plans[0].sections[0].recommendations == ()
    assert reading.ignored[0].heading.startswith("Team")


def test_a_row_without_a_number_in_a_numbered_plan_with_steps_is_a_step_of_the_action_above(tmp_path):
    headings = ("Action No.", "What we are doing", "Responsible person", "Milestones", "When", "Progress")
    plan = plan_in(
        tmp_path,
        "Improvement Plan",
        table(
            ("1.1", "Mental health review", "Ann Lee", "Set up the board", "June 2023", "Update 3 May 2023 Done."),
            ("", "A new pathway", "Bo Day", "Agree the form", "July 2023", "Concluded Update 5 May 2023 Agreed."),
            ("1.2", "Health checks", "Ann Lee", "Write the case", "June 2023", ""),
            headings=headings,
        ),
    )
    assert [(a.ref, [step.title for step in a.milestones]) for a in plan.actions] == [
        ("1.1", ["Set up the board", "Agree the form"]),
        ("1.2", []),
    ]
    assert [(str(note.date), note.text) for note in plan.actions[0].milestones[1].updates] == [
        ("None", "Concluded"),
        ("2023-05-05", "Agreed."),
    ]
