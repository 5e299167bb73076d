"""One lead in a round: its actions with what came back, the ready e-mail, its links, and "no change" in one click."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from actions import links, queries
from actions.models import Link, Party, Plan, Round
from actions.permissions import may
from actions.rounds.asking import how_asked, next_number
from actions.rounds.letters import LINK_HERE, Lines, letter
from actions.rounds.standing import Lead, address_of, leads_of
from actions.rounds.tokens import works
from actions.services import round_links, rounds
from actions.services.answers import Answer
from actions.services.drafts import type_in
from actions.services.letters import order_letters, state_of
from actions.services.organisation_writing import OrganisationWriting
from actions.services.parties import give_address
from actions.services.writing import Actor, Stale, Writing
from actions.tasks import send_soon
from actions.templatetags.look import full_date
from actions.vocabulary import HOW_WORDS, REPLY_WORDS, How
from tracker.form_fields import whole_number

# By which ways a reply reaches a manager who types it in; a link writes for itself.
TYPED_IN = {how: words for how, words in HOW_WORDS.items() if how != How.LINK}


class AddressForm(forms.Form):
    """Where e-mails reach the lead."""

    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
        help_text="Where the e-mails of rounds go, with an account or without.",
    )


def round_lead(request, organisation: str, plan: str, round: int, party: int):
    """Show the lead; do what its buttons say."""
    plan = queries.plan_for(request.user, organisation, plan)
    must_manage(request.user, plan)
    held = round_of(plan, round)
    lead = lead_of(request.user, plan, held, party)
    form = AddressForm(initial={"email": lead.party.email})
    if request.method != "POST":
        return render(request, "actions/round_lead.html", context_of(request, plan, held, lead, form))
    do = DO.get(request.POST.get("do", "no_change" if "no_change" in request.POST else ""))
    if do is None:
        return HttpResponseBadRequest()
    if held.closed_at is not None:
        messages.error(request, "This round is closed: nothing is asked in it any more.")
        return redirect(links.round_page(plan, "round_lead", held, party))
    return do(request, plan, held, lead) or redirect(links.round_page(plan, "round_lead", held, party))


def must_manage(user, plan: Plan) -> None:
    """Refuse whoever does not manage the plan, and everybody where it is archived."""
    if plan.archived or not may(user, "manage_plan", plan):
        raise PermissionDenied


def round_of(plan: Plan, pk: int) -> Round:
    """Return a round of the plan, or answer 404."""
    held = get_object_or_404(Round.objects.filter(plan=plan), pk=pk)
    held.plan = plan
    return held


def lead_of(user, plan: Plan, round: Round, party: int) -> Lead:
    """Return the lead of that key as `user` may see it in the round, or answer 404."""
    lead = next(iter(leads_of(user, plan, round, party)), None)
    if lead is None:
        raise Http404("Nobody of that key is asked in this round.")
    return lead


def context_of(request, plan: Plan, round: Round, lead: Lead, form: AddressForm, token: str = "") -> dict:
    """Return what the page shows; with `token`, the e-mail with the link that was just made."""
    request.organisation = plan.organisation
    now = timezone.now()
    address = request.build_absolute_uri(reverse("answer", args=[token])) if token else LINK_HERE
    unanswered = [line.item.pk for line in lead.owes]
    part = Lines(round, timezone.localdate()).part(
        lead.party, unanswered, address, exempt=not queries.hidden_from(request.user, plan)
    )
    subject, text = letter([part], str(request.user), reminder=lead.asked)
    made = list(Link.objects.filter(round=round, party=lead.party).order_by("-made_at"))
    for link in made:
        link.round = round
    return {
        "plan": plan,
        "round": round,
        "lead": lead,
        "is_open": round.closed_at is None,
        "heading": lead.party.name,
        "breadcrumbs": links.breadcrumbs(
            plan, (f"Round: {round}", f"{links.plan_page(plan, 'round')}?round={round.pk}")
        ),
        "how": how_asked(lead, now),
        "lines": [
            (
                line,
                REPLY_WORDS[line.reply],
                links.item_page(plan, line.item.pk),
                links.round_page(plan, "round_reply", round, lead.party.pk, line.item.pk),
            )
            for line in lead.lines
        ],
        "form": form,
        "ways": TYPED_IN.items(),
        "subject": subject,
        "text": text,
        "has_link": bool(token),
        "unanswered": len(unanswered),
        "may_send": bool(lead.address) and unanswered and _may_send(lead, now),
        "working": [link for link in made if works(link, now)],
        "answers": links.plan_page(plan, "round_answers"),
    }


def _may_send(lead: Lead, now) -> bool:
    return lead.letter is None or state_of(lead.letter, now) not in ("waiting", "sending")


def _way(request) -> How | None:
    """Return the way that the page's form names, None where it is none that a manager types in."""
    given = request.POST.get("how", "")
    return How(given) if given in TYPED_IN else None


def _no_change(request, plan: Plan, round: Round, lead: Lead):
    """Record "no change" as the lead's answer on one action: said today, in the way chosen above the list."""
    pk, how = whole_number(request.POST.get("no_change", "")), _way(request)
    line = next((each for each in lead.lines if each.item.pk == pk), None)
    if line is None or how is None:
        return HttpResponseBadRequest()
    today = timezone.localdate()
    (state,) = queries.states_of(request.user, plan, queries.items_for(request.user, plan).filter(pk=pk), today)
    try:
        with Writing(plan, Actor.on_page(request.user)) as writing:
            writing.claim(line.item, whole_number(request.POST.get(f"version:{pk}", "")))
            type_in(
                writing, round, line.item, state, Answer(no_change=True), (), party=lead.party, how=how, said_on=today,
                new_date_waits=False,
            )  # fmt: skip
    except Stale as stale:
        messages.error(request, str(stale))
    else:
        messages.success(request, f"“No change” is recorded for {line.item}.")
    return None


def _asked(request, plan: Plan, round: Round, lead: Lead):
    """Record that the lead has been asked, by a way of the manager's own."""
    how = _way(request)
    if how is None:
        return HttpResponseBadRequest()
    with Writing(plan, Actor.on_page(request.user)) as writing:
        rounds.asked_by(writing, round, [lead.party], how)
    messages.success(request, f"{lead.party} is marked as asked.")
    return None


def _send(request, plan: Plan, round: Round, lead: Lead):
    """Order one e-mail to the lead."""
    if _may_send(lead, timezone.now()):
        with Writing(plan, Actor.on_page(request.user)) as writing:
            sent = order_letters(writing, round, [lead.party], next_number(lead))
        if sent:
            send_soon(plan.organisation_id, request.build_absolute_uri("/").rstrip("/"))
            messages.success(request, f"An e-mail to {lead.address} is on the way.")


def _link(request, plan: Plan, round: Round, lead: Lead):
    """Make a link and show the e-mail with it: the only time that it can be shown."""
    with Writing(plan, Actor.on_page(request.user)) as writing:
        link, token = round_links.make_link(writing, round, lead.party)
    form = AddressForm(initial={"email": lead.party.email})
    messages.success(request, f"A link was made; it works until {full_date(link.expires_at)}. Copy it now.")
    answer = render(request, "actions/round_lead.html", context_of(request, plan, round, lead, form, token))
    answer["Cache-Control"] = "no-store"
    return answer


def _revoke(request, plan: Plan, round: Round, lead: Lead):
    """Revoke the links of the lead."""
    with Writing(plan, Actor.on_page(request.user)) as writing:
        round_links.revoke_links(writing, round, lead.party)
    messages.success(request, f"No link of {lead.party} works any more.")


def _address(request, plan: Plan, round: Round, lead: Lead):
    """Keep where e-mails reach the lead."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "actions/round_lead.html", context_of(request, plan, round, lead, form))
    party = Party.objects.get(pk=lead.party.pk)
    with OrganisationWriting(plan.organisation, Actor.on_page(request.user)) as writing:
        give_address(writing, party, form.cleaned_data["email"])
    reached = address_of(party)
    said = f"E-mails to {party} go to {reached}." if reached else f"No e-mail address of {party} is known now."
    messages.success(request, said)
    return None


DO = {
    "no_change": _no_change,
    "asked": _asked,
    "send": _send,
    "link": _link,
    "revoke": _revoke,
    "address": _address,
}
