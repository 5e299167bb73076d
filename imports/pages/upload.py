"""Bringing a paper: the form, and the file kept and put in line to be read, or refused beside its field."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from actions import links
from actions.models import Organisation, Plan
from actions.permissions import takes_papers_in
from actions.templatetags.look import full_date
from imports import queries
from imports.models import Upload
from imports.not_taken import day_refused
from imports.uploads import Brought, UploadRefused, accept
from tracker.form_fields import TypedDateField
from tracker.stored_files import largest_in_words, told_to_the_browser

FEW = 7  # so many choices are shown at once, more in a list that opens
EXAMPLE = "For example, 30\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}2020."


class UploadForm(forms.Form):
    """A paper, whose it is, the day it speaks for and whether it may be published; gives a Brought."""

    into = forms.ChoiceField(
        label="What is the paper about?",
        help_text="Where it holds several plans, or one that is new here, choose the organisation.",
        error_messages={"required": "Choose the organisation or the plan that the paper is about"},
    )
    file = forms.FileField(label="The paper", allow_empty_file=True, error_messages={"required": "Choose the paper"})
    as_at = TypedDateField(
        label="The day it speaks for (optional)",
        required=False,
        help_text=f"Only where the paper does not print it: often the date of the report. {EXAMPLE}",
    )
    exempt = forms.BooleanField(label="This paper is not for publication", required=False)
    exempt_paragraph = forms.CharField(
        label="Paragraph (optional)",
        required=False,
        max_length=Upload._meta.get_field("exempt_paragraph").max_length,
        help_text="Of Schedule 12A, such as 2 or 3.",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    exempt_reason = forms.CharField(
        label="Reason (optional)", required=False, max_length=Upload._meta.get_field("exempt_reason").max_length
    )

    def __init__(self, data=None, files=None, *, user, into: str = ""):
        self.user = user
        self.organisations = {one.slug: one for one in queries.organisations_for(user)}
        self.plans = {"/".join(links.of(plan)): plan for plan in queries.plans_for(user).filter(archived=False)}
        offered = self._offered()
        chosen = into if into in {**self.plans, **self.organisations} else ""
        only = next(iter({**self.organisations, **self.plans}), "") if self.choices == 1 else ""
        super().__init__(data, files, initial={"into": chosen or only})
        self.fields["into"].choices = (
            offered if self.choices <= FEW else [("", "Choose an organisation or a plan"), *offered]
        )
        self.fields["into"].widget = forms.RadioSelect() if self.choices <= FEW else forms.Select()
        self.fields["into"].widget.choices = self.fields["into"].choices
        self.fields["file"].help_text = (
            "A Word document, an Excel workbook, a PDF, a web page, separated values or text, "
            f"of up to {largest_in_words()}."
        )
        self.fields["file"].widget.attrs |= told_to_the_browser()
        self.fields["as_at"].called = "The day it speaks for"

    @property
    def choices(self) -> int:
        """The number of organisations and plans that the paper can be about."""
        return len(self.organisations) + len(self.plans)

    def _offered(self) -> list:
        """Whole organisations first, each above its plans; nothing is grouped where there is only one organisation."""
        by_name: dict[str, list] = {}
        for slug, organisation in self.organisations.items():
            whole = "Any plan of theirs, or a new one" if len(self.organisations) > 1 else f"{organisation}, any plan"
            by_name.setdefault(organisation.name, []).append((slug, whole))
        for key, plan in sorted(self.plans.items(), key=lambda pair: pair[1].title):
            by_name.setdefault(plan.organisation.name, []).append((key, plan.title))
        groups = sorted(by_name.items())
        return groups if len(groups) > 1 else groups[0][1] if groups else []

    def clean_as_at(self):
        """Refuse a day that is still to come, or too long ago."""
        day = self.cleaned_data.get("as_at")
        if day and (refused := day_refused(day, timezone.localdate())):
            raise forms.ValidationError(f"The day it speaks for is {full_date(day)}: {refused}")
        return day

    def clean(self):
        """Have the file chosen again where anything else is wrong: a browser forgets it."""
        given = super().clean()
        if not given.get("exempt") and (given.get("exempt_paragraph") or given.get("exempt_reason")):
            self.add_error("exempt", "Tick this, or leave the paragraph and the reason empty")
        if self.errors and given.get("file"):
            self.add_error("file", f"Choose {given['file'].name} again, since a browser forgets the file")
        return given

    def brought(self) -> Brought:
        """What was said of the file."""
        given = self.cleaned_data
        plan: Plan | None = self.plans.get(given["into"])
        organisation: Organisation = plan.organisation if plan else self.organisations[given["into"]]
        return Brought(
            organisation=organisation,
            user=self.user,
            plan=plan,
            as_at=given["as_at"],
            not_for_publication=given["exempt"],
            exempt_paragraph=given["exempt_paragraph"],
            exempt_reason=given["exempt_reason"],
        )


def upload(request):
    """Show the form, with `?plan=organisation/plan` chosen; keep the file that is sent and go to its page."""
    if not takes_papers_in(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user, into=request.GET.get("plan", ""))
    if request.method == "POST" and form.is_valid():
        try:
            kept, is_new = accept(form.cleaned_data["file"], form.brought())
        except UploadRefused as why:
            form.add_error("file", str(why))
        else:
            if not is_new:
                messages.info(request, brought_before(kept))
            return redirect("reading", kept.pk)
    context = {
        "form": form,
        "heading": "Take in a paper",
        "breadcrumbs": [("Papers", reverse("papers"))],
        "exempt_open": any(form[name].errors or form[name].value() for name in form.fields if "exempt" in name),
    }
    return render(request, "imports/upload.html", context)


def brought_before(kept: Upload) -> str:
    """Return the sentence for a file that is here already."""
    who = f" by {kept.uploaded_by}" if kept.uploaded_by else ""
    return f"This file was brought before{who} on {full_date(kept.uploaded_at)}. This is what was read of it then."
