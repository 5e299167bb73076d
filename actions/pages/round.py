"""The plan's update round: who was asked, what came back, who owes an answer; opened, sent and closed here."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actions import links, queries
from actions.doubts import open_doubts
from actions.models import Asked, Plan, Round
from actions.permissions import may
from actions.rounds.asking import how_asked, next_number, stuck, to_ask, to_remind, without_address
from actions.rounds.forms import OWN, FilterForm, OpenForm
from actions.rounds.standing import Lead, days_left, leads_of, open_round_of
from actions.services import rounds
from actions.services.letters import order_letters
from actions.services.writing import Actor, Writing
from actions.tasks import send_soon
from actions.templatetags.look import counted, full_date
from actions.vocabulary import REPLY_WORDS, Reply
from tracker.form_fields import whole_number


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the tables: a lead or a body, its numbers, and what is said beside its name."""

    name: str
    counts: Counter
    about: str = ""
    href: str = ""
    below: str = ""
    sheet: str = ""

    @property
    def numbers(self) -> list[int]:
        """How many actions, and of them without reply, waiting, without change and answered."""
        return [self.counts.total(), *(self.counts[reply] for reply in REPLY_WORDS)]


def round_page(request, organisation: str, plan: str):
    """Show the open round, else the last one (or the one that `round` names); open a new one."""
    plan = queries.plan_for(request.user, organisation, plan)
    form = OpenForm(request.POST or None, plan=plan, today=timezone.localdate())
    if request.method == "POST":
        _must_manage(request.user, plan)
        if form.is_valid():
            return opened(request, plan, form)
    return render(request, "actions/round.html", context_of(request, plan, form))


def opened(request, plan: Plan, form: OpenForm):
    """Open the round of a valid form and go back to the page."""
    given = form.cleaned_data
    try:
        with Writing(plan, Actor.on_page(request.user)) as writing:
            rounds.open_round(writing, given["name"], given["closes_on"], given["as_at"])
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The round “{given['name']}” is open. Nobody has been asked yet.")
    return redirect(links.plan_page(plan, "round"))


def _must_manage(user, plan: Plan) -> None:
    if plan.archived or not may(user, "manage_plan", plan):
        raise PermissionDenied


def shown_round(request, plan: Plan) -> Round | None:
    """Return the round to show: the one asked for, the open one, or the last that was held."""
    held = plan.rounds.select_related("opened_by", "closed_by")
    if pk := whole_number(request.GET.get("round", "")):
        return get_object_or_404(held, pk=pk)
    return held.filter(closed_at=None).first() or held.order_by("-asked_on", "-pk").first()


def context_of(request, plan: Plan, form: OpenForm) -> dict:
    """Return what the page shows."""
    request.organisation = plan.organisation
    manages = may(request.user, "manage_plan", plan) and not plan.archived
    shown, today, now = shown_round(request, plan), timezone.localdate(), timezone.now()
    open_round = shown if shown and shown.closed_at is None else open_round_of(plan)
    context = {
        "plan": plan,
        "heading": f"Update round: {shown}" if shown else "Update round",
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "round", doubts=open_doubts(request.user, plan).count()),
        "round": shown,
        "is_open": bool(shown) and shown.closed_at is None,
        "manages": manages,
        "form": form if manages and open_round is None else None,
        "others": [each for each in plan.rounds.order_by("-asked_on", "-pk")[:25] if shown and each.pk != shown.pk],
    }
    return context | (standing_of(request, plan, shown, manages, now) | left(shown, today) if shown else {})


def left(round: Round, today) -> dict:
    """Return how many days are left of a round, in words."""
    days = days_left(round, today)
    words = "the last day" if days == 0 else f"{counted(days, 'day')} left" if days > 0 else (
        f"the cut-off was {counted(-days, 'day')} ago")  # fmt: skip
    return {"left": words, "over": days < 0}


def standing_of(request, plan: Plan, round: Round, manages: bool, now: datetime) -> dict:
    """Return the numbers and tables of a round, narrowed by the filter."""
    leads = leads_of(request.user, plan, round)
    chosen = FilterForm(request.GET, leads)
    chosen.is_valid()
    reply, body = chosen.cleaned_data.get("reply", ""), chosen.cleaned_data.get("body", "")
    listed = [lead for lead in leads if _fits(lead, reply, body)]
    total = sum((lead.counts for lead in leads), Counter())
    return {
        "cards": cards(plan, round, total),
        "bodies": by_body(plan, round, leads, manages),
        "rows": [
            Row(
                lead.party.name, lead.counts, lead.body, _lead_page(plan, round, lead) if manages else "",
                how_asked(lead, now),
            )
            for lead in listed
        ],
        "filter": chosen,
        "chosen": _chosen(request, chosen),
        "clear": f"{links.plan_page(plan, 'round')}?round={round.pk}",
        "keep": [("round", round.pk)],
        "columns": ["Actions", *REPLY_WORDS.values()],
        "leads": len(leads),
        "ask": len(to_ask(leads, now)),
        "remind": len(to_remind(leads, now)),
        "stuck": len(stuck(leads, now)),
        "no_address": len(without_address(leads)),
        "waiting": total[Reply.WAITING],
        "also": also_open(request.user, plan) if manages and round.closed_at is None else [],
    }  # fmt: skip


def _fits(lead: Lead, reply: str, body: str) -> bool:
    in_body = not body or lead.body == ("" if body == OWN else body)
    return in_body and (not reply or lead.counts[Reply(reply)] > 0)


def _chosen(request, form: FilterForm) -> list[tuple[str, str]]:
    rows = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value:
            query = request.GET.copy()
            query.pop(name)
            rows.append((f"{field.label}: {dict(field.choices)[value]}", f"?{query.urlencode()}"))
    return rows


def _lead_page(plan: Plan, round: Round, lead: Lead) -> str:
    return links.round_page(plan, "round_lead", round, lead.party.pk)


def cards(plan: Plan, round: Round, total: Counter) -> list[dict]:
    """Return the numbers on top, each with the leads behind it."""
    page = f"{links.plan_page(plan, 'round')}?round={round.pk}&reply="
    tones = {Reply.NONE: "alert", Reply.WAITING: "warn", Reply.NOT_ASKED: "warn", Reply.ANSWERED: "done"}
    return [
        {
            "number": total[reply],
            "label": words,
            "note": f"of {total.total():,}",
            "tone": tones.get(reply, "") if total[reply] else "",
            "href": f"{page}{reply}#by-lead" if total[reply] else "",
        }
        for reply, words in REPLY_WORDS.items()
    ]


def by_body(plan: Plan, round: Round, leads: list[Lead], manages: bool) -> list[Row]:
    """Return the numbers by body, those who owe the most first."""
    counts: dict[str, Counter] = {}
    posts: Counter = Counter()
    for lead in leads:
        counts.setdefault(lead.body, Counter()).update(lead.counts)
        posts[lead.body] += 1
    rows = [
        Row(
            name or plan.organisation.name,
            held,
            counted(posts[name], "lead") + ("" if name else ", no body named"),
            sheet=links.sheet_page(plan, round, name or OWN) if manages else "",
        )
        for name, held in counts.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.counts[Reply.NONE], row.name))


def also_open(user, plan: Plan) -> list[Plan]:
    """Return the organisation's other plans that the user manages, in whose open round somebody is to be asked."""
    to_be_asked = Asked.objects.filter(round__closed_at=None, sent_at=None).values("round__plan")
    others = queries.plans_for(user).filter(organisation=plan.organisation_id, archived=False, pk__in=to_be_asked)
    return [other for other in others.exclude(pk=plan.pk) if may(user, "manage_plan", other)]


def close(request, organisation: str, plan: str):
    """Close the open round."""
    plan = queries.plan_for(request.user, organisation, plan)
    page = links.plan_page(plan, "round")
    if request.method != "POST":  # somebody who had to sign in first comes back without the form
        return redirect(page)
    _must_manage(request.user, plan)
    round = get_object_or_404(plan.rounds, pk=whole_number(request.POST.get("round", "")))
    try:
        with Writing(plan, Actor.on_page(request.user)) as writing:
            rounds.close_round(writing, round)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        said = f"The round “{round}” is closed on {full_date(round.closed_at)}. The report names who did not reply."
        messages.success(request, said)
    return redirect(page)


def send(request, organisation: str, plan: str):
    """Order the e-mails to who has not been asked (`do` is "ask"), or to who owes an answer ("remind")."""
    plan = queries.plan_for(request.user, organisation, plan)
    page = links.plan_page(plan, "round")
    if request.method != "POST":
        return redirect(page)
    _must_manage(request.user, plan)
    site = request.build_absolute_uri("/").rstrip("/")
    if request.POST.get("do") == "carry_on":  # no worker took up what was ordered
        send_soon(plan.organisation_id, site)
        messages.success(request, "The e-mails that wait are given to the worker again. Each goes once.")
        return redirect(page)
    whom = {"ask": to_ask, "remind": to_remind}.get(request.POST.get("do"))
    if whom is None:
        return HttpResponseBadRequest()
    along = {whole_number(key) for key in request.POST.getlist("also")}
    now, sent = timezone.now(), 0
    for each in [plan, *(other for other in also_open(request.user, plan) if other.pk in along)]:
        sent += ordered(request.user, each, whom, now)
    if sent:
        send_soon(plan.organisation_id, site)
        messages.success(
            request, f"{counted(sent, 'e-mail')} on the way. Each goes once; reload to see how they stand."
        )
    else:
        messages.info(request, "There is nobody to write to.")
    return redirect(page)


def ordered(user, plan: Plan, whom, now: datetime) -> int:
    """Order the e-mails of the plan's open round; return how many."""
    round = open_round_of(plan)
    if round is None:
        return 0
    with Writing(plan, Actor.on_page(user)) as writing:
        rounds.add_who_is_missing(writing, round)
        numbers: dict[int, list] = {}
        for lead in whom(leads_of(user, plan, round), now):
            numbers.setdefault(next_number(lead), []).append(lead.party)
        return sum(order_letters(writing, round, parties, number) for number, parties in numbers.items())
