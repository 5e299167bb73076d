"""The tables of a paper: which of them are plans, which belong together, and where one holds two."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse

from actions.services.writing import Stale
from imports import queries
from imports.arrange_form import ArrangeForm
from imports.arranging import arrangement_of
from imports.models import Upload
from imports.showing.tables import saved_plans, tables_of, titles_of
from imports.uploads import read_again

ON_A_PAGE = 50


def arrange(request, upload: int):
    """Show the tables; read the paper again as they are arranged."""
    paper = queries.upload_for(request.user, upload)
    request.organisation = paper.organisation
    if paper.state != Upload.State.READ:
        return redirect("reading", paper.pk)
    tables = tables_of(paper)
    page = Paginator(range(len(tables)), ON_A_PAGE).get_page(request.GET.get("page"))
    form = ArrangeForm(
        request.POST or None,
        tables=tables,
        shown=page.object_list,
        titles=titles_of(paper),
        arrangement=arrangement_of(paper),
        version=paper.version,
    )
    if request.method == "POST" and form.is_valid():
        try:
            read_again(paper, form.cleaned_data["version"], form.arranged())
        except Stale as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, "The paper is read again with its tables as you arranged them.")
            return redirect("reading", paper.pk)
    context = {
        "heading": "Tables",
        "upload": paper,
        "breadcrumbs": [("Papers", reverse("papers")), (paper.name, reverse("reading", args=[paper.pk]))],
        "saved": saved_plans(request.user, paper),
        "page": page,
        "form": form,
        "lines": form.lines(),
    }
    return render(request, "imports/arrange.html", context)
