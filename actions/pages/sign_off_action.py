"""What a second person decides about one action or step that is done: accepted, sent back, checked, opened again."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from actions import links, queries
from actions.evidence import shown
from actions.models import Evidence, Item
from actions.permissions import may
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.services import sign_off as deciding
from actions.services.writing import Actor, Stale, Writing
from actions.signing_off.forms import ACCEPT, IN_PLACE, REOPEN, SEND_BACK, CheckForm, DecisionForm, SignOffForm
from actions.templatetags.look import full_date
from actions.vocabulary import SIGNED_OFF_STAGES, STAGE_WORDS, Stage
from tracker.form_fields import whole_number

# What each decision needs leave for.
NEEDS = {ACCEPT: "sign_off", SEND_BACK: "sign_off", IN_PLACE: "check_in_place", REOPEN: "reopen"}
SAID = {
    ACCEPT: "It is signed off.",
    SEND_BACK: "It is sent back, and open again.",
    IN_PLACE: "It is recorded as still in place.",
    REOPEN: "It is open again.",
}


def sign_off_action(request, organisation: str, plan: str, pk: int):
    """Show what is done with its evidence, and the form of whoever may decide about it."""
    item = queries.item_for(request.user, organisation, plan, pk)
    request.organisation = item.plan.organisation
    if not (may(request.user, "sign_off", item) or may(request.user, "reopen", item)):
        raise PermissionDenied
    today = timezone.localdate()
    state = queries.family_of(request.user, item, today).get(pk)
    if state is None or not state.is_leaf or not (item.plan.sign_off or state.stage in SIGNED_OFF_STAGES):
        raise Http404("This is not something to sign off.")
    evidence = [one for one in queries.evidence_for(request.user, item) if one.item_id in (item.pk, item.parent_id)]
    form = form_for(request, item, state, evidence, today)
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        if not may(request.user, NEEDS[form.cleaned_data["decision"]], item):
            raise PermissionDenied
        try:
            decide(request.user, item, state, evidence, form)
        except (Stale, ValueError) as refusal:
            messages.error(request, str(refusal))
            return redirect(links.item_page(item.plan, pk, "sign_off_action"))
        messages.success(request, f"{item.ref} {SAID[form.cleaned_data['decision']]}".strip())
        back = "sign_off" if may(request.user, "manage_plan", item.plan) and item.plan.sign_off else ""
        return redirect(links.plan_page(item.plan, back) if back else links.item_page(item.plan, pk))
    context = {
        "item": item,
        "plan": item.plan,
        "state": state,
        "form": form,
        "why_not": "" if form else why_not(request.user, item, state, evidence),
        "heading": "Sign off" if state.stage not in SIGNED_OFF_STAGES else "Is it still in place?",
        "stage_words": STAGE_WORDS[state.stage],
        "not_public": mark_of_state(state),
        "evidence": shown.rows(request.user, item, evidence),
        "breadcrumbs": links.breadcrumbs(item.plan, ("Sign-off", links.plan_page(item.plan, "sign_off"))),
        "back": links.item_page(item.plan, pk),
    }
    return render(request, "actions/sign_off_action.html", context)


def form_for(request, item: Item, state: State, evidence: list[Evidence], today: date) -> DecisionForm | None:
    """Return the form by which the reader may decide about the item as it stands, None where they may not."""
    data = request.POST if request.method == "POST" else None
    given = {"today": today, "version": item.version}
    if state.stage in SIGNED_OFF_STAGES and may(request.user, "reopen", item):
        change = queries.stage_reached(item, today)
        may_check = may(request.user, "check_in_place", item)
        return CheckForm(data, since=change.effective_on, may_check=may_check, **given)
    if state.stage == Stage.DONE and evidence and may(request.user, "sign_off", item):
        return SignOffForm(data, evidence=evidence, **given)
    return None


def decide(user, item: Item, state: State, evidence: list[Evidence], form: DecisionForm) -> None:
    """Write what was decided; raises Stale, and ValueError with a sentence."""
    said = form.cleaned_data
    decision, words, check_on = said["decision"], said["words"], said.get("check_on")
    with Writing(item.plan, Actor.on_page(user)) as writing:
        writing.claim(item, whole_number(said["version"]))
        if decision == ACCEPT:
            deciding.sign_off(writing, item, state, evidence, note=words, check_on=check_on)
        elif decision == IN_PLACE:
            deciding.still_in_place(writing, item, state, said["checked_on"], note=words, check_on=check_on)
        else:
            deciding.reopen(writing, item, state, words)


def why_not(user, item: Item, state: State, evidence: list[Evidence]) -> str:
    """Return in one sentence why the reader has nothing to decide."""
    if state.is_open or not state.is_done:
        return f"It is not said to be done: its stage is “{STAGE_WORDS[state.stage]}”."
    if not may(user, "sign_off", item):
        return "Somebody else signs it off: a manager who neither holds it nor said that it is done."
    if state.awaits_sign_off and not evidence:
        return "Its evidence is not for you to see, so somebody else signs it off."
    when = f" on {full_date(state.done_on)}" if state.done_on else ""
    return f"It was done{when}, and there is no evidence to look at yet."
