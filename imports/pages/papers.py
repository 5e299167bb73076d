"""The papers that somebody may work on, newest first: how far each has come, and what was found in it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render

from actions import links, permissions
from imports import queries
from imports.models import Upload
from imports.showing.papers import STATES, PaperLine, in_list

A_PAGE = 25


class PaperFilter(forms.Form):
    """What the list can be narrowed to."""

    words = forms.CharField(label="Words in the name of the file", required=False, max_length=200)
    state = forms.ChoiceField(label="State", required=False)
    organisation = forms.ChoiceField(label="Organisation", required=False)

    def __init__(self, query, user):
        super().__init__(query)
        self.fields["state"].choices = [("", "All"), *((slug, words) for slug, words, _ in STATES)]
        named = Upload.objects.filter(pk__in=queries.uploads_for(user).values("pk")).order_by("organisation__name")
        rows = list(named.values_list("organisation__slug", "organisation__name").distinct())
        self.fields["organisation"].choices = [("", "All"), *rows]
        if len(rows) < 2:
            del self.fields["organisation"]

    def chosen(self) -> dict[str, str]:
        """Return the value of each filter in use; what is no choice chooses nothing."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, uploads):
        """Return the uploads that every filter in use lets through."""
        chosen = self.chosen()
        if "words" in chosen:
            uploads = uploads.filter(name__icontains=chosen["words"])
        if "organisation" in chosen:
            uploads = uploads.filter(organisation__slug=chosen["organisation"])
        tests = {slug: test for slug, _, test in STATES}
        return uploads.filter(tests[chosen["state"]]) if "state" in chosen else uploads

    def in_words(self) -> list[tuple[str, str]]:
        """Return each filter in use as its name and words such as "State: Taken in"."""
        rows = []
        for name, value in self.chosen().items():
            field = self.fields[name]
            rows.append((name, f"{field.label}: {dict(getattr(field, 'choices', ())).get(value, value)}"))
        return rows


def papers(request):
    """Show the papers, `state`, `organisation` and `words` narrowing them."""
    if not permissions.takes_papers_in(request.user):
        raise PermissionDenied
    form = PaperFilter(request.GET, request.user)
    uploads = form.narrowed(in_list(request.user, queries.uploads_for(request.user)))
    page = Paginator(uploads, A_PAGE).get_page(request.GET.get("page"))
    lines = [PaperLine(upload) for upload in page]
    context = {
        "heading": "Papers",
        "about": "Committee papers that were brought, what was found in each, and what became of it.",
        "take_in": links.take_in_page(),
        "form": form,
        "chosen": [(words, without(request.GET, name)) for name, words in form.in_words()],
        "clear": "?",
        "page": page,
        "lines": lines,
        "any_on_its_way": any(line.is_on_its_way for line in lines),
        "several": "organisation" in form.fields,
    }
    return render(request, "imports/papers.html", context)


def without(query: QueryDict, name: str) -> str:
    """Return this page's address without one filter, from its first page on."""
    left = query.copy()
    for gone in (name, "page"):
        left.pop(gone, None)
    return f"?{left.urlencode()}"
