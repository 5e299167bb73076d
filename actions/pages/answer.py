"""A lead's own actions by a link, without an account: the list, and the form of each; answers wait as drafts.

The address is the only key, so nothing else of the site is told, and no cross-site check is needed: who could forge the
address need not forge a form. (Browsers send no origin either where a page has no referrer.)
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from actions import queries
from actions.answer_form import UpdateForm, named
from actions.models import Change, Link
from actions.rounds.held import Held, held
from actions.rounds.standing import answers_in, days_left
from actions.rounds.tokens import link_of, works
from actions.services.answers import Answer
from actions.services.deadlines import needs_agreement
from actions.services.drafts import keep_draft
from actions.services.round_links import note_use
from actions.services.writing import Actor, Writing
from tracker.form_fields import whole_number

KEPT = "Your answer is kept. The programme manager takes it in before anybody else reads it."
CHANGED = (
    "This action was changed, or answered by the same link, while you were writing. "
    "Look at what stands above, then save again."
)


@csrf_exempt
@login_not_required
def answer(request, token: str, pk: int = 0):
    """Show the party's actions, or the form of the one with the key `pk`; keep what is answered."""
    link = link_of(token)
    if link is None:
        return _private(render(request, "actions/answer_gone.html", {"heading": GONE}, status=404))
    now = timezone.now()
    if not works(link, now):
        return _private(render(request, "actions/answer_gone.html", {"heading": GONE}, status=410))
    note_use(link, now)
    request.organisation = link.round.plan.organisation
    lines = held(link, timezone.localdate(), answers_in(link.round))
    if not pk:
        return _private(_list(request, token, link, lines))
    here = next((each for each in lines if each.item.pk == pk), None)
    if here is None:
        return _private(render(request, "actions/answer_gone.html", {"heading": GONE}, status=404))
    return _private(_form(request, token, link, lines, here))


GONE = "This link does not work"


def _list(request, token: str, link: Link, lines: list[Held]):
    if request.method == "POST":
        pk = whole_number(request.POST.get("no_change", ""))
        for line in (each for each in lines if each.item.pk == pk):
            _keep(link, line, Answer(no_change=True))
            messages.success(request, f"“No change” is kept for {named(line.item)}.")
        return redirect("answer", token)
    return render(request, "actions/answer.html", _context(token, link, lines) | {"lines": lines})


def _form(request, token: str, link: Link, lines: list[Held], here: Held):
    plan = link.round.plan
    seen = str(here.draft.pk if here.draft else 0)

    def form(data=None):
        return UpdateForm(
            data, item=here.item, state=here.state, steps=[], labels=queries.labels_of(plan),
            today=timezone.localdate(), waits=needs_agreement(plan, manages=False),
        )  # fmt: skip

    shown = form(request.POST or None)
    if request.method == "POST" and shown.is_valid():
        if shown.versions().get(here.item.pk) == here.item.version and request.POST.get("seen") == seen:
            _keep(link, here, shown.answer())
            messages.success(request, KEPT)
            left = [each for each in lines if not each.settled and each.item.pk != here.item.pk]
            return redirect("answer_one", token, left[0].item.pk) if left else redirect("answer", token)
        data = request.POST.copy()
        data["version"] = form().initial["version"]
        shown = form(data)
        shown.add_error(None, CHANGED)
    context = _context(token, link, lines) | {"line": here, "state": here.state, "form": shown, "seen": seen}
    return render(request, "actions/answer_one.html", context | {"heading": named(here.item)})


def _keep(link: Link, line: Held, said: Answer) -> None:
    actor = Actor(None, f"{link.party.name}, by a link", Change.Via.LINK, timezone.now())
    with Writing(link.round.plan, actor) as writing:
        keep_draft(writing, link, line.item, said)


def _context(token: str, link: Link, lines: list[Held]) -> dict:
    left = days_left(link.round, timezone.localdate())
    return {
        "heading": "Your actions",
        "round": link.round,
        "plan": link.round.plan,
        "party": link.party,
        "token": token,
        "list_page": reverse("answer", args=[token]),
        "left": left,
        "late": left < 0,
        "to_answer": sum(not each.settled for each in lines),
    }


def _private(response):
    """Keep an answer from search engines and caches, and its address from other sites."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
