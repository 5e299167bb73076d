"""Takes a paper back: what stands in the way, or what it undoes and why, in; the paper's page, out."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from actions import links
from actions import queries as register
from actions.models import Paper
from actions.permissions import may
from actions.services.writing import Actor
from imports import queries, taking_back
from imports.showing.paper_trail import Trail

MOST_SHOWN = 100


class TakeBackForm(forms.Form):
    """Why the paper is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        help_text="Stands in the log of changes and on the paper’s page.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why this paper is taken back"},
    )


def take_back(request, organisation: str, plan: str, pk: int):
    """Ask why, and say what stands in the way; a POST takes the paper back, all of it or nothing."""
    paper = queries.paper_for(request.user, organisation, plan, pk)
    request.organisation = paper.plan.organisation
    if not may(request.user, "import_into_plan", paper.plan):
        raise PermissionDenied
    if refusal := refused(paper):
        messages.error(request, refusal)
        return redirect(links.paper_page(paper))
    form = TakeBackForm(request.POST or None)
    obstacles = taking_back.in_the_way(paper)
    if request.method == "POST" and form.is_valid():
        try:
            taking_back.take_back(paper, Actor.on_page(request.user), form.cleaned_data["reason"])
        except taking_back.StandsInTheWay as refusal:
            obstacles = refusal.obstacles
        except ValueError as refusal:  # somebody else was quicker
            messages.error(request, str(refusal))
            return redirect(links.paper_page(paper))
        else:
            messages.success(request, said(paper))
            return redirect(links.paper_page(paper))
    context = {
        "paper": paper,
        "plan": paper.plan,
        "heading": "Take this paper back",
        "breadcrumbs": links.breadcrumbs(
            paper.plan,
            ("Papers", links.plan_page(paper.plan, "plan_papers")),
            (paper.name, links.paper_page(paper)),
        ),
        "form": form,
        "counts": Trail(request.user, paper).counts(),
        "back": links.paper_page(paper),
    }
    return render(request, "imports/take_back.html", context | shown(request.user, paper, obstacles))


def refused(paper: Paper) -> str:
    """Return why the paper cannot be taken back whatever anybody did since, empty where it can."""
    if paper.plan.archived:
        return "This plan is archived: it can be read, and nothing in it can be changed."
    return "This paper was taken back already." if paper.retracted_at else ""


def said(paper: Paper) -> str:
    """Return what taking back has led to."""
    paper.plan.refresh_from_db(fields=["archived"])
    done = "The paper is taken back: the plan is as it was before it."
    return f"{done} Nothing else was in the plan, so it is archived." if paper.plan.archived else done


def shown(user, paper: Paper, obstacles: list[taking_back.Obstacle]) -> dict:
    """Return the obstacles that `user` may see, each with the way to it, and how many more there are."""
    plan = paper.plan
    items = register.items_for(user, plan).filter(pk__in={one.item for one in obstacles if one.item})
    seen_items = set(items.values_list("pk", flat=True))
    papers = queries.papers_for(user, plan).filter(pk__in={one.paper for one in obstacles if one.paper})
    seen_papers = {one.pk: links.paper_page(one) for one in papers}
    found = []
    for one in obstacles:
        if one.paper in seen_papers:
            found.append((one.sentence, seen_papers[one.paper]))
        elif one.item in seen_items:
            found.append((one.sentence, links.item_page(plan, one.item)))
        elif one.paper is None and one.item is None:
            found.append((one.sentence, ""))
    found = found[:MOST_SHOWN]
    return {"obstacles": found, "more": len(obstacles) - len(found), "blocked": bool(obstacles)}
