"""What people write in an owner column in; each owner once, whole, with the doubts out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.values.people import parse_owners

WHOLE = (
    "Head of Performance and Improvement",
    "Service Lead, Quality Assurance (QA), Inspections & Systems",
    "Head of Service, Policy, Planning & Performance",
    "Service Lead, Early Help & Prevention",
    "HR & Workforce Strategy Manager",
    "Team Manager, Adults, Communities and Prevention",
    "Jo Marsh, Assistant Director - Learning & Family Support",
    "Jo Marsh – Director of Strategy and Deputy Chief Executive",
    "Head of Legal & Democratic Services",
    "Ruth Vane (NHS)",
    "Clinical Director, Anaesthesia",
    "Designated Clinical Officer, CCG",
    "Interim Assistant Director of Housing",
    "Deputy Head of Fostering",
    "Superintendent, Northshire Police",
    "Principal, Calderbrook College",
    "Director of Finance, Estates and Digital",
)

SEVERAL = (
    ("Chief Executive; Director of Housing", ["Chief Executive", "Director of Housing"]),
    ("Head of Service / Team Managers / Clerk", ["Head of Service", "Team Managers", "Clerk"]),
    ("Kit Marlow/ Em Stone", ["Kit Marlow", "Em Stone"]),
    ("Team Manager\nHead of Housing", ["Team Manager", "Head of Housing"]),
    ("Head of Service and Service Managers", ["Head of Service", "Service Managers"]),
    ("Programme Manager and Innovation and Improvement Lead", ["Programme Manager", "Innovation and Improvement Lead"]),
    ("Head of Custody & Head of Victim Care", ["Head of Custody", "Head of Victim Care"]),
    ("Ann Lee, Bo Day, Cy Fox", ["Ann Lee", "Bo Day", "Cy Fox"]),
    ("Ann Lee and Bo Day", ["Ann Lee", "Bo Day"]),
    ("Head of HR, Head of Estates", ["Head of HR", "Head of Estates"]),
    ("Annual Review Team Manager Head of SEND", ["Annual Review Team Manager", "Head of SEND"]),
    ("Chief Nurse, Wyke ICB Director of Care", ["Chief Nurse, Wyke ICB", "Director of Care"]),
    ("Head of Early Help Named Nurse", ["Head of Early Help", "Named Nurse"]),
    ("Early Help Manager / Parent Carer Forum Co-chair", ["Early Help Manager", "Parent Carer Forum Co-chair"]),
    ("BSM/DMM", ["BSM", "DMM"]),
    ("CNO, COO and CFO", ["CNO", "COO", "CFO"]),
    ("HC, Healthwatch Northshire", ["HC", "Healthwatch Northshire"]),
    ("Analyst (ICB), DI Crime (Police), Manager (Care)", ["Analyst (ICB)", "DI Crime (Police)", "Manager (Care)"]),
    ("Insp (North) and County Council Duty Team", ["Insp (North)", "County Council Duty Team"]),
    (
        "Ann Lee, Director of Care NHS Northshire & Bo Day, Buying Manager",
        ["Ann Lee, Director of Care NHS Northshire", "Bo Day, Buying Manager"],
    ),
    (
        "Ann Lee Bo Day Service Managers Team Managers Heads of Service Cy Fox",
        ["Ann Lee", "Bo Day", "Service Managers", "Team Managers", "Heads of Service", "Cy Fox"],
    ),
    ("Ann Lee Bo Day Carers in Need Task & Finish Group", ["Ann Lee", "Bo Day", "Carers in Need Task & Finish Group"]),
    ("Ann Lee (Data) Bo Day (HR) Cy Fox/Di Hill (Law)", ["Ann Lee (Data)", "Bo Day (HR)", "Cy Fox", "Di Hill (Law)"]),
    ("Ann Lee Health Commissioner /Bo Day", ["Ann Lee Health Commissioner", "Bo Day"]),
    ("(Joint delivery) Head of Reviewing / Head of Law", ["Head of Reviewing", "Head of Law"]),
    ("(pt1) Head of Resourcing\n(pt2) Principal Social Worker", ["Head of Resourcing", "Principal Social Worker"]),
)


@pytest.mark.parametrize("text", WHOLE)
def test_one_owner_is_never_cut_at_a_comma_or_an_and(text):
    owners, issues = parse_owners(text)
    assert [owner.name for owner in owners] == [text]
    assert issues == ()


@pytest.mark.parametrize(("text", "names"), SEVERAL, ids=[text for text, _ in SEVERAL])
def test_several_owners_are_told_apart(text, names):
    owners, _ = parse_owners(text)
    assert [owner.name for owner in owners] == names


def test_owners_run_together_are_split_where_another_cell_shows_the_end():
    known = {"Service Lead, Adults and Leaving Care"}
    owners, issues = parse_owners("Service Lead, Adults and Leaving Care Head of Buying (Adults)", known=known)
    assert [owner.name for owner in owners] == ["Service Lead, Adults and Leaving Care", "Head of Buying (Adults)"]
    assert [issue.code for issue in issues] == ["owners_run_together"]


def test_a_name_known_elsewhere_keeps_the_post_printed_after_it():
    owners, issues = parse_owners("Ann Lee Health Commissioner / Bo Day", known={"Ann Lee", "Bo Day"})
    assert [owner.name for owner in owners] == ["Ann Lee Health Commissioner", "Bo Day"]
    assert issues == ()


@pytest.mark.parametrize(
    "text", ["Programme Lead to be identified", "Team Manager (to be appointed)", "Head of HR - TBC"]
)
def test_a_post_without_a_holder_is_kept_and_queried(text):
    owners, issues = parse_owners(text)
    assert (len(owners), [issue.code for issue in issues]) == (1, ["no_owner"])


def test_a_person_and_a_post_begin_a_new_owner():
    owners, issues = parse_owners("Ann Lee, Press Manager PCH Bo Day, Director of Care PCH")
    assert [owner.name for owner in owners] == ["Ann Lee, Press Manager PCH", "Bo Day, Director of Care PCH"]
    assert [issue.code for issue in issues] == ["owners_run_together"]


def test_repeated_words_are_mended_with_an_issue():
    owners, issues = parse_owners("Service Lead, Service Lead, Special Care")
    assert owners[0].name == "Service Lead, Special Care"
    assert issues[0].code == "words_repeated"
    assert issues[0].suggestion == "Service Lead, Special Care"


@pytest.mark.parametrize("text", ["TBC", "tbd", "To be confirmed", "N/A", "Vacant", "-"])
def test_nobody_yet_is_an_issue_and_no_owner(text):
    owners, issues = parse_owners(text)
    assert owners == ()
    assert [issue.code for issue in issues] == ["no_owner"]


def test_a_doubled_slash_is_read_and_queried():
    owners, issues = parse_owners("Ann Lee, Team Manager / / Bo Day, Clerk")
    assert len(owners) == 2
    assert "odd_separator" in [issue.code for issue in issues]


def test_the_role_of_the_column_is_kept():
    assert parse_owners("Chief Executive", "accountable")[0][0].role == "accountable"


@given(st.text(max_size=120), st.sets(st.text(max_size=20), max_size=3))
def test_any_text_is_read_without_an_error_and_no_owner_is_named_twice(text, known):
    owners, _ = parse_owners(text, known=known)
    names = [owner.name for owner in owners]
    assert all(name.strip() for name in names)
    assert len(names) == len(set(names))
