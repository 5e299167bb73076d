"""Who may open what: one row for every address and method, one column for every role; an address without a row fails.

`-` stands for 404: what somebody may not see does not exist for them. `sign in` leads to the sign-in page. `both` is
GET and POST, for what is answered the same and changes nothing.
"""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.admin.sites import site
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from actions import links, queries, report
from actions.models import Evidence, Item, Organisation, Plan
from actions.models.organisation import RESERVED
from actions.vocabulary import Publication, Role
from imports.models import Upload
from tests import builders

ROLES = ("admin", "manager", "lead", "board", "clerk", "stranger", "signed out")
# fmt: off
ACCESS = """
address              method  admin   manager lead    board   clerk   stranger  signed out
sign_in              GET     302     302     302     302     302     302       200
sign_in              POST    302     302     302     302     302     302       200
account_login        GET     302     302     302     302     302     302       200
account_login        POST    302     302     302     302     302     302       200
sign_out             GET     405     405     405     405     405     405       sign in
sign_out             POST    302     302     302     302     302     302       sign in
account_logout       GET     405     405     405     405     405     405       sign in
account_logout       POST    302     302     302     302     302     302       sign in
account_inactive     GET     200     200     200     200     200     200       200
account_inactive     POST    405     405     405     405     405     405       405
mfa_authenticate     both    302     302     302     302     302     302       302
forgotten            both    200     200     200     200     200     200       200
forgotten_sent       GET     200     200     200     200     200     200       200
forgotten_sent       POST    405     405     405     405     405     405       405
forgotten_link       both    200     200     200     200     200     200       200
forgotten_done       GET     200     200     200     200     200     200       200
forgotten_done       POST    405     405     405     405     405     405       405
openid_connect_login    both -       -       -       -       -       -         -
openid_connect_callback both -       -       -       -       -       -         -
entra_cancelled      both    -       -       -       -       -       -         -
your_account         both    200     200     200     200     200     200       sign in
account_reauthenticate both  200     200     200     200     200     200       sign in
mfa_reauthenticate   both    302     302     302     302     302     302       sign in
account_change_password both 200     200     200     200     200     200       sign in
mfa_index            GET     200     200     200     200     200     200       sign in
mfa_index            POST    405     405     405     405     405     405       sign in
mfa_activate_totp    both    302     302     302     302     302     302       sign in
mfa_deactivate_totp  both    -       -       -       -       -       -         sign in
recovery_codes       GET     -       -       -       -       -       -         sign in
recovery_codes       POST    405     405     405     405     405     405       sign in
recovery_codes_new   both    302     302     302     302     302     302       sign in
recovery_codes_file  GET     -       -       -       -       -       -         sign in
recovery_codes_file  POST    -       -       -       -       -       -         sign in
accept_invitation    both    410     410     410     410     410     410       410
people               both    302     403     403     403     403     403       sign in
organisation_people  both    200     403     403     403     403     -         sign in
membership           both    200     403     403     403     403     -         sign in
invitation           GET     302     403     403     403     403     -         sign in
invitation           POST    302     403     403     403     403     -         sign in
parties              both    302     302     403     403     403     302       sign in
organisation_parties GET     200     200     403     403     403     -         sign in
organisation_parties POST    302     302     403     403     403     -         sign in
party                both    200     200     403     403     403     -         sign in
plans                both    200     200     200     200     200     200       sign in
my_actions           both    200     200     200     200     200     200       sign in
papers               both    200     200     403     403     200     200       sign in
upload               GET     200     200     403     403     200     200       sign in
upload               POST    200     200     403     403     200     200       sign in
reading              GET     200     200     -       -       200     -         sign in
reading              POST    302     302     -       -       302     -         sign in
reading_progress     both    302     302     -       -       302     -         sign in
arrange              GET     200     200     -       -       200     -         sign in
arrange              POST    302     302     -       -       302     -         sign in
mapping              GET     200     200     -       -       200     -         sign in
mapping              POST    200     200     -       -       200     -         sign in
what_we_read         both    200     200     -       -       200     -         sign in
correct_row          GET     200     200     -       -       200     -         sign in
correct_row          POST    200     200     -       -       200     -         sign in
what_will_change     GET     200     200     -       -       200     -         sign in
what_will_change     POST    302     302     -       -       302     -         sign in
where_it_goes        GET     200     200     -       -       200     -         sign in
where_it_goes        POST    200     200     -       -       200     -         sign in
not_said             GET     200     200     -       -       200     -         sign in
not_said             POST    302     302     -       -       302     -         sign in
missing              GET     200     200     -       -       200     -         sign in
missing              POST    302     302     -       -       302     -         sign in
same_names           GET     200     200     -       -       200     -         sign in
same_names           POST    302     302     -       -       302     -         sign in
save_paper           GET     200     200     -       -       200     -         sign in
save_paper           POST    302     302     -       -       302     -         sign in
history              both    200     200     200     200     200     -         sign in
history_of_person    both    200     200     -       -       -       -         sign in
history_of_party     both    200     200     -       -       -       -         sign in
plan_papers          both    200     200     200     200     200     -         sign in
paper                both    200     200     200     200     200     -         sign in
paper_file           both    200     200     -       -       200     -         sign in
exempt_paper         GET     200     -       -       -       -       -         sign in
take_back            GET     200     200     403     403     200     -         sign in
take_back            POST    200     200     403     403     200     -         sign in
please_check         GET     200     200     200     200     200     -         sign in
please_check         POST    200     200     403     403     200     -         sign in
layouts              both    200     200     403     403     200     200       sign in
layout               GET     200     200     -       -       200     -         sign in
layout               POST    302     302     -       -       302     -         sign in
layout_file          both    200     200     -       -       200     -         sign in
board                both    200     200     200     200     200     -         sign in
workbook             both    200     200     200     200     200     -         sign in
bulk                      GET     200     200     403     403     403     -         sign in
bulk                      POST    302     302     403     403     403     -         sign in
batch                     GET     200     200     403     403     403     -         sign in
batch                     POST    302     302     403     403     403     -         sign in
plan_actions         both    200     200     200     200     200     -         sign in
review               both    302     302     403     403     403     -         sign in
action               both    200     200     200     200     200     -         sign in
action_of_others     GET     200     200     200     200     200     -         sign in
update_action        GET     200     200     200     403     403     -         sign in
update_action        POST    302     302     302     403     403     -         sign in
update_of_others     GET     200     200     403     403     403     -         sign in
update_of_others     POST    302     302     403     403     403     -         sign in
sign_off             GET     200     200     200     200     200     -         sign in
sign_off             POST    302     302     403     403     403     -         sign in
publication          GET     200     200     403     403     403     -         sign in
publication          POST    302     302     403     403     403     -         sign in
publication_of       GET     200     200     403     403     403     -         sign in
publication_of       POST    302     302     403     403     403     -         sign in
exempt_publication   GET     200     -       -       -       -       -         sign in
sign_off_action      GET     200     200     200     403     403     -         sign in
sign_off_action      POST    403     403     403     403     403     -         sign in
exempt_sign_off      GET     200     -       -       -       -       -         sign in
add_evidence         GET     200     200     200     403     403     -         sign in
add_evidence         POST    302     302     302     403     403     -         sign in
evidence_of_others   GET     200     200     403     403     403     -         sign in
evidence_of_others   POST    302     302     403     403     403     -         sign in
evidence_file        both    200     200     200     200     200     -         sign in
exempt_evidence      GET     200     -       -       -       -       -         sign in
withdraw_evidence    GET     200     200     403     403     403     -         sign in
withdraw_evidence    POST    302     302     403     403     403     -         sign in
new_plan             GET     200     200     403     403     403     200       sign in
new_plan             POST    200     200     403     403     403     200       sign in
plan_settings        GET     200     200     403     403     403     -         sign in
plan_settings        POST    200     200     403     403     403     -         sign in
set_up               GET     200     200     403     403     403     -         sign in
set_up               POST    400     400     403     403     403     -         sign in
new_theme            GET     200     200     403     403     403     -         sign in
new_theme            POST    200     200     403     403     403     -         sign in
theme                GET     200     200     403     403     403     -         sign in
theme                POST    200     200     403     403     403     -         sign in
exempt_theme         GET     200     -       403     403     403     -         sign in
new_item             GET     200     200     403     403     403     -         sign in
new_item             POST    200     200     403     403     403     -         sign in
edit_item            GET     200     200     403     403     403     -         sign in
edit_item            POST    200     200     403     403     403     -         sign in
exempt_edit_item     GET     200     -       -       -       -       -         sign in
ratings              GET     200     200     403     403     403     -         sign in
ratings              POST    200     200     403     403     403     -         sign in
set_rating           GET     200     200     403     403     403     -         sign in
set_rating           POST    200     200     403     403     403     -         sign in
exempt_set_rating    GET     200     -       -       -       -       -         sign in
dates                GET     200     200     200     200     200     -         sign in
dates                POST    302     200     403     403     403     -         sign in
dates_workbook       both    200     200     200     200     200     -         sign in
correct_date         GET     200     200     403     403     403     -         sign in
correct_date         POST    200     200     403     403     403     -         sign in
exempt_correct_date  GET     200     -       -       -       -       -         sign in
withdraw_date        GET     302     302     302     302     302     -         sign in
withdraw_date        POST    403     403     302     403     403     -         sign in
round                GET     200     200     200     200     200     -         sign in
round                POST    200     200     403     403     403     -         sign in
send_round           GET     302     302     302     302     302     -         sign in
send_round           POST    302     302     403     403     403     -         sign in
close_round          GET     302     302     302     302     302     -         sign in
close_round          POST    302     302     403     403     403     -         sign in
round_answers        GET     200     200     403     403     403     -         sign in
round_answers        POST    302     302     403     403     403     -         sign in
round_sheet          GET     200     200     403     403     403     -         sign in
round_sheet          POST    200     200     403     403     403     -         sign in
round_lead           GET     200     200     403     403     403     -         sign in
round_lead           POST    302     302     403     403     403     -         sign in
round_reply          GET     200     200     403     403     403     -         sign in
round_reply          POST    200     200     403     403     403     -         sign in
answer               GET     200     200     200     200     200     200       200
answer               POST    302     302     302     302     302     302       302
answer_one           GET     200     200     200     200     200     200       200
answer_one           POST    200     200     200     200     200     200       200
board_words          GET     200     200     403     403     403     -         sign in
board_words          POST    200     200     403     403     403     -         sign in
exempt_action        GET     200     -       -       -       -       -         sign in
exempt_update        GET     200     -       -       -       -       -         sign in
exempt_step          GET     200     -       -       -       -       -         sign in
"""
# fmt: on
ROWS = [line.replace("sign in", "sign_in").split() for line in ACCESS.strip().splitlines()[1:]]
# Not the name of an address, but another action under the address of that name.
ALSO = {
    "action_of_others": "action",
    "update_of_others": "update_action",
    "exempt_action": "action",
    "exempt_step": "action",
    "exempt_update": "update_action",
    "evidence_of_others": "add_evidence",
    "exempt_evidence": "evidence_file",
    "exempt_correct_date": "correct_date",
    "exempt_edit_item": "edit_item",
    "exempt_theme": "theme",
    "exempt_set_rating": "set_rating",
    "exempt_sign_off": "sign_off_action",
    "exempt_publication": "publication",
    "exempt_paper": "paper",
    # allauth's own names, too long for the table
    "forgotten": "account_reset_password",
    "forgotten_sent": "account_reset_password_done",
    "forgotten_link": "account_reset_password_from_key",
    "forgotten_done": "account_reset_password_from_key_done",
    "entra_cancelled": "socialaccount_login_cancelled",
    "recovery_codes": "mfa_view_recovery_codes",
    "recovery_codes_new": "mfa_generate_recovery_codes",
    "recovery_codes_file": "mfa_download_recovery_codes",
}
METHODS = {"GET": ("GET",), "POST": ("POST",), "both": ("GET", "POST")}


# The action that such a row is about, where its own name does not say.
ABOUT = {
    "update_of_others": "action_of_others",
    "evidence_of_others": "action_of_others",
    "exempt_update": "exempt_action",
    "exempt_correct_date": "exempt_action",
    "exempt_edit_item": "exempt_action",
    "exempt_set_rating": "exempt_action",
    "exempt_sign_off": "exempt_step",
    "exempt_publication": "exempt_action",
}


def named_addresses():
    """Return the name of every address of the site outside the admin."""
    names, todo = set(), list(get_resolver().url_patterns)
    while todo:
        pattern = todo.pop()
        if isinstance(pattern, URLPattern):
            names.add(pattern.name or str(pattern.pattern))
        elif pattern.namespace != "admin":
            todo += pattern.url_patterns
    return names


@pytest.fixture(autouse=True)
def nobody_reads(settings):
    """What waits to be read goes on waiting."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def world(council, plan, leads_post, lead):
    """A plan in which the lead holds one action, somebody else another, and some are not for publication."""
    Plan.objects.filter(pk=plan.pk).update(sign_off=True)
    plan.refresh_from_db()
    held = builders.item(plan, "Held by the lead", leads=(leads_post,))
    asked = builders.move(held, builders.AGREED_ON, needs_agreement=True, reason="Later", asked_by=leads_post)
    upload = builders.upload(council, plan=plan)
    exempt_paper = builders.paper(plan, publication=Publication.NOT_FOR_PUBLICATION)
    paper = builders.paper(plan, sha256=upload.sha256)
    of_others = builders.item(plan, "Held by others")
    exempt = builders.item(plan, "Exempt", publication=Publication.NOT_FOR_PUBLICATION, leads=(leads_post,))
    round = builders.round(plan, leads_post)
    with builders.Writing(plan, builders.Actor.by_command()) as writing:
        note = builders.progress.record_progress(writing, held, "Going on")
    return {
        "action": held,
        "round": round,
        "note": note,
        "party": leads_post,
        "member": lead,
        "token": builders.link(round, leads_post),
        "asked": asked,
        "action_of_others": of_others,
        "exempt_action": exempt,
        "exempt_step": builders.item(plan, "Step of what is exempt", parent=exempt),
        "membership": lead.memberships.get(),
        "invitation": builders.invitation(council),
        "parties": [builders.party(council, "Head of Housing")],
        "theme": builders.section(plan, "Practice", "1"),
        "exempt_theme": _theme_of_what_is_exempt(plan),
        "paper": paper,
        "exempt_paper": exempt_paper,
        "evidence": builders.evidence(held, content=b"Held in June"),
        "kept_back": builders.evidence(of_others, content=b"Names", publication=Publication.NOT_FOR_PUBLICATION),
        "batch": builders.batch(of_others, note="Going on"),
        "doubt": builders.doubt(paper, held),
        "upload": upload,
        "proposal": builders.proposal(upload, plan=plan, rows=1),
        "own_layout": builders.layout(council),
        "read": builders.paper_read(council, "A plan\n\nAction\tLead\tDue\nWrite it\tClerk\t1 May 2020\n"),
    }


def _theme_of_what_is_exempt(plan):
    theme = builders.section(plan, "Only what is kept back", "9")
    builders.item(plan, "Exempt too", section=theme, publication=Publication.NOT_FOR_PUBLICATION)
    return theme


@pytest.fixture
def as_role(request, council):
    """Return a function that gives a client signed in as somebody of that role; the admin sees what is exempt."""

    def sign_in(role):
        client = Client()
        if role == "admin":
            client.force_login(builders.user(Role.ADMIN, council, sees_not_for_publication=True))
        elif role != "signed out":
            client.force_login(request.getfixturevalue({"board": "board_member"}.get(role, role)))
        return client

    return sign_in


def address_of(name, world):
    """Return the address of that name about the item that the row means, and what is sent to it."""
    item = world.get(ABOUT.get(name, name))
    evidence = world["kept_back" if name == "exempt_evidence" else "evidence"]
    paper = world["exempt_paper" if name == "exempt_paper" else "paper"]
    exempt_theme = name == "exempt_theme"
    item, name = item if isinstance(item, Item) else world["action"], ALSO.get(name, name)
    item.refresh_from_db()
    data = {}
    if name == "dates":
        asked = f"date-{world['asked'].pk}"
        data = {"meeting": "none", f"{asked}-decision": "agree", f"{asked}-version": world["action"].version}
    if name == "update_action":
        data = {"version": f"{item.pk}:{item.version}", "note": "Going on"}
    if name in ("publication", "publication_of"):
        thing = item if name == "publication" else evidence
        thing.refresh_from_db()  # each role finds it as the one before left it
        data = {"publication": "working_note" if thing.publication == "public" else "public", "reason": "Names a child"}
    if name == "add_evidence":
        data = {"evidence_link": "https://example.org/minutes"}
    if name == "withdraw_evidence":
        Evidence.objects.update(retracted_at=None)  # each role finds it as the first one did
        data = {"reason": "The wrong minutes"}
    if name == "bulk":
        data = {"versions": f"{item.pk}:{item.version}", f"{item.pk}-note": "Going on", "do": "save"}
    if name == "batch":
        data = {"reason": "The wrong list"}
    if name == "layout":
        world["own_layout"].refresh_from_db()
        data = {"version": world["own_layout"].version, "do": "retire"}
    read = world["read"]
    if name == "arrange":
        Upload.objects.filter(pk=read.pk).update(state=Upload.State.READ)
        read.refresh_from_db()
        data = {"version": read.version}
    if name == "organisation_parties":
        data = dict.fromkeys(("party", "into"), world["parties"][0].pk)  # refused with a message
    table = read.reading["tables"][0]["key"]
    layout = [world["own_layout"].pk]
    theme = [*links.of(item.plan), world["exempt_theme" if exempt_theme else "theme"].pk]
    if name == "please_check":
        data = {"issue": world["doubt"].pk, "act": "set_aside"}
    of_paper = dict.fromkeys(("paper", "paper_file", "take_back"), [*links.of(item.plan), paper.pk])
    token = world["token"]
    round, post = world["round"], world["round"].asked.first().party
    if name == "round_sheet":
        return links.sheet_page(item.plan, round, "own"), {}
    of_round = {"send_round": {"do": "ask"}, "close_round": {"round": round.pk}}
    data = (of_round | {"round_lead": {"do": "asked", "how": "phone"}}).get(name, data)
    own_round = [*links.of(item.plan), round.pk, post.pk]
    of_paper |= {"round_lead": own_round, "round_reply": [*own_round, item.pk]}
    of_paper |= {"board_words": [*links.of(item.plan), item.pk, world["note"].pk]}
    of_paper |= {"batch": [*links.of(item.plan), world["batch"].pk]}
    of_paper |= {"answer": [token], "answer_one": [token, item.pk]}
    of_paper |= dict.fromkeys(
        ("evidence_file", "withdraw_evidence"), [*links.of(item.plan), evidence.item_id, evidence.pk]
    )
    of_paper["publication_of"] = [*links.of(item.plan), evidence.item_id, "evidence", evidence.pk]
    of_organisation = item.plan.organisation.slug
    own = of_paper | {
        "history_of_person": [of_organisation, world["member"].pk],
        "history_of_party": [of_organisation, world["party"].pk],
        "openid_connect_login": ["entra"],
        "openid_connect_callback": ["entra"],
        "account_reset_password_from_key": ["1", "no-key-of-ours"],
        "accept_invitation": ["no-link-of-ours"],
        "organisation_people": [item.plan.organisation.slug],
        "organisation_parties": [item.plan.organisation.slug],
        "membership": [item.plan.organisation.slug, world["membership"].pk],
        "invitation": [item.plan.organisation.slug, world["invitation"].pk],
        "party": [item.plan.organisation.slug, world["parties"][0].pk],
        "layout": layout,
        "layout_file": layout,
        "arrange": [read.pk],
        "mapping": [read.pk, table],
    }
    own["theme"] = theme
    for arguments in (
        *([own[name]] if name in own else []),
        [],
        links.of(item.plan),
        [*links.of(item.plan), item.pk],
        [*links.of(item.plan), item.pk, world["asked"].pk],
        [world["upload"].pk],
        [world["upload"].pk, world["proposal"].number],
        [world["upload"].pk, world["proposal"].number, "0"],
    ):
        try:
            return reverse(name, args=arguments), data
        except NoReverseMatch:
            continue
    raise AssertionError(f"tests/pages/test_access.py does not know how to reach {name}")


def answer_of(client, name, method, world):
    """Return how somebody is answered there, as the table says it."""
    address, data = address_of(name, world)
    answer = client.generic(method, address, urlencode(data), "application/x-www-form-urlencoded")
    to_sign_in = answer.status_code == 302 and answer.url.startswith(f"{reverse('sign_in')}?next=")
    return "sign_in" if to_sign_in else "-" if answer.status_code == 404 else str(answer.status_code)


def test_whoever_looks_is_answered_as_the_table_says(world, as_role):
    """All of it at once: to look changes nothing, and to lay out a world for each address takes most of the time."""
    rows = {
        (name, method): expected
        for name, methods, *expected in ROWS
        for method in METHODS[methods]
        if methods == "both" or method == "GET"
    }
    answers = {row: [] for row in rows}
    for client in map(as_role, ROLES):
        for name, method in rows:
            answers[name, method].append(answer_of(client, name, method, world))
    wrong = {name: dict(zip(ROLES, answers[name], strict=True)) for name in rows if answers[name] != rows[name]}
    assert not wrong


@pytest.mark.parametrize(("name", "expected"), [(name, row) for name, method, *row in ROWS if method == "POST"])
def test_whoever_sends_something_is_answered_as_the_table_says(name, expected, world, as_role):
    answers = {role: answer_of(as_role(role), name, "POST", world) for role in ROLES}
    assert answers == dict(zip(ROLES, expected, strict=True))


def test_every_address_has_its_rows():
    rows = {(ALSO.get(name, name), method) for name, methods, *_ in ROWS for method in METHODS[methods]}
    addresses = {(name, method) for name in named_addresses() for method in ("GET", "POST")}
    missing, gone = addresses - rows, rows - addresses
    assert not missing, f"add a row to the table for: {sorted(missing)}"
    assert not gone, f"the table has rows for what is no address: {sorted(gone)}"


@pytest.mark.parametrize("role", [*ROLES[:-1], "superuser"])
def test_the_admin_is_for_its_staff_alone(as_role, client, role, db):
    if role == "superuser":
        client.force_login(builders.user(is_staff=True, is_superuser=True))
    else:
        as_role(role)
    assert client.get(reverse("admin:index")).status_code == (200 if role == "superuser" else 302)
    for model in site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert client.get(reverse(name)).status_code == (200 if role == "superuser" else 302), name


@pytest.mark.parametrize("model", ["plan", "item"])
def test_nobody_changes_the_register_through_the_admin(client, world, model):
    client.force_login(builders.user(is_staff=True, is_superuser=True))
    row = {"plan": world["action"].plan, "item": world["action"]}[model]
    assert client.get(reverse(f"admin:actions_{model}_change", args=[row.pk])).status_code == 200
    for page, arguments in (("add", []), ("change", [row.pk]), ("delete", [row.pk])):
        answer = client.post(reverse(f"admin:actions_{model}_{page}", args=arguments), {"title": "Changed"})
        assert answer.status_code == 403, page


class TestNotForPublication:
    """What is exempt shows nowhere to those without the right: no list, no count, no page, no trace."""

    WORDS = "Exempt"

    @pytest.mark.parametrize("role", ["manager", "lead", "board", "clerk"])
    def test_it_is_in_no_list_and_no_count(self, role, world, as_role, request):
        client, plan = as_role(role), world["action"].plan
        for address in (
            links.list_behind(plan),
            links.list_behind(plan) + "?show=actions",
            links.list_behind(plan, builders.AGREED_ON, count="items"),
            reverse("my_actions"),
            reverse("board", args=links.of(plan)),
        ):
            assert self.WORDS not in client.get(address).content.decode().split("<main")[1], address
        lines = client.get(reverse("plans")).context["organisations"][0][1]
        assert lines[0].items == 2
        user = request.getfixturevalue({"board": "board_member"}.get(role, role))
        assert report.build(queries.plan_facts(plan, user), builders.AGREED_ON).totals["items"] == 2

    def test_those_with_the_right_see_it_counted(self, world, as_role):
        client = as_role("admin")
        assert self.WORDS in client.get(links.list_behind(world["action"].plan)).content.decode()
        assert client.get(reverse("plans")).context["organisations"][0][1][0].items == 4

    @pytest.mark.parametrize("kind", [Publication.NOT_FOR_PUBLICATION, Publication.WORKING_NOTE])
    def test_an_exempt_note_shows_neither_as_an_update_nor_in_the_log(self, kind, world, as_role):
        with_note = world["action"]
        with builders.Writing(with_note.plan, builders.Actor.by_command()) as writing:
            builders.progress.record_progress(writing, with_note, "Legal advice was taken", publication=kind)
        address = links.item_page(with_note.plan, with_note.pk)
        for role in ("board", "lead"):
            assert "Legal advice" not in as_role(role).get(address).content.decode()
        assert "Legal advice" in as_role("admin").get(address).content.decode()

    @pytest.fixture
    def alone(self, council, plan):
        """An exempt action with a lead and a theme that hold nothing else."""
        party = builders.party(council, "Whistleblower’s contact", body="Internal Audit")
        theme = builders.section(plan, "Staff discipline", "9")
        return builders.item(
            plan, "Exempt", section=theme, leads=(party,), publication=Publication.NOT_FOR_PUBLICATION,
            exempt_paragraph="2", due=builders.AGREED_ON,
        )  # fmt: skip

    @pytest.mark.parametrize("role", ["manager", "lead", "board", "clerk"])
    def test_a_lead_and_a_theme_that_hold_nothing_else_are_named_nowhere(self, role, world, alone, as_role):
        client, plan = as_role(role), alone.plan
        for address in (
            links.list_behind(plan),
            links.list_behind(plan, builders.AGREED_ON, count="items"),
            reverse("board", args=links.of(plan)),
        ):
            text = client.get(address).content.decode()
            for words in ("Whistleblower", "Internal Audit", "Staff discipline"):
                assert words not in text, (address, words)

    def test_a_theme_without_any_action_still_shows(self, world, as_role):
        builders.section(world["action"].plan, "Nothing in it yet", "8")
        text = as_role("board").get(reverse("board", args=links.of(world["action"].plan))).content.decode()
        assert "Nothing in it yet" in text

    def test_those_with_the_right_see_it_marked_wherever_it_stands(self, alone, as_role):
        client, plan = as_role("admin"), alone.plan
        step = builders.item(plan, "A step of it", parent=alone, due=builders.AGREED_ON)
        for address in (
            links.list_behind(plan),
            links.list_behind(plan) + "?show=actions",
            links.list_behind(plan, timezone.localdate(), count="overdue"),
            reverse("board", args=links.of(plan)),
            links.item_page(plan, alone.pk),
            links.item_page(plan, step.pk),
            links.item_page(plan, step.pk, "update_action"),
        ):
            assert "Not for publication (paragraph 2)" in client.get(address).content.decode(), address

    def test_a_public_action_has_no_mark(self, world, as_role):
        client, plan = as_role("admin"), world["action"].plan
        assert "Not for publication" not in client.get(links.item_page(plan, world["action"].pk)).content.decode()


class TestAMembershipOfOnePlan:
    """It opens that plan, and none of another organisation than its own."""

    @pytest.fixture
    def elsewhere(self, db):
        return builders.plan(builders.organisation("Farrow Trust"), slug="elsewhere")

    def test_a_plan_of_another_organisation_stays_closed(self, client, council, elsewhere):
        client.force_login(builders.user(Role.BOARD, council, plan=elsewhere))
        for name in ("board", "workbook", "plan_actions"):
            assert client.get(reverse(name, args=links.of(elsewhere))).status_code == 404, name

    def test_a_plan_of_the_same_organisation_opens_and_no_other(self, client, council, plan):
        other = builders.plan(council, slug="other")
        client.force_login(builders.user(Role.BOARD, council, plan=plan))
        codes = [client.get(reverse("board", args=links.of(each))).status_code for each in (plan, other)]
        assert codes == [200, 404]

    def test_the_admin_refuses_to_mix_them(self, client, council, elsewhere, manager):
        client.force_login(builders.user(is_staff=True, is_superuser=True))
        given = {"user": manager.pk, "organisation": council.pk, "plan": elsewhere.pk, "role": "board"}
        answer = client.post(reverse("admin:actions_membership_add"), given)
        assert "This plan belongs to Farrow Trust, not to Northmoor Council." in answer.content.decode()
        assert manager.memberships.count() == 1


def first_words():
    """Return the first word of every address of the site that is not an organisation's."""
    words = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    for app in ("actions.urls", "imports.urls"):
        words |= {str(pattern.pattern).split("/")[0] for pattern in get_resolver(app).url_patterns}
    return {word for word in words if word and not word.startswith("<")} | {settings.STATIC_URL.strip("/")}


class TestReservedSlugs:
    def test_every_address_of_the_sites_own_is_reserved(self):
        assert first_words() <= RESERVED

    @pytest.mark.parametrize("slug", [*sorted(RESERVED), "Admin"])
    def test_the_admin_makes_no_organisation_of_such_a_slug(self, client, slug, db):
        client.force_login(builders.user(is_staff=True, is_superuser=True))
        given = {"name": "Any", "slug": slug, "bodies-TOTAL_FORMS": "0", "bodies-INITIAL_FORMS": "0"}
        answer = client.post(reverse("admin:actions_organisation_add"), given)
        assert "is an address of this site itself" in answer.content.decode()
        assert not Organisation.objects.exists()


@pytest.mark.parametrize("role", ["admin", "manager", "lead"])
def test_in_an_archived_plan_nothing_can_be_changed(role, world, as_role):
    item, client = world["action"], as_role(role)
    Plan.objects.update(archived=True)
    for method in (client.get, client.post):
        answer = method(links.item_page(item.plan, item.pk, "update_action"), {"note": "x"}, follow=True)
        assert answer.redirect_chain == [(links.item_page(item.plan, item.pk), 302)]
        assert "This plan is archived" in answer.content.decode()
        assert 'update/"' not in answer.content.decode() and 'value="agree"' not in answer.content.decode()
    asked = world["asked"]
    decided = client.post(
        links.plan_page(item.plan, "dates"),
        {"meeting": "none", f"date-{asked.pk}-decision": "agree", f"date-{asked.pk}-version": asked.item.version},
    )
    assert decided.status_code == 403
    world["asked"].refresh_from_db()
    assert world["asked"].decision == "" and not item.update_events.exclude(pk=world["note"].pk).exists()
