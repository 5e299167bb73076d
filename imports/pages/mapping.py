"""One table of a paper: what each of its columns holds, what the words of its ratings mean, and what that reads to."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from actions.permissions import may
from actions.services.writing import Stale
from imports import own_layouts, queries
from imports.arranging import arrangement_of, as_found, with_columns
from imports.layout import Layout
from imports.mapping_form import MappingForm
from imports.models import OwnLayout, Upload
from imports.own_layouts import LayoutRefused
from imports.pipeline.trial import trial
from imports.shapes import TableSeen
from imports.showing.layouts import in_words
from imports.showing.tables import alike, how_sure, named, saved_plans, table_at, tables_of, titles_of
from imports.showing.trial import trial_rows
from imports.uploads import read_again
from tracker.form_fields import whole_number


def mapping(request, upload: int, table: str):
    """Show the table and the choices; try them (`try`), save them (`save`), or forget them (`forget`)."""
    paper = queries.upload_for(request.user, upload)
    request.organisation = paper.organisation
    if paper.state != Upload.State.READ:
        return redirect("reading", paper.pk)
    tables = tables_of(paper)
    seen = table_at(tables, table)
    if seen is None or not seen.rows:
        raise Http404
    if request.method == "POST" and "forget" in request.POST:
        return _forgotten(request, paper, tables, seen)
    titles = titles_of(paper)
    title = titles[seen.plan - 1] if seen.plan and seen.plan <= len(titles) else ""
    form = _form(request, paper, seen, title)
    if "save" in request.POST and form.is_valid() and _saved(request, paper, tables, seen, form):
        return redirect("reading", paper.pk)
    context = {
        "heading": named(seen),
        "upload": paper,
        "breadcrumbs": [
            ("Papers", reverse("papers")),
            (paper.name, reverse("reading", args=[paper.pk])),
            ("Tables", reverse("arrange", args=[paper.pk])),
        ],
        "saved": saved_plans(request.user, paper),
        "seen": seen,
        "title": title,
        "sure": how_sure(seen.confidence),
        "alike": len(alike(tables, seen)),
        "form": form,
        "is_by_hand": arrangement_of(paper).of(seen.key).layout is not None,
        "tried": _tried(seen, form),
    }
    return render(request, "imports/mapping.html", context)


def _form(request, paper: Upload, seen: TableSeen, title: str) -> MappingForm:
    return MappingForm(
        request.POST or None,
        seen=seen,
        said=_said(paper, seen),
        version=paper.version,
        name=in_words(
            own_layouts.free_name(paper.organisation, title or (seen.above[-1] if seen.above else paper.name))
        ),
        may_keep=may(request.user, "import_into_organisation", paper.organisation),
    )


def _said(paper: Upload, seen: TableSeen) -> Layout | None:
    """What was said of the table by hand: for this paper, or in the organisation's own layout that read it."""
    said = arrangement_of(paper).of(seen.key).layout
    if said is None and seen.plan:
        own = OwnLayout.objects.filter(organisation=paper.organisation, name=seen.layout).first()
        said = own_layouts.layout_of(own) if own else None
    return said


def _tried(seen: TableSeen, form: MappingForm):
    layout = form.layout()
    plan = trial(seen, layout) if layout else None
    return trial_rows(plan) if plan else None


def _saved(request, paper: Upload, tables: list[TableSeen], seen: TableSeen, form: MappingForm) -> bool:
    """Save the columns, perhaps as a layout; return whether it was done, with the form saying why not."""
    layout = form.layout()
    kept = ""
    try:
        with transaction.atomic():
            if form.cleaned_data.get("keep"):
                own = own_layouts.keep(paper.organisation, form.cleaned_data["name"], layout, request.user)
                layout, kept = own_layouts.layout_of(own), own.name
            arranged = with_columns(arrangement_of(paper), tables, seen, layout)
            read_again(paper, form.cleaned_data["version"], arranged)
    except LayoutRefused as refused:
        form.add_error({"tables": "above"}.get(refused.field, refused.field), str(refused))
        return False
    except Stale as stale:
        form.add_error(None, str(stale))
        return False
    also = " It is kept as a layout, and later papers are read by it." if kept else ""
    messages.success(request, f"The paper is read again with the columns as you said.{also}")
    return True


def _forgotten(request, paper: Upload, tables: list[TableSeen], seen: TableSeen):
    """Read the table again as it was found, whatever was said of it by hand."""
    version = whole_number(request.POST.get("version", ""))
    try:
        read_again(paper, version, as_found(arrangement_of(paper), (seen, *alike(tables, seen))))
    except Stale as stale:
        messages.error(request, str(stale))
    else:
        messages.success(request, "The paper is read again; what was said of this table is forgotten.")
    return redirect("reading", paper.pk)
