"""One table: what each column holds, tried before it is saved, kept as the organisation's own for papers to come."""

import pytest
from django.urls import reverse

from actions.vocabulary import Role
from imports import own_layouts
from imports.models import OwnLayout, Upload
from imports.proposals import correct
from imports.staged import staged
from tests import builders
from tests.pipeline.grids import paper

THINGS = (
    ("Wharf", "Thing", "Crew", "Ebb", "Light"),
    ("North", "Mend the slip", "Pilot", "31/03/2024", "Ashore"),
    ("South", "Paint the mole", "Mate", "30/06/2024", "Adrift"),
)
MAPPED = {"column_0": "", "column_1": "title", "column_2": "lead", "column_3": "due", "column_4": "rag"}
RATED = {"status_4_0": "complete", "colour_4_0": "blue", "status_4_1": "off_track", "colour_4_1": "red"}


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """The paper is read in this process, which is quicker."""
    monkeypatch.setattr("imports.tasks.child.read", builders.read_here)


@pytest.fixture
def upload(council):
    """A paper whose one table was passed over."""
    return builders.paper_read(council, paper("Harbour works", THINGS))


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def page(upload, at=0):
    return reverse("mapping", args=[upload.pk, upload.reading["tables"][at]["key"]])


def sent(client, upload, at=0, button="save", **fields):
    """Send the form as it is shown, with some fields changed; return the answer."""
    form = client.get(page(upload, at)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    answer = client.post(page(upload, at), values | {button: "1"} | fields)
    upload.refresh_from_db()
    return answer


def test_a_table_that_was_passed_over_is_shown_with_the_reason(as_clerk, upload):
    assert upload.reading["plans"] == []
    text = as_clerk.get(page(upload)).content.decode()
    assert "It was passed over." in text and "Harbour works" in text and "Mend the slip" in text
    assert "Nothing yet: say which column holds the actions." in text


def test_a_trial_shows_what_the_rows_read_to_and_saves_nothing(as_clerk, upload):
    text = sent(as_clerk, upload, button="try", **MAPPED).content.decode()
    tried = text.split('id="tried"')[1]
    assert "Mend the slip" in tried and "Pilot (lead)" in tried and "31 March 2024" in tried
    assert "Status of Ashore" not in tried and "Ashore: " in text, "its words are asked for now"
    rated = sent(as_clerk, upload, button="try", **MAPPED, **RATED).content.decode()
    assert "Complete" in rated.split('id="tried"')[1]
    assert upload.arrangement == {}


def test_saved_the_table_is_read_so(as_clerk, upload):
    answer = sent(as_clerk, upload, **MAPPED, **RATED)
    assert answer.url == reverse("reading", args=[upload.pk])
    (plan,) = upload.reading["plans"]
    first, second = plan["actions"]
    assert (first["title"], first["due"], first["status"], first["rag"]) == (
        "Mend the slip", "2024-03-31", "complete", "blue",
    )  # fmt: skip
    assert (second["owners"], second["status"]) == ([{"name": "Mate", "role": "lead"}], "off_track")
    assert first["extra"] == [{"heading": "Wharf", "text": "North"}]
    assert upload.proposals.count() == 1
    assert not OwnLayout.objects.exists()


def test_it_is_shown_again_as_it_was_said_and_can_be_forgotten(as_clerk, upload):
    sent(as_clerk, upload, **MAPPED, **RATED)
    text = as_clerk.get(page(upload)).content.decode()
    assert "It is read as part of the plan" in text and "Forget what was said of this table" in text
    form = as_clerk.get(page(upload)).context["form"]
    assert {name: form[name].value() for name in (*MAPPED, *RATED)} == MAPPED | RATED
    as_clerk.post(page(upload), {"forget": "1", "version": upload.version})
    upload.refresh_from_db()
    assert (upload.arrangement, upload.reading["plans"]) == ({}, [])


def test_kept_as_a_layout_it_reads_the_next_paper_too_in_the_reading_process(as_clerk, upload, council, monkeypatch):
    monkeypatch.undo()
    sent(as_clerk, upload, keep="on", name="Harbour works", **MAPPED, **RATED)
    own = OwnLayout.objects.get()
    assert own.name == "harbour_works" and list(own.uploads.all()) == [upload]
    june = tuple((*line[:3], *line[3:]) for line in (*THINGS, ("East", "Dredge the bar", "Mate", "May 2025", "Adrift")))
    following = builders.paper_read(council, paper("Other matters", (("Item", "Page"), ("a", "1")), "June", june))
    as_clerk.post(reverse("reading", args=[following.pk]))
    following.refresh_from_db()
    (plan,) = following.reading["plans"]
    assert (plan["layout"], len(plan["actions"]), plan["actions"][0]["rag"]) == ("harbour_works", 3, "blue")
    assert set(own.uploads.all()) == {upload, following}


def test_what_is_said_holds_for_all_tables_of_the_plan_under_the_same_headings(as_clerk, council):
    heads = ("Ref", "Action", "Lead", "Due", "Progress")
    first, second = (((heads, (f"{at}.1", "Write it", "Clerk", "May 2024", "Begun."))) for at in (1, 2))
    upload = builders.paper_read(council, paper("A Plan", first, "Theme 2: Buildings", second))
    assert "1 other table of this plan" in as_clerk.get(page(upload)).content.decode()
    sent(as_clerk, upload, column_4="")
    (plan,) = upload.reading["plans"]
    assert [action["updates"] for action in plan["actions"]] == [[], []]


def test_what_was_put_right_in_a_row_stays_when_the_columns_are_said_otherwise(as_clerk, council, clerk):
    heads = ("Ref", "Action", "Lead", "Due", "Progress")
    lines = (("1", "Write it", "Clerk", "May 2024", "Begun."), ("2", "Print it", "Clerk", "May 2024", "Waits."))
    upload = builders.paper_read(council, paper("A Plan", (heads, *lines)))
    proposal = upload.proposals.get()
    correct(proposal, proposal.version, "1", "due", "2024-06-30", clerk)
    sent(as_clerk, upload, column_2="owner", column_4="")
    read_again = staged(upload.proposals.get())
    assert [(str(one.due), one.owners[0].role, one.updates) for one in read_again.plan.actions] == [
        ("2024-05-31", "owner", ()),
        ("2024-06-30", "owner", ()),
    ]
    assert read_again.gone == ()


def test_a_plan_stays_whole_where_only_some_of_its_tables_have_the_columns(as_clerk, council):
    heads = ("Ref", "Action", "Lead", "Due", "Progress")
    other = (*heads[:4], "What was done so far")
    blocks = (
        ((top, (f"{at}.1", "Write it", "Clerk", "May 2024", "Begun.")))
        for at, top in enumerate((heads, other, heads), 1)
    )
    first, second, third = blocks
    words = paper("A Plan", first, "Theme 2: Buildings", second, "Theme 3: Land", third)
    upload = builders.paper_read(council, words)
    assert len(upload.reading["plans"]) == 1
    sent(as_clerk, upload, column_4="link")
    (plan,) = upload.reading["plans"]
    assert [bool(action["updates"]) for action in plan["actions"]] == [False, True, False]


REFUSED = (
    ({"column_4": "due"}, "“Ebb” and “Light” are both given as First date: choose one of them."),
    ({"column_1": ""}, "Say which column holds the actions"),
    ({"keep": "on", "name": ""}, "Enter a name for the layout, or do not keep it."),
    ({"keep": "on", "name": "generic"}, "There is a layout called “generic” already. Choose another name."),
    ({"keep": "on", "name": "2024"}, "The name of a layout must begin with a letter"),
    ({"version": "99"}, "Somebody else changed this paper"),
)


@pytest.mark.parametrize(("fields", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_bad_input_is_one_sentence_and_nothing_is_kept(as_clerk, upload, fields, sentence):
    answer = sent(as_clerk, upload, **MAPPED | fields)
    text = answer.content.decode()
    assert answer.status_code == 200 and "There is a problem" in text and sentence in text
    assert (upload.arrangement, upload.state) == ({}, Upload.State.READ)
    assert not OwnLayout.objects.exists(), "a layout is not kept where the paper was not arranged"


def test_a_table_without_headings_must_say_where_it_stands_to_be_kept(as_clerk, council):
    upload = builders.paper_read(council, paper("Works", THINGS[1:]))
    fields = MAPPED | {"header_rows": "0", "keep": "on", "name": "Works"}
    answer = sent(as_clerk, upload, **fields)
    assert "say which words stand above it" in answer.content.decode()
    assert sent(as_clerk, upload, **fields, above="Works").status_code == 302
    assert len(upload.reading["plans"][0]["actions"]) == 2
    assert own_layouts.layouts_of(council)[0].tables == ("Works",)


def test_a_member_of_one_plan_corrects_the_paper_and_keeps_no_layout(client, council, plan):
    upload = builders.paper_read(council, paper("Harbour works", THINGS), plan=plan)
    client.force_login(builders.user(Role.CLERK, council, plan=plan))
    assert "For the papers to come" not in client.get(page(upload)).content.decode()
    assert sent(client, upload, keep="on", name="Works", **MAPPED).status_code == 302
    assert not OwnLayout.objects.exists()


def test_a_stranger_finds_nothing_and_so_does_who_asks_for_another_table(client, clerk, stranger, upload):
    client.force_login(stranger)
    assert client.get(page(upload)).status_code == client.post(page(upload), {"forget": "1"}).status_code == 404
    client.force_login(clerk)
    assert client.get(reverse("mapping", args=[upload.pk, "9-none"])).status_code == 404


def test_words_of_a_paper_carry_no_markup(as_clerk, council):
    hostile = tuple(tuple(f"<b>{text}</b><script>x</script>" for text in line) for line in THINGS)
    upload = builders.paper_read(council, paper("<i>Works</i>", hostile))
    text = sent(as_clerk, upload, button="try", **MAPPED).content.decode()
    assert "<script>x" not in text and "<i>Works" not in text
