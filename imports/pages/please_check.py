"""What importing found wrong with a plan, as a list of work: the gravest first, each to be settled or set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render

from actions import links
from actions import queries as register
from actions.doubts import doubts_in, open_doubts
from actions.lists.filters import PlainSelect
from actions.models import Item, OpenIssue, Plan
from actions.permissions import may
from actions.services.doubts import ask_again, set_aside
from actions.services.writing import Actor, Writing
from actions.templatetags.look import full_date
from actions.vocabulary import FIELD
from imports import queries
from imports.pipeline.gravity import WORDS as GRAVITY_WORDS
from imports.pipeline.gravity import Gravity, gravity_of
from imports.storable import storable_text

ROWS_A_PAGE = 50
KEY_DIGITS = 18
LONGEST_REASON = 1000
NO_FIELD = "none"
OPEN, ASIDE = "", "aside"


class ChosenForm(forms.Form):
    """Which doubts to show."""

    show = forms.ChoiceField(
        label="Show", required=False, choices=[(OPEN, "To check"), (ASIDE, "Set aside")], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label="What hangs on it", required=False, widget=PlainSelect)
    field = forms.ChoiceField(label="Field", required=False, widget=PlainSelect)
    lead = forms.ChoiceField(label="Lead", required=False, widget=PlainSelect)

    def __init__(self, data: QueryDict, user, plan: Plan, doubts: QuerySet[OpenIssue]):
        super().__init__({"show": OPEN, **data.dict()})
        pairs = set(doubts.order_by().values_list("code", "field"))
        kinds = sorted({gravity_of(code) for code, _ in pairs})
        fields = sorted({field for _, field in pairs}, key=lambda field: (not field, field))
        leads = register.parties_in(user, plan).values_list("pk", "name")
        anything = [("", "Anything")]
        self.codes = {code: gravity_of(code) for code, _ in pairs}
        self.fields["kind"].choices = anything + [(str(int(kind)), GRAVITY_WORDS[kind]) for kind in kinds]
        self.fields["field"].choices = anything + [(field or NO_FIELD, field_words(field)) for field in fields]
        self.fields["lead"].choices = [("", "Anybody"), *((str(pk), name) for pk, name in leads)]

    def chosen(self) -> dict[str, str]:
        """Return what was chosen; what is no choice counts as none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


@dataclass(frozen=True, slots=True)
class Entry:
    """One doubt as the page shows it; `refused` is why setting it aside failed, `typed` the reason that was given."""

    issue: OpenIssue
    name: str
    address: str
    update: str
    lead: str
    paper: str
    refused: str = ""
    typed: str = ""

    @property
    def suggestion(self) -> str:
        """What might be meant; a day as people read it."""
        try:
            return full_date(date.fromisoformat(self.issue.suggestion))
        except ValueError:
            return self.issue.suggestion


def please_check(request, organisation: str, plan: str):
    """Show the doubts; a POST sets one aside with a reason, or opens it again."""
    plan = register.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    refused = {}
    if request.method == "POST":
        refused = settle(request, plan)
        if not refused:
            return redirect(request.get_full_path())
    doubts = of_one_action(request, doubts_in(request.user, plan))
    form = ChosenForm(request.GET, request.user, plan, doubts)
    chosen = form.chosen()
    found = by_gravity(narrowed(request.user, plan, doubts, chosen, form.codes), form.codes)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "heading": "Please check",
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "please_check", doubts=open_doubts(request.user, plan).count()),
        "form": form,
        "refused": refused,
        "page": page,
        "groups": groups(entries(request.user, plan, page, refused), form.codes),
        "is_aside": chosen["show"] == ASIDE,
        "is_narrowed": any(chosen.values()) or "item" in request.GET,
        "clear": request.path,
        "item": request.GET.get("item", ""),
        "may_settle": may_settle(request.user, plan),
    }
    return render(request, "imports/please_check.html", context)


def may_settle(user, plan: Plan) -> bool:
    """Return whether `user` may set doubts of the plan aside: who takes papers in, or manages it."""
    return may(user, "import_into_plan", plan) and not plan.archived


def settle(request, plan: Plan) -> dict:
    """Set a doubt aside or open it again, with a message; return what was refused and what was typed, or nothing."""
    if not may_settle(request.user, plan):
        raise PermissionDenied
    issue = doubts_in(request.user, plan).filter(pk=key_of(request.POST.get("issue", ""))).first()
    if issue is None:
        raise Http404
    reason = storable_text(request.POST.get("reason", ""))[:LONGEST_REASON]
    again = request.POST.get("act") == "ask_again"
    try:
        with Writing(plan, Actor.on_page(request.user)) as writing:
            if again:
                ask_again(writing, issue)
            else:
                set_aside(writing, issue, reason)
    except ValueError as refusal:
        return {"issue": issue.pk, "sentence": str(refusal), "typed": reason}
    messages.success(request, "It is open again." if again else "It is set aside, and will not be asked again.")
    return {}


def key_of(text: str) -> int:
    """Return a key of the register, 0 where the text is none."""
    return int(text) if text.isdecimal() and len(text) <= KEY_DIGITS else 0


def of_one_action(request, doubts: QuerySet[OpenIssue]) -> QuerySet[OpenIssue]:
    """Return the doubts of the action that `item` names; all where none is named."""
    return doubts.filter(item=key_of(request.GET["item"])) if "item" in request.GET else doubts


def narrowed(user, plan: Plan, doubts: QuerySet[OpenIssue], chosen: dict, codes: dict) -> QuerySet[OpenIssue]:
    """Return the doubts that were chosen to be shown."""
    doubts = doubts.filter(dismissed_at__isnull=chosen["show"] != ASIDE)
    if chosen["kind"]:
        doubts = doubts.filter(code__in=[code for code, kind in codes.items() if kind == int(chosen["kind"])])
    if chosen["field"]:
        doubts = doubts.filter(field="" if chosen["field"] == NO_FIELD else chosen["field"])
    if chosen["lead"]:
        held = register.items_for(user, plan).filter(register.held_by(party=int(chosen["lead"])))
        doubts = doubts.filter(item__in=held.values("pk"))
    return doubts


def by_gravity(doubts: QuerySet[OpenIssue], codes: dict[str, Gravity]) -> QuerySet[OpenIssue]:
    """Return the doubts with the gravest first, then in the plan's own order."""
    kinds = [
        When(code__in=[code for code, of in codes.items() if of == kind], then=Value(int(kind)))
        for kind in sorted(set(codes.values()))
    ]
    gravity = Case(*kinds, default=Value(int(Gravity.SMALL)), output_field=IntegerField()) if kinds else Value(0)
    return doubts.annotate(gravity=gravity).order_by("gravity", "item__position", "item", "kind", "pk")


def entries(user, plan: Plan, issues, refused: dict) -> list[Entry]:
    """Return a page of doubts with all that is shown of each; the same queries however many they are."""
    issues = list(issues)
    items = Item.objects.filter(pk__in={issue.item_id for issue in issues if issue.item_id})
    leads = dict(items.annotate(lead=register.first_lead()).values_list("pk", "lead"))
    papers = {paper.pk: links.paper_page(paper) for paper in queries.papers_for(user, plan)}
    page, update = links.item_pages(plan), links.item_pages(plan, name="update_action")
    manages = may(user, "manage_plan", plan) and not plan.archived
    return [
        Entry(
            issue,
            name=str(issue.item) if issue.item else "",
            address=page(issue.item_id) if issue.item else "",
            update=update(issue.item_id) if issue.item and manages else "",
            lead=leads.get(issue.item_id) or "",
            paper=papers.get(issue.paper_id, ""),
            refused=refused["sentence"] if refused.get("issue") == issue.pk else "",
            typed=refused["typed"] if refused.get("issue") == issue.pk else "",
        )
        for issue in issues
    ]


def groups(shown: list[Entry], codes: dict[str, Gravity]) -> list[tuple[str, list[Entry]]]:
    """Return the entries under what hangs on them."""
    found = groupby(shown, key=lambda entry: codes.get(entry.issue.code, Gravity.SMALL))
    return [(GRAVITY_WORDS[kind], list(several)) for kind, several in found]


def field_words(field: str) -> str:
    """Return how a field of the register is called in the filter."""
    if not field:
        return "No field of its own"
    return FIELD[field].heading if field in FIELD else field.replace("_", " ").capitalize()
