"""The lines of a paper in; the body whose paper it is, and what runs along the heads of its pages, out."""

import pytest

from imports.pipeline.bodies import body_of, names_in
from tests.pipeline.grids import plan_in, row, table


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["Aldmoor City Council", "Housing Panel"], "Aldmoor City Council"),
        (["ALDMOOR METROPOLITAN BOROUGH COUNCIL"], "Aldmoor Metropolitan Borough Council"),
        (["Public pack", "Farrow and Wyke Fire and Rescue Authority"], "Farrow and Wyke Fire and Rescue Authority"),
        (["Aldmoor City Council and NHS Aldmoor Clinical Commissioning Group"], "Aldmoor City Council"),
        (["Wyke Youth Justice Service", "Inspection action plan"], "Wyke Youth Justice Service"),
        (["Cabinet", *["Aldmoor Council agreed it."] * 3], "Aldmoor Council"),
        (
            ["Cabinet", "A long line that says what Aldmoor Council did about its homes in the last three years or so"],
            None,
        ),
        (["The full Council agreed it.", "The County Council", "Children's Scrutiny Committee"], None),
        (["FARROWDALE POLICE AND CRIME PANEL"], None),
        (["Farrow Inspectorate of Constabulary"], None),
    ],
)
def test_a_paper_belongs_to_the_body_named_at_its_top_or_named_often(lines, body):
    assert body_of(lines) == body


def test_words_before_a_body_are_no_part_of_its_name():
    assert names_in("Report of the Aldmoor Council to Wyke NHS Trust") == ["Aldmoor Council", "Wyke NHS Trust"]


@pytest.mark.parametrize(
    "head", ["Aldmoor City Council", "Aldmoor City Council 4", "Aldmoor City Council - Repairs Action"]
)
def test_a_running_head_with_the_bodys_name_parts_no_row(tmp_path, head):
    plan = plan_in(
        tmp_path,
        "Aldmoor City Council",
        "Repairs Action Plan",
        table(row(action="Write the guidance for", note="Drafted")),
        head,
        table(("", "visits to homes", "", "", "and sent.", ""), row("1.2")),
    )
    assert [action.title for action in plan.actions] == ["Write the guidance for visits to homes", "Write the guidance"]
    assert (plan.organisation, plan.sections) == ("Aldmoor City Council", ())
