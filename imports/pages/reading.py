"""One paper: how far its reading has come, why it could not be read, or what was found in it."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from actions.rules.publication import mark_of
from actions.services.writing import Stale
from actions.templatetags.look import full_date
from imports import proposals, queries
from imports.models import ON_ITS_WAY, Upload
from imports.not_taken import NotTaken
from imports.showing.found import found_in
from imports.showing.navigation import may_save
from imports.tasks import take_up_again
from imports.turns import abandoned, progress_of
from imports.uploads import read_again
from tracker.form_fields import whole_number

PATIENCE = timedelta(seconds=60)  # so long a paper may wait before somebody should know


@never_cache
def reading(request, upload: int):
    """Show the paper in the state that it is in; with POST have it read once more, or set a plan aside (`aside`)."""
    upload = queries.upload_for(request.user, upload)
    request.organisation = upload.organisation
    if request.method == "POST":
        return set_aside(request, upload) if "aside" in request.POST else try_again(request, upload)
    take_up_again(upload)
    context = {
        "upload": upload,
        "heading": upload.name,
        "about": about(upload),
        "not_public": mark_of((upload.publication, upload.exempt_paragraph)),
        "breadcrumbs": [("Papers", reverse("papers"))],
        "before": queries.same_file_before(request.user, upload),
        "taken_in": queries.taken_in_before(request.user, upload),
    }
    if upload.state in ON_ITS_WAY:
        context |= on_its_way(upload)
    elif upload.state == Upload.State.READ:
        context["found"] = found_in(request.user, upload)
    return render(request, "imports/reading.html", context)


@never_cache
def reading_progress(request, upload: int):
    """Show how far the reading has come, for a page that asks by script; have the page made anew once it is over."""
    upload = queries.upload_for(request.user, upload)
    take_up_again(upload)
    if upload.state in ON_ITS_WAY and request.htmx:
        return render(request, "imports/reading_progress.html", {"upload": upload} | on_its_way(upload))
    return HttpResponseClientRefresh() if request.htmx else redirect("reading", upload.pk)


def try_again(request, upload: Upload):
    """Put the paper in line once more, unless it is in line or being read already; go back to its page."""
    if upload.state not in ON_ITS_WAY:
        try:
            read_again(upload, upload.version)
        except Stale as stale:
            messages.error(request, str(stale))
    return redirect("reading", upload.pk)


def set_aside(request, upload: Upload):
    """Say that a plan of the paper is not to be taken in, or after all (`aside` is no); go back to the paper."""
    number, version = whole_number(request.POST.get("number", "")), whole_number(request.POST.get("version", ""))
    proposal = get_object_or_404(queries.proposals_for(request.user, upload), number=number)
    if not may_save(request.user, proposal):
        raise PermissionDenied
    aside = request.POST["aside"] != "no"
    try:
        proposals.set_aside(proposal, version, request.user, aside)
    except (Stale, NotTaken) as refusal:
        messages.error(request, str(refusal))
    else:
        done = "set aside: nothing of it is taken in" if aside else "there to be taken in again"
        messages.success(request, f"“{proposal.title}” is {done}.")
    return redirect("reading", upload.pk)


def about(upload: Upload) -> str:
    """Return who brought the paper, when, and for what."""
    who = f" by {upload.uploaded_by}" if upload.uploaded_by else ""
    what = f" for {upload.plan}" if upload.plan else ""
    day = f", speaks for {full_date(upload.as_at)}" if upload.as_at else ""
    return f"Brought{who} on {full_date(upload.uploaded_at)}{what}{day}"


def on_its_way(upload: Upload) -> dict:
    """Return what the progress bar shows, and whether nobody seems to be reading at all."""
    now = timezone.now()
    waits = upload.state == Upload.State.WAITING
    return {
        "words": "Waiting to be read" if waits else progress_of(upload).words(),
        "percent": 0 if waits else upload.percent,
        "once_more": upload.tries if waits and upload.tries else 0,
        "nobody_reads": waits and bool(upload.beat_at) and upload.beat_at < now - PATIENCE and not busy(upload, now),
    }


def busy(upload: Upload, now) -> bool:
    """Whether some other paper is being read meanwhile."""
    others = Upload.objects.filter(state=Upload.State.READING).exclude(pk=upload.pk)
    return others.exclude(pk__in=abandoned(now).values("pk")).exists()
