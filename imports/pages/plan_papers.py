"""The papers that were taken into a plan, the newest day first, and those that were taken back."""

from django.shortcuts import render

from actions import links
from actions import queries as register
from actions.doubts import open_doubts
from actions.permissions import may
from imports import queries


def plan_papers(request, organisation: str, plan: str):
    """Show the papers of the plan, each with the way to everything that it did."""
    plan = register.plan_for(request.user, organisation, plan)
    request.organisation = plan.organisation
    context = {
        "plan": plan,
        "heading": "Papers",
        "breadcrumbs": links.breadcrumbs(plan),
        "links": links.plan_navigation(plan, "plan_papers", doubts=open_doubts(request.user, plan).count()),
        "papers": [(paper, links.paper_page(paper)) for paper in queries.papers_for(request.user, plan)],
        "may_take_in": may(request.user, "import_into_plan", plan) and not plan.archived,
        "of_plan": "/".join(links.of(plan)),
    }
    return render(request, "imports/plan_papers.html", context)
