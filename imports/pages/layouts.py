"""How each council sets out its plans: its own layouts, when each was last used, and those that come with the site."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse

from actions import permissions
from imports import queries
from imports.layout import all_layouts
from imports.showing.layouts import Kept, in_words


def layouts(request):
    """Show the layouts of every organisation whose papers the user takes in."""
    if not permissions.takes_papers_in(request.user):
        raise PermissionDenied
    kept: dict[str, list[Kept]] = {one.name: [] for one in queries.organisations_for(request.user).order_by("name")}
    for own in queries.layouts_for(request.user):
        kept[own.organisation.name].append(Kept(own))
    context = {
        "heading": "How councils set out their plans",
        "breadcrumbs": [("Papers", reverse("papers"))],
        "organisations": kept.items(),
        "known": [(in_words(layout.name), layout.organisation) for layout in all_layouts() if layout.columns],
    }
    return render(request, "imports/layouts.html", context)
