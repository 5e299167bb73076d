"""Papers for tests of the pages of what is on its way in: an upload that was read and compared, out."""

from datetime import date
from functools import cache
from pathlib import Path

from actions.models import Organisation, Plan, User
from imports import proposals
from imports.models import Proposal, Upload
from imports.pipeline import read_document
from imports.shapes import Reading
from tests import builders

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# Three papers of one plan over a year, and one of another body that leaves much in doubt.
APRIL, JULY, OCTOBER = "a_year/april.docx", "a_year/july.xlsx", "a_year/october.txt"
DOUBTFUL = "documents/farrowdale-police-inspection-2022.txt"
SILENT = "documents/kelderwick-ten-week-plan-2023.txt"  # says of none of its rows whether it is done


@cache
def reading_of(name: str) -> Reading:
    """What is read of one of the papers."""
    return read_document(FIXTURES / name)


def upload(of: Organisation, name: str = APRIL, **fields) -> Upload:
    """Return an upload of one of the papers that was read; `plan` is the one that it was brought for."""
    path, stored = FIXTURES / name, reading_of(name).to_json(full=True)
    return builders.upload(of, path.read_bytes(), name=path.name, state=Upload.State.READ, reading=stored, **fields)


def proposal(of: Organisation, name: str = APRIL, **fields) -> Proposal:
    """Return the plan of one of the papers beside the register."""
    (made,) = proposals.propose(upload(of, name, **fields))
    return made


def taken_in(of: Organisation, by: User, *names: str) -> Plan:
    """Take papers of the year in, one after the other, with every question left open; return their plan."""
    plan = None
    for name in names:
        made = proposal(of, name, plan=plan, uploaded_by=by)
        proposals.save(made, made.version, by)
        plan = made.plan
    return plan


AS_AT = {APRIL: date(2024, 4, 30), JULY: date(2024, 7, 31), OCTOBER: date(2024, 10, 31)}
