"""One layout that an organisation keeps: read, changed, retired, brought back, taken away as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from actions.services.writing import Stale
from imports import own_layouts, queries
from imports.layout_file import file_of
from imports.layout_form import LayoutForm
from imports.models import OwnLayout
from imports.own_layouts import LayoutRefused
from imports.showing.layouts import Kept
from tracker.form_fields import whole_number


def layout(request, pk: int):
    """Show the layout and its form; save it, or do what `do` says: retire, bring_back."""
    own = queries.layout_for(request.user, pk)
    request.organisation = own.organisation
    form = LayoutForm(request.POST if request.method == "POST" and "do" not in request.POST else None, own=own)
    if request.method == "POST":
        said = _done(request, own) if "do" in request.POST else form.is_valid() and _saved(request, own, form)
        if said:
            messages.success(request, said)
            return redirect("layout", pk=own.pk)
    kept = Kept(own)
    context = {
        "heading": kept.title,
        "breadcrumbs": [("Papers", reverse("papers")), ("Layouts", reverse("layouts"))],
        "own": own,
        "kept": kept,
        "form": form,
    }
    return render(request, "imports/layout.html", context)


def layout_file(request, pk: int):
    """Give the layout as a file that could join imports/layouts/."""
    own = queries.layout_for(request.user, pk)
    answer = HttpResponse(file_of(own_layouts.layout_of(own)), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{own.name}.py"'
    return answer


def _saved(request, own: OwnLayout, form: LayoutForm) -> str:
    """Save what the form says; return what to tell, or nothing where it was refused, with the form saying why."""
    cleaned = form.cleaned_data
    try:
        own_layouts.change(own, cleaned["version"], cleaned["name"], cleaned["layout"], request.user)
    except LayoutRefused as refused:
        form.add_error(refused.field, str(refused))
    except Stale as stale:
        form.add_error(None, str(stale))
    else:
        return "The layout is saved. Papers that are read from now on are read by it."
    return ""


def _done(request, own: OwnLayout) -> str:
    version = whole_number(request.POST.get("version", ""))
    retired = request.POST["do"] == "retire"
    try:
        (own_layouts.retire if retired else own_layouts.bring_back)(own, version, request.user)
    except Stale as stale:
        messages.error(request, str(stale))
        return ""
    if retired:
        return "The layout is retired: no paper is read by it any more. What was taken in by it stays as it is."
    return "The layout is in use again."
