"""The history of a plan and of a person: complete, newest first, narrowed, and nothing that the reader may not know."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import links, logs
from actions.models import Change
from actions.services import plans, progress
from actions.services.doubts import set_aside
from actions.services.people import take_on
from actions.services.successions import succeed
from actions.services.writing import Actor, Writing
from actions.vocabulary import Publication, Role
from tests import builders

TODAY = timezone.localdate()
HIDDEN = "Sealed"  # stands in all that must not be seen


@pytest.fixture
def item(plan):
    return builders.item(plan, "Train the assessors", ref="1c", due=date(2020, 6, 30))


def shown(client, plan, query=""):
    return client.get(links.plan_page(plan, "history") + query).content.decode().split("<main")[1]


def entries(client, address):
    return client.get(address).context["entries"]


def test_a_change_says_who_when_what_from_to_and_why(client, manager, plan, item):
    builders.move(item, date(2020, 9, 30), reason="The trainer left")
    client.force_login(manager)
    newest = entries(client, links.plan_page(plan, "history"))[0]
    assert (newest.who, newest.via, newest.what) == ("Operator", "By a command", "New date")
    assert (newest.before, newest.after, newest.reason) == ("30 June 2020", "30 September 2020", "The trainer left")
    assert (newest.item, newest.item_page) == ("1c Train the assessors", links.item_page(plan, item.pk))


def test_every_entry_of_the_plan_stands_there_once(client, manager, council, plan):
    builders.busy_plan(council, on=TODAY)
    busy = council.plans.exclude(pk=plan.pk).get()
    user = builders.user(Role.MANAGER, council, sees_not_for_publication=True)
    client.force_login(user)
    pages = client.get(links.plan_page(busy, "history")).context["page"].paginator
    assert pages.count == Change.objects.filter(plan=busy).count() > 50
    found = [entry.pk for number in pages.page_range for entry in pages.page(number)]
    assert found == list(Change.objects.filter(plan=busy).order_by("-recorded_at", "-id").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("?who=Mo+Manager", {"Update given"}),
        ("?event=set_first_date", {"First date set"}),
        ("?via=page", {"Update given"}),
        ("?words=assessors", {"Added", "First date set", "Stage changed", "Update given"}),
        ("?words=1c+nothing", set()),
        (f"?since={TODAY}", {"Plan set up", "Added", "First date set", "Stage changed", "Update given"}),
        (f"?until={TODAY - timedelta(days=1)}", set()),
        ("?who=Nobody+at+all", {"Plan set up", "Added", "First date set", "Stage changed", "Update given"}),
    ],
)
def test_it_is_narrowed(client, manager, plan, item, query, kinds):
    with Writing(plan, Actor.on_page(manager)) as writing:
        progress.record_progress(writing, item, "Begun")
    client.force_login(manager)
    assert {entry.what for entry in entries(client, links.plan_page(plan, "history") + query)} == kinds


def test_a_day_that_is_none_is_an_error_beside_its_field(client, manager, plan, item):
    client.force_login(manager)
    page = shown(client, plan, "?since=31/2/2020")
    assert "Enter a real date, such as 30/9/2020" in page and "31/2/2020" in page


def secrets(plan, item):
    """Write something hidden of every kind that the log could give away beside what may be seen."""
    theme = builders.section(plan, f"{HIDDEN} theme")
    hide = {"publication": Publication.NOT_FOR_PUBLICATION}
    sealed = builders.item(plan, f"{HIDDEN} action", section=theme, **hide)
    builders.item(plan, f"{HIDDEN} step", parent=sealed)
    paper = builders.paper(plan, f"{HIDDEN}.docx", **hide)
    doubt = builders.doubt(paper, item, f"{HIDDEN} doubt")
    with Writing(plan, Actor.by_command()) as writing:
        progress.record_progress(writing, item, f"{HIDDEN} note", **hide)
        take_on(writing, sealed, builders.party(plan.organisation, f"{HIDDEN} post"))
        succeed(writing, item, sealed, "merged", minute="Minute 3")
        plans.reword_section(writing, theme, title=f"{HIDDEN} theme, again")
        set_aside(writing, doubt, f"{HIDDEN} reason")
    with Writing(plan, Actor(None, "Cleo Clerk", "import", timezone.now(), paper)) as writing:
        progress.record_progress(writing, item, "Read out")


@pytest.mark.parametrize("role", ["manager", "board", "clerk"])
def test_nothing_hidden_is_told(client, request, plan, item, role):
    secrets(plan, item)
    client.force_login(request.getfixturevalue({"board": "board_member"}.get(role, role)))
    assert HIDDEN not in shown(client, plan)
    assert HIDDEN not in client.get(links.item_page(plan, item.pk)).content.decode()


def test_who_has_the_right_reads_all_of_it(client, council, plan, item):
    secrets(plan, item)
    client.force_login(builders.user(Role.MANAGER, council, sees_not_for_publication=True))
    page = shown(client, plan)
    for words in ("theme", "action", "step", "note", "post", "reason", "theme, again"):
        assert f"{HIDDEN} {words}" in page, words


def test_a_working_note_is_for_the_team(client, manager, board_member, plan, item):
    with Writing(plan, Actor.on_page(manager)) as writing:
        progress.record_progress(writing, item, "Between us", publication=Publication.WORKING_NOTE)
    for user, reads in ((manager, True), (board_member, False)):
        client.force_login(user)
        assert ("Between us" in shown(client, plan)) == reads


def test_what_one_person_changed_is_shown_to_who_manages_the_organisation(client, manager, lead, council, plan, item):
    with Writing(plan, Actor.on_page(lead)) as writing:
        progress.record_progress(writing, item, "Begun")
    client.force_login(manager)
    address = links.history_of(council, lead.pk)
    assert [(entry.who, entry.after) for entry in entries(client, address)] == [("Lee Lead", "Begun")]
    assert address in shown(client, plan), "the plan's history leads there"
    client.force_login(lead)
    assert client.get(address).status_code == 404


def test_a_post_has_what_it_took_on_said_and_laid_down(client, manager, council, plan, leads_post):
    other = builders.party(council, "Head of Practice")
    item = builders.item(plan, leads=(leads_post, other))
    builders.lay_down(item, leads_post)
    with Writing(plan, Actor.by_command()) as writing:
        progress.record_progress(writing, item, "Begun", author=leads_post)
    builders.item(plan, "Nothing of theirs", leads=(other,))
    client.force_login(manager)
    found = [entry.what for entry in entries(client, links.history_of_party(leads_post))]
    assert found == ["Update given", "Lead no longer named", "Lead named"]


def test_somebody_of_no_plan_here_has_no_history(client, manager, stranger, council):
    client.force_login(manager)
    assert client.get(links.history_of(council, stranger.pk)).status_code == 404
    party = builders.party(stranger.memberships.get().organisation)
    assert client.get(reverse("history_of_party", args=[council.slug, party.pk])).status_code == 404


def test_a_plan_of_another_organisation_adds_nothing_to_a_persons_history(client, manager, council, plan, item):
    other = builders.plan(builders.organisation("Farrow Trust"), slug="other")
    with Writing(other, Actor.on_page(manager)) as writing:
        progress.record_progress(writing, builders.item(other), "Elsewhere")
    assert not logs.changes_of(manager, council, manager).exists()
