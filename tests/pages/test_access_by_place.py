"""The table of test_access.py for three further kinds of member, every address of the admin, and what forms offer.

A member of one plan, a member of the plan next door, and a board member with the right to see what is not for
publication are answered as one of the table's roles, but for the rows that are named here.
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from actions.vocabulary import Publication, Role
from tests import builders
from tests.pages.test_access import METHODS, ROLES, ROWS, address_of, answer_of, as_role, nobody_reads, world  # noqa: F401

PLACES = {
    # What belongs to no plan is closed: parties, layouts, and a paper that was brought for no plan.
    "manager of this plan": (
        "manager",
        dict.fromkeys(("parties", "organisation_parties", "party", "new_plan"), "403")
        | dict.fromkeys(("arrange", "mapping", "layout", "layout_file", "history_of_party", "history_of_person"), "-"),
    ),
    # The organisation is known to its members, and its people are for others.
    "manager of the plan next door": (
        "stranger",
        dict.fromkeys(("organisation_people", "membership", "invitation", "organisation_parties", "party"), "403")
        | {"parties": "403", "new_plan": "403"},
    ),
    "board member with the right": (
        "board",
        dict.fromkeys(("exempt_action", "exempt_step", "exempt_evidence", "exempt_paper"), "200")
        | dict.fromkeys(
            (
                "exempt_update",
                "exempt_correct_date",
                "exempt_edit_item",
                "exempt_set_rating",
                "exempt_sign_off",
                "exempt_publication",
            ),
            "403",
        ),
    ),
}

HIDES = {"publication", "publication_of", "sign_off"}


@pytest.fixture
def at(council, plan):
    """Return a function that gives a client signed in as a member of that place."""
    next_door = builders.plan(council, slug="next-door", title="Next door")
    makes = {
        "manager of this plan": lambda: builders.user(Role.MANAGER, council, plan=plan),
        "manager of the plan next door": lambda: builders.user(Role.MANAGER, council, plan=next_door),
        "board member with the right": lambda: builders.user(Role.BOARD, council, sees_not_for_publication=True),
    }

    def sign_in(place):
        client = Client()
        client.force_login(makes[place]())
        return client

    return sign_in


def expected_at(place):
    """Return what the place is answered by row and method: the base role's answer, or the one named above."""
    base, differs = PLACES[place]
    column = ROLES.index(base)
    rows = {(name, method): row[column] for name, methods, *row in ROWS for method in METHODS[methods]}
    assert set(differs) <= {name for name, _ in rows}, "a difference is named for what is no row"
    return {(name, method): differs.get(name, code) for (name, method), code in rows.items()}


@pytest.mark.parametrize("place", PLACES)
def test_whoever_looks_from_there_is_answered_as_the_base_role_but_for_what_is_named(place, world, at):  # noqa: F811
    expected, client = expected_at(place), at(place)
    answers = {row: answer_of(client, row[0], "GET", world) for row in expected if row[1] == "GET"}
    assert {row: code for row, code in answers.items() if code != expected[row]} == {}


@pytest.mark.parametrize("place", PLACES)
def test_whoever_sends_something_from_there_too(place, world, at):  # noqa: F811
    """In one world, which what is sent changes: so whether they may is told, and not the answer."""
    expected, wrong = expected_at(place), {}
    # What hides other rows (a mark, and sign-off turned off) is sent last.
    for (name, method), code in sorted(expected.items(), key=lambda row: row[0][0] in HIDES):
        if method == "POST" and not name.startswith(("sign_out", "account_logout")):
            answer = answer_of(at(place), name, "POST", world)
            refused = {"-", "403", "sign_in"}
            if code in refused and answer != code or code not in refused and answer == "403":
                wrong[name] = (answer, code)
    assert wrong == {}


# --- the admin


def admin_addresses():
    """Return every address of the admin, with 1 and a model's name where it asks for something."""
    found, todo = set(), [("", pattern) for pattern in get_resolver().url_patterns]
    while todo:
        before, pattern = todo.pop()
        whole = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            todo += [(whole, below) for below in pattern.url_patterns]
        elif whole.startswith("admin/"):
            found.add("/" + re.sub(r"<[^>]+>|\(\?P[^)]+\)", "1", whole.replace("(?P<url>.*)$", "nothing/").strip("^$")))
    return sorted(found)


def test_the_admin_has_addresses():
    assert len(admin_addresses()) > 40
    assert {"/admin/", "/admin/actions/user/1/change/", "/admin/login/"} <= set(admin_addresses())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_of_the_admin_is_for_its_staff_alone(role, as_role, db):  # noqa: F811
    client, opened = as_role(role), {}
    for address in admin_addresses():
        for method in (client.get, client.post):
            if address == "/admin/logout/":
                continue
            answer = method(address)
            to_sign_in = answer.status_code == 302 and answer.url.startswith(("/admin/login/", "/sign-in/"))
            if not to_sign_in and answer.status_code not in (301, 403, 404):
                opened[address] = answer.status_code
    assert opened == {}


# --- what forms offer


# Whole words, since a random token may begin like one.
THEIRS = r"zyx(?:moor|plan|a manager|a@|ology|body|action|theme|note|invited|layout|paper)"


@pytest.fixture
def elsewhere(db):
    """Another organisation, everything of which has a word in it that nothing else has."""
    other = builders.organisation("Zyxmoor Trust")
    plan = builders.plan(other, slug="zyxplan", title="Zyxplan")
    user = builders.user(Role.MANAGER, other, name="Zyxa Manager", email="zyxa@example.org")
    post = builders.party(other, "Head of Zyxology", body="Zyxbody", user=user)
    builders.item(plan, "Zyxaction", section=builders.section(plan, "Zyxtheme"), leads=(post,), note="Zyxnote")
    builders.invitation(other, "zyxinvited@example.org")
    builders.layout(other, "zyxlayout")
    builders.upload(other, plan=plan, name="zyxpaper.docx")
    builders.paper(plan, "zyxpaper.docx")
    return other


@pytest.mark.parametrize("role", ["admin", "manager", "lead", "clerk"])
def test_no_page_and_no_choice_names_anything_of_another_organisation(role, world, elsewhere, as_role):  # noqa: F811
    client, named, looked_at = as_role(role), {}, 0
    for name, methods, *_ in ROWS:
        if "GET" not in METHODS[methods]:
            continue
        answer = page_of(client, name, world)
        text = answer.content.decode(errors="ignore") if not answer.streaming else ""
        looked_at += answer.status_code == 200
        if words := set(re.findall(THEIRS, text.lower())):
            named[name] = words
    assert named == {}
    assert looked_at > 20, "hardly a page was looked at"


def page_of(client, name, world):  # noqa: F811
    return client.get(address_of(name, world)[0])


def test_what_is_not_for_publication_is_in_no_choice_of_who_may_not_see_it(world, council, plan, as_role):  # noqa: F811
    contact = builders.party(council, "Whistleblower’s contact")
    builders.item(plan, "Exempt too", publication=Publication.NOT_FOR_PUBLICATION, leads=(contact,))
    for role in ("manager", "lead", "board", "clerk"):
        client = as_role(role)
        for name, methods, *_ in ROWS:
            if "GET" in METHODS[methods] and not name.startswith("answer"):
                answer = page_of(client, name, world)
                if not answer.streaming:
                    assert "Whistleblower" not in answer.content.decode(errors="ignore"), (role, name)
