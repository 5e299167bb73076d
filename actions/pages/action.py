"""One action or step: what holds now and why, its steps, its history, and the words as the paper printed them."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from actions import links, logs, queries
from actions.as_printed import printed_rows
from actions.deciding.rows import if_agreed_words
from actions.doubts import doubts_about
from actions.evidence import shown
from actions.histories import date_entries, facts_of, rating_rows, update_entries, waiting
from actions.lists.table import StepTable
from actions.models import DateMove, Evidence, Item, Rating
from actions.pages.board_words import words_page
from actions.pages.plan_actions import day_asked
from actions.permissions import may
from actions.provenance import by_place, origins
from actions.rules.judge import State
from actions.rules.publication import mark_of_state
from actions.rules.ratings import last_reported
from actions.sources import Papers
from actions.templatetags.look import rating
from actions.vocabulary import DONE_STAGES, SIGNED_OFF_STAGES, STAGE_WORDS


def action(request, organisation: str, plan: str, pk: int):
    """Show an action or step as it stands today, or with `as_of` as it stood on that day."""
    item = queries.item_for(request.user, organisation, plan, pk)
    plan = item.plan
    request.organisation = plan.organisation
    as_of, _ = day_asked(request.GET)
    on = as_of or timezone.localdate()
    states = queries.family_of(request.user, item, on)
    if pk not in states:
        raise Http404("The register did not know this action on that day.")
    state, history = states[pk], queries.history_of(request.user, item)
    papers = Papers(request.user, item)
    reached, evidence = queries.stage_reached(item, on), queries.evidence_for(request.user, item, on)
    rates = plan.schemes.filter(retracted_at=None).exists()
    steps = [each for each in states.values() if each.action.id == pk and each.item.id != pk]
    context = {
        "item": item,
        "plan": plan,
        "state": state,
        "on": on,
        "heading": " ".join(filter(None, (item.ref, item.title))),
        "breadcrumbs": links.breadcrumbs(plan, *_above(item, state, as_of), as_of=as_of),
        "facts": facts_of(plan, item, state, rates, on),
        "steps": StepTable(steps, plan, request.GET, rates=rates) if steps else None,
        "not_public": mark_of_state(state),
        "exempt_reason": item.exempt_reason or (item.parent.exempt_reason if item.parent else ""),
        "stage_words": STAGE_WORDS[state.stage],
        "stage_reason": reached.reason if reached and state.stage not in DONE_STAGES else "",
        "signed_off": reached if reached and state.stage in SIGNED_OFF_STAGES else None,
        "looked_at": [one.title for one in evidence if reached and one.pk in reached.looked_at],
        "sign_off": sign_off_words(request.user, item, state, evidence),
        "marking_page": links.marking_page(plan, pk) if may(request.user, "mark_publication", item) else "",
        "sign_off_page": links.item_page(plan, pk, "sign_off_action"),
        "waiting": [
            (move, if_agreed_words(state, move, on), links.decide_page(move), withdraw_address(request.user, move))
            for move in waiting(history["dates"], on)
        ],
        "places": by_place(origins(papers, item, state, history, on)),
        "dates": date_entries(history["dates"], papers),
        "updates": update_entries(history["updates"], papers, marks=may(request.user, "mark_publication", item)),
        "evidence": shown.rows(request.user, item, evidence),
        "add_evidence": links.item_page(plan, pk, "add_evidence"),
        "ratings": rating_rows(history["ratings"], papers),
        "strip": strip(state, history["ratings"], on),
        "rating_page": rating_page(request.user, item) if rates else "",
        "doubts": [] if as_of else doubts_about(request.user, item),
        "doubts_page": f"{links.plan_page(plan, 'please_check')}?item={pk}",
        "printed": printed_rows(papers, item, history, on),
        "changes": logs.rows(request.user, list(queries.changes_to(item))),
        "history_page": links.plan_page(plan, "history"),
        "may_update": may(request.user, "update_item", item),
        "words_page": words_page(request.user, item, history["updates"]),
        "may_decide": may(request.user, "decide_date", item),
        "today_page": links.item_page(plan, pk) if on != timezone.localdate() else "",
        "update_page": links.item_page(plan, pk, "update_action"),
        "correct_page": _correct_page(request.user, item, history["dates"]),
    }
    return render(request, "actions/action.html", context)


def rating_page(user, item: Item) -> str:
    """Return the address at which `user` sets the rating by hand, nothing where they may not."""
    return links.item_page(item.plan, item.pk, "set_rating") if may(user, "set_rating", item) else ""


def strip(state: State, given: list[Rating], on: date) -> list[tuple[str, date]]:
    """Return the last ratings that were reported, oldest first, each as a tag and its day."""
    colours = {row.pk: row.label.colour for row in given if row.label}
    last = last_reported(state.item.ratings, on)
    return [(rating(each.stated, colours.get(each.id, "")), each.effective_on) for each in last]


def sign_off_words(user, item: Item, state: State, evidence: list[Evidence]) -> str:
    """Return the words of the button by which the reader decides about what is done, nothing where they do not."""
    if not state.is_leaf:
        return ""
    if state.stage in SIGNED_OFF_STAGES:
        checks = may(user, "check_in_place", item)
        return "Check that it is still in place" if checks else "Open again" if may(user, "reopen", item) else ""
    waits = state.awaits_sign_off and evidence
    return "Sign off" if waits and may(user, "sign_off", item) else ""


def withdraw_address(user, move: DateMove | None) -> str:
    """Return the address at which `user` may take back the date they asked for, nothing where they may not."""
    return links.withdraw_page(move) if move and may(user, "withdraw_date", move) else ""


def _correct_page(user, item: Item, moves: list[DateMove]) -> str:
    return links.item_page(item.plan, item.pk, "correct_date") if moves and may(user, "correct_date", item) else ""


def _above(item: Item, state: State, as_of: date | None) -> list[tuple[str, str]]:
    above = [("Actions", links.list_behind(item.plan, as_of))]
    if item.parent_id:
        words = " ".join(filter(None, (state.action.ref, state.action.title)))
        address = links.item_page(item.plan, item.parent_id, as_of=as_of)
        above.append((words if len(words) <= 60 else f"{words[:59]}…", address))
    return above
