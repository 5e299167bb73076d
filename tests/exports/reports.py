"""Reports for the tests of exports, made of facts alone: keywords in, a Report out."""

from datetime import date

from actions import report
from actions.rules.facts import Label, Paper, Section
from tests.rules.builders import WRITTEN, item, move, owner, plan, rating, stage, update

AS_OF = date(2020, 12, 1)
PASSED, LATER = date(2020, 11, 1), date(2021, 6, 1)
OPEN, DONE = (stage("in_progress", words="Under way"),), (stage("done", done_on=PASSED),)
LONG = "Adverts are out in every district and the first interviews were held. " * 12


def busy(**changes) -> report.Report:
    """Return the report of a plan in which everything occurs that a sheet has to show."""
    action = item("1", title="Recruit social workers", section=1, ratings=(rating("Green"),))
    notes = (update(LONG, on=date(2020, 9, 9)), update("Agreed.", label="Week 3"))
    steps = (
        item("1.1", title="Advertise", parent=action.id, due=date(2020, 11, 20), stages=OPEN,
             ratings=(rating("Amber"),), updates=notes),
        item("1.2", title="Interview", parent=action.id, due=PASSED, stages=OPEN),
    )  # fmt: skip
    moved = (move("first", PASSED, text="Nov 2020"), move("extension", LATER, frm=PASSED, on=date(2020, 6, 1)))
    rest = (
        item("2", title='=HYPERLINK("bad")', section=1, moves=moved, stages=OPEN, ownerships=(owner("+44 Director"),)),
        item("3", title="-Stop\x07 the\x00 leak", section=2, stages=OPEN, ownerships=(), ratings=(rating("Red"),)),
        item("4", title="Publish\r\nthe policy", section=2, stages=DONE, extra=(("Success measure", "@once"),)),
        item("5", title="Ongoing work", section=None, moves=(move(text="Ongoing", precision="none"),), stages=OPEN),
    )  # fmt: skip
    fields = {
        "sections": (Section(1, "A", "Safety & care"), Section(2, "B", "Money")),
        "papers": (Paper("november.pdf", date(2020, 11, 10), "ab" * 32, WRITTEN),),
        "headings": {"title": "What we will do", "owners": "Officer", "section": "Area"},
    }
    return report.build(plan(action, *steps, *rest, **fields | changes), AS_OF)


def empty() -> report.Report:
    """Return the report of a plan on a day before the register holds anything of it."""
    return report.build(plan(item("1")), date(2019, 1, 1))


def unrated() -> report.Report:
    """Return the report of a plan that rates nothing."""
    return report.build(plan(item("1", due=PASSED, stages=OPEN), scheme=()), AS_OF)


def uncoloured() -> report.Report:
    """Return the report of a plan that rates in words, without colours or meanings."""
    work = item("1", due=PASSED, stages=OPEN, ratings=(rating("Behind"),))
    return report.build(plan(work, scheme=(Label("Behind"),)), AS_OF)
