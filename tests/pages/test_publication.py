"""Marking who may read something: what it needs, what is kept of it, and that it is gone at once for everybody else."""

import pytest
from django.test import Client

from actions import links, queries
from actions.models import Change, Marking, Plan
from actions.verifying.checks import verify
from actions.vocabulary import Publication, Role
from tests import builders

EXEMPT, NOTE = Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE


@pytest.fixture
def item(plan):
    return builders.item(plan, "Whistleblower’s case", ref="1", due=builders.AGREED_ON, note="Legal advice was taken")


def marked(client, item, publication, what="", key=0, **fields):
    """Send the mark."""
    fields.setdefault("reason", "Names a child")
    return client.post(links.marking_page(item.plan, item.pk, what, key), {"publication": publication} | fields)


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_admin(council):
    return as_user(builders.user(Role.ADMIN, council, sees_not_for_publication=True))


@pytest.mark.parametrize("kind", [EXEMPT, NOTE])
def test_an_action_is_gone_at_once_from_every_page_of_who_may_not_read_it(kind, as_admin, item, board_member):
    marked(as_admin, item, kind, paragraph="2" if kind == EXEMPT else "")
    client, plan = as_user(board_member), item.plan
    assert client.get(links.item_page(plan, item.pk)).status_code == 404
    for address in (
        links.board_page(plan), links.list_behind(plan), links.list_behind(plan, builders.AGREED_ON, count="items"),
        links.plan_page(plan, "sign_off"),
    ):  # fmt: skip
        assert "Whistleblower" not in client.get(address).content.decode(errors="replace"), address
    seen = as_admin.get(links.item_page(plan, item.pk)).content.decode()
    assert ("Not for publication (paragraph 2)" if kind == EXEMPT else "Working note") in seen


@pytest.mark.parametrize("kind", [EXEMPT, NOTE])
def test_neither_note_nor_evidence_nor_the_reason_shows_to_who_may_not_read_them(kind, as_admin, item, board_member):
    evidence = builders.evidence(item, "Letter to the mother", content=b"Names")
    marked(as_admin, item, kind, "update", item.update_events.get().pk, reason="It quotes counsel")
    marked(as_admin, item, kind, "evidence", evidence.pk)
    client = as_user(board_member)
    text = client.get(links.item_page(item.plan, item.pk)).content.decode()
    for words in ("Legal advice", "Letter to the mother", "It quotes counsel", "Names a child"):
        assert words not in text
    assert client.get(links.evidence_page(evidence)).status_code == 404
    seen = as_admin.get(links.item_page(item.plan, item.pk)).content.decode()
    assert "Legal advice" in seen and "It quotes counsel" in seen


@pytest.mark.parametrize("leave_out", [queries.FOR_PUBLICATION, queries.WITH_EXEMPT])
def test_a_working_note_is_in_no_file_not_even_in_the_annex(leave_out, as_admin, item):
    marked(as_admin, item, NOTE, "update", item.update_events.get().pk)
    assert "Legal advice" not in str(queries.plan_facts(item.plan, leave_out=leave_out))
    marked(as_admin, item, NOTE)
    assert "Whistleblower" not in str(queries.plan_facts(item.plan, leave_out=leave_out))


def test_what_is_marked_is_kept_with_its_reason(as_admin, item):
    marked(as_admin, item, EXEMPT, paragraph="2", reason="Names a child")
    marked(as_admin, item, Publication.PUBLIC, reason="The case is closed")
    assert list(Marking.objects.values_list("before", "after", "paragraph", "reason")) == [
        ("public", EXEMPT, "2", "Names a child"), (EXEMPT, "public", "", "The case is closed")
    ]  # fmt: skip
    entries = Change.objects.filter(event="mark_publication").order_by("pk")
    assert [(entry.before, entry.after) for entry in entries] == [
        ("Public", "Not for publication (paragraph 2)"), ("Not for publication (paragraph 2)", "Public")
    ]  # fmt: skip
    item.refresh_from_db()
    assert (item.publication, item.exempt_paragraph, item.exempt_reason) == ("public", "", "")
    assert verify(item.plan)[1] == []


def test_a_report_of_what_was_known_before_keeps_it_back_as_well(as_admin, item, board_member):
    before = item.recorded_at
    marked(as_admin, item, EXEMPT)
    assert not queries.plan_facts(item.plan, board_member, known_at=before).items


def test_the_councils_own_words_stand_in_the_form(as_admin, item):
    item.plan.organisation.exempt_label = "Private and confidential"
    item.plan.organisation.save()
    assert "Private and confidential" in as_admin.get(links.marking_page(item.plan, item.pk)).content.decode()


def test_a_manager_without_the_right_is_told_and_then_sees_it_no_more(item, manager):
    client = as_user(manager)
    assert "you see it no more" in client.get(links.marking_page(item.plan, item.pk)).content.decode()
    assert marked(client, item, EXEMPT).url == links.list_behind(item.plan)
    assert client.get(links.item_page(item.plan, item.pk)).status_code == 404
    assert client.get(links.marking_page(item.plan, item.pk)).status_code == 404


@pytest.mark.parametrize(
    ("publication", "fields", "field", "said"),
    [
        ("", {}, "publication", "Choose who may read it?"),
        (EXEMPT, {"reason": " "}, "reason", "Say why"),
        (NOTE, {"paragraph": "2"}, "paragraph", "Leave the paragraph empty"),
        ("public", {}, "publication", "It is marked so already"),
    ],
)
def test_what_is_wanting_is_said_beside_its_field(as_admin, item, publication, fields, field, said):
    errors = marked(as_admin, item, publication, **fields).context["form"].errors
    assert field in errors and (errors[field][0].startswith(said) or field == "publication")
    assert not Marking.objects.exists()


def test_that_of_another_action_is_not_found(as_admin, item, plan):
    other = builders.item(plan, "Other", note="Going on")
    for what, key in (("update", other.update_events.get().pk), ("evidence", 1), ("nonsense", 1)):
        assert marked(as_admin, item, EXEMPT, what, key).status_code == 404


def test_in_an_archived_plan_nothing_is_marked(as_admin, item):
    Plan.objects.update(archived=True)
    assert marked(as_admin, item, EXEMPT).status_code == 403
