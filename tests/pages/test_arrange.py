"""The tables of a paper: which are plans, which belong together, where one is cut; the paper is read again so."""

import pytest
from django.urls import reverse

from imports.arrangement import Arrangement
from imports.models import Upload
from imports.proposals import correct, save, set_as_at
from tests import builders
from tests.pipeline.grids import paper, row, table

FIRST = table(row("1.1", "Write the guide"), row("1.2", "Print the guide"))
SECOND = table(row("2.1", "Mend the roof"), row("2.2", "Paint the door"))
MONEY = (("Ward", "Investment"), ("North", "£70,000"), ("South", "£40,000"))


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """The paper is read in this process, which is quicker."""
    monkeypatch.setattr("imports.tasks.child.read", builders.read_here)


@pytest.fixture
def nobody_reads(settings):
    """What waits to be read goes on waiting."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def upload(council):
    return builders.paper_read(council, paper("First Plan", FIRST, "Money", MONEY, "Second Plan", SECOND))


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def page(upload):
    return reverse("arrange", args=[upload.pk])


def sent(client, upload, **fields):
    """Send the form as it is shown, with some fields changed; return the answer."""
    form = client.get(page(upload)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    answer = client.post(page(upload), values | fields)
    upload.refresh_from_db()
    return answer


def titles(upload):
    return [[action["title"] for action in plan["actions"]] for plan in upload.reading["plans"]]


def test_every_table_is_named_with_what_became_of_it(as_clerk, upload):
    text = as_clerk.get(page(upload)).content.decode()
    assert "Table 1, line 3" in text and "Below “First Plan”" in text
    assert "Reads as sums of money." in text and "This is a plan: read it" in text
    assert text.count("Whose plan is table") == 2, "only of tables that are plans"


def test_a_plan_is_passed_over_and_the_paper_read_again(as_clerk, upload):
    answer = sent(as_clerk, upload, what_0="not")
    assert answer.url == reverse("reading", args=[upload.pk])
    assert titles(upload) == [["Mend the roof", "Paint the door"]]
    assert upload.reading["tables"][0]["reason"] == "Passed over by hand."
    assert [proposal.title for proposal in upload.proposals.all()] == ["Second Plan"]


def test_a_plan_passed_over_by_mistake_comes_back_with_what_was_put_right(as_clerk, upload, clerk):
    first = upload.proposals.get(title="First Plan")
    correct(first, first.version, "0", "title", "Write the whole guide", clerk)
    sent(as_clerk, upload, what_0="not")
    line = as_clerk.get(reverse("papers")).context["lines"][0]
    assert [one.proposal.title for one in line.plans] == ["Second Plan"]
    found = as_clerk.get(reverse("reading", args=[upload.pk])).context["found"]
    assert [one.title for one in found.plans] == ["Second Plan"]
    sent(as_clerk, upload, what_0="plan")
    shown = as_clerk.get(reverse("what_we_read", args=[upload.pk, 1])).content.decode()
    assert "Write the whole guide" in shown


def test_two_plans_are_joined_and_parted_again(as_clerk, upload):
    sent(as_clerk, upload, joins_2=upload.reading["tables"][0]["key"])
    assert titles(upload) == [["Write the guide", "Print the guide", "Mend the roof", "Paint the door"]]
    sent(as_clerk, upload, joins_2="")
    assert len(titles(upload)) == 2
    assert upload.arrangement == {}


def test_one_table_is_cut_in_two(as_clerk, council):
    theme = ("Theme two", "", "", "", "", "")
    whole = builders.paper_read(council, paper("A Plan", (*FIRST, theme, *SECOND[1:])))
    text = as_clerk.get(page(whole)).content.decode()
    assert "Cut it in two or more" in text and "Row 4: Theme two" in text
    sent(as_clerk, whole, cuts_0=["4"])
    assert titles(whole) == [["Write the guide", "Print the guide"], ["Mend the roof", "Paint the door"]]
    again = as_clerk.get(page(whole)).content.decode()
    assert "Table 1 from row 4" in again and 'value="4"' in again
    sent(as_clerk, whole, cuts_0=[])
    assert len(titles(whole)) == 1


def test_what_was_said_of_columns_stays(as_clerk, upload, nobody_reads):
    key = upload.reading["tables"][0]["key"]
    upload.arrangement = {"tables": {key: {"taken": True, "layout": {"columns": {"title": "Action"}}}}}
    upload.save()
    sent(as_clerk, upload, what_2="not")
    kept = Arrangement.from_json(upload.arrangement)
    assert kept.of(key).layout.columns == {"title": "Action"}
    assert upload.state == Upload.State.WAITING


def test_a_paper_of_many_tables_is_arranged_page_by_page(as_clerk, council):
    blocks = [
        block for at in range(60) for block in (f"Note {at}", (("Ward", "Investment"), (f"North {at}", "£70,000")))
    ]
    upload = builders.paper_read(council, paper("First Plan", FIRST, *blocks, "Second Plan", SECOND))
    answer = as_clerk.get(page(upload))
    assert len(answer.context["lines"]) == 50 and "Save before you turn the page" in answer.content.decode()
    second = f"{page(upload)}?page=2"
    form = as_clerk.get(second).context["form"]
    assert "what_61" in form.fields and "what_0" not in form.fields
    key = upload.reading["tables"][0]["key"]
    assert key in dict(form.fields["joins_61"].choices), "it may go on with a plan on the page before"
    values = {name: form[name].value() for name in form.fields} | {"joins_61": key}
    as_clerk.post(second, values)
    upload.refresh_from_db()
    assert list(upload.arrangement["tables"].values()) == [{"joins": key}]


def test_what_was_saved_already_is_named(as_clerk, upload, clerk):
    proposal = upload.proposals.first()
    set_as_at(proposal, proposal.version, builders.AGREED_ON, clerk)
    save(proposal, proposal.version, clerk)
    assert "Saved already: First Plan." in as_clerk.get(page(upload)).content.decode()


def test_a_stale_form_reads_nothing_again(as_clerk, upload):
    answer = sent(as_clerk, upload, what_0="not", version=99)
    assert answer.status_code == 200
    assert "Somebody else changed this paper" in answer.content.decode()
    assert (upload.state, upload.arrangement) == (Upload.State.READ, {})


@pytest.mark.parametrize(
    "fields", [{"what_0": "all"}, {"joins_2": "9-zz"}, {"joins_0": "1-aa"}, {"version": "x"}], ids=str
)
def test_what_the_form_did_not_offer_is_refused(as_clerk, upload, fields):
    answer = sent(as_clerk, upload, **fields)
    assert "There is a problem" in answer.content.decode()
    assert upload.arrangement == {}


def test_a_paper_that_is_being_read_has_no_tables_yet(as_clerk, council):
    waiting = builders.upload(council)
    assert as_clerk.get(page(waiting)).url == reverse("reading", args=[waiting.pk])


def test_a_paper_without_a_table_says_so(as_clerk, council):
    text = as_clerk.get(page(builders.paper_read(council, "Words alone.\n"))).content.decode()
    assert "No tables were found in this paper." in text


def test_a_stranger_finds_nothing(client, stranger, upload):
    client.force_login(stranger)
    assert client.get(page(upload)).status_code == client.post(page(upload)).status_code == 404


def test_words_of_a_paper_carry_no_markup(as_clerk, council):
    hostile = table(
        row("1.1", "<script>alert(1)</script>"), headings=("Ref", "Action", "Lead", "Due", "<b>x</b>", "RAG")
    )
    upload = builders.paper_read(council, paper("<i>Plan</i>", hostile))
    text = as_clerk.get(page(upload)).content.decode()
    assert "<b>x</b>" not in text and "<i>Plan</i>" not in text
