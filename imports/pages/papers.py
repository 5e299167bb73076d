"""The papers that somebody may work on, newest first: how far each has come, and what was found in it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from actions import permissions
from imports import queries


def papers(request):
    """Show the papers."""
    if not permissions.takes_papers_in(request.user):
        raise PermissionDenied
    uploads = queries.uploads_for(request.user)
    return render(request, "imports/papers.html", {"heading": "Papers", "uploads": uploads[:50]})
