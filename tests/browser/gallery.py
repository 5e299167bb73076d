"""A page of every component, with invented matter: for the tests of the look and for whoever changes the styles.

It is served by this address list alone, never by the site: `ROOT_URLCONF=tests.browser.gallery`.
"""

from datetime import date
from types import SimpleNamespace as Made

import django_tables2
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe

from actions.models import Organisation
from actions.templatetags.look import dates_say, full_date, rating
from tracker import urls
from tracker.form_fields import RadiosWithHints, TypedDateField

SCHEME = (("Red", "red"), ("Amber", "amber"), ("Green", "green"), ("Blue", "blue"))


class UpdateForm(forms.Form):
    """One of each kind of field, as an update form has them."""

    note = forms.CharField(
        label="What has happened since the last update?",
        help_text="Write for a board member who has not met the action before.",
        widget=forms.Textarea({"rows": 4}),
    )
    rating = forms.ChoiceField(
        label="Your rating",
        help_text="Each means what this plan’s key says.",
        choices=[(word, word) for word, _ in SCHEME],
        widget=RadiosWithHints(
            hints={
                "Red": "Off track, or the date has slipped",
                "Amber": "On track, not yet finished",
                "Green": "Finished, evidence under way",
                "Blue": "Finished and signed off",
            }
        ),
    )
    steps = forms.MultipleChoiceField(
        label="Steps done",
        choices=[("a", "Draft the procedure"), ("b", "Train the duty teams")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    new_date = TypedDateField(
        label="New date", help_text="Only if you ask for one, for example 30 9 2020.", required=False
    )
    reason = forms.CharField(label="Reason for the new date", required=False)
    ask_board = forms.BooleanField(label="The board has agreed this date already", required=False)


class FilterForm(forms.Form):
    """What a list is filtered by."""

    words = forms.CharField(label="Words", required=False)
    lead = forms.ChoiceField(label="Lead", choices=[("", "Any lead"), ("1", "Head of Quality")], required=False)
    says = forms.MultipleChoiceField(
        label="What the dates say",
        choices=[("overdue", "Overdue"), ("date_moved", "Date moved"), ("no_date", "No date set")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due_from = forms.DateField(label="Due from", widget=forms.DateInput({"type": "date"}), required=False)


class ActionTable(django_tables2.Table):
    """Nine columns, as the list of actions has."""

    caption = "Actions of this plan"

    ref = django_tables2.Column("Reference", attrs={"cell": {"class": "ref"}})
    title = django_tables2.Column("Action", attrs={"td": {"class": "words"}})
    lead = django_tables2.Column("Lead")
    first_date = django_tables2.Column("First date", attrs={"td": {"class": "date"}})
    date_now = django_tables2.Column("Date now", attrs={"td": {"class": "date"}})
    days = django_tables2.Column("Days late", attrs={"cell": {"class": "count"}})
    rating = django_tables2.Column("Reported rating", attrs={"td": {"class": "tag-cell"}})
    says = django_tables2.Column("What the dates say", attrs={"td": {"class": "tag-cell"}})

    def render_title(self, value, record):
        return mark_safe(f'<a class="govuk-link" href="#{record["ref"]}">{value}</a>')

    def render_first_date(self, value):
        return full_date(value)

    render_date_now = render_first_date

    def render_rating(self, value):
        return rating(value, value)

    def render_says(self, value, record):
        return dates_say(value, record["days"])


WORK = (
    "Check the quality of every plan for a child at least once a quarter and tell the board what was found",
    "Agree with the hospital how and when referrals are sent on",
    "Train managers in recording supervision",
    "Publish one page for families on what help there is",
)
FACTS = ("overdue", "date_moved", "on_time", "done", "no_date", "not_stated")


def table_rows(number):
    return [
        {
            "ref": f"{1 + n // 8}{'abcdefgh'[n % 8]}",
            "title": WORK[n % len(WORK)],
            "lead": ("Head of Quality", "Director of Nursing; Head of Commissioning")[n % 2],
            "first_date": date(2018, 1 + n % 12, 28),
            "date_now": date(2018, 1 + n % 12, 28),
            "days": 61 * (n % 6 == 0),
            "rating": SCHEME[n % 4][0],
            "says": FACTS[n % 6],
        }
        for n in range(number)
    ]


def entry(**given):
    usual = {
        "ref": "4b", "title": WORK[0], "href": "#4b", "why": "Due 4 July 2018, overdue by 61 days",
        "leads": "Head of Quality; Director of Nursing", "first_date": date(2018, 3, 31), "date_now": date(2018, 7, 4),
        "days_later": 156, "moved": "once", "rating": "Amber", "rating_colour": "amber", "says": "overdue",
        "days_overdue": 61, "tags": ["Reported better than the dates show", "Moved twice or more"],
        "theme": "4 Quality of plans", "before": "",
    }  # fmt: skip
    return Made(**(usual | given))


ATTENTION = (
    entry(before="green, due 4 July 2018. Now overdue by 61 days."),
    entry(ref="1f", title=WORK[1], leads="", rating="", says="no_date", date_now=None, first_date=None, days_later=None,
          moved="", tags=[], why="The plan prints “TBC”", days_overdue=0),
)  # fmt: skip
COUNTS = (("Overdue", 13, "red"), ("Past its first date", 3, "amber"), ("On time", 20, "green"), ("Done", 28, "blue"))
THEMES = [
    Made(
        ref=str(n),
        title=title,
        href=f"#theme-{n}",
        cells=[(9, "#"), (n, "#"), (3, "#"), (0, "#"), (5 - n, "#")],
        bar=COUNTS,
    )
    for n, title in enumerate(("Leadership", "Quality of plans", "Permanence and care leavers"), 1)
]
HISTORY = (
    Made(title="New date: 30 November 2020", by="Programme manager", on=date(2020, 9, 30),
         text="Asked for by the Head of Quality: the trainer was called away.\nAgreed by the board.", source=""),
    Made(title="First date: 30 September 2020", by="", on=date(2020, 3, 2), text="",
         source="Read from improvement-plan.txt, page 12, table 3, row 4"),
)  # fmt: skip
CARDS = (
    (64, "Steps and actions", "in 27 actions", "", ""),
    (13, "Overdue", "last time 9", "#", "alert"),
    (3, "Past its first date", "last time 3", "#", "warn"),
    (20, "On time", "of 36 open", "#", "calm"),
    (28, "Done", "44% of all", "#", "done"),
    (0, "No date set", "", "#", ""),
)


@login_not_required
def gallery(request):
    """Draw every component; `?wrong=1` shows the form as it comes back with errors."""
    users, name = get_user_model().objects, {"name": "Programme manager"}
    request.user, _ = users.get_or_create(email="manager@example.org", defaults=name)
    request.organisation = Organisation(name="Northshire Council", colour=request.GET.get("colour", ""))
    messages.success(request, "The update was saved.")
    wrong = {"note": "", "new_date_day": "31", "new_date_month": "11", "new_date_year": "2020"}
    table = ActionTable(table_rows(60), request=request, order_by=request.GET.get("sort", "-days"))
    table.paginate(page=request.GET.get("page", 2), per_page=8)
    context = {
        "form": UpdateForm(wrong) if "wrong" in request.GET else UpdateForm(initial={"new_date": date(2020, 9, 30)}),
        "filter_form": FilterForm(request.GET or None, prefix="f"),
        "chosen": [] if "unused" in request.GET else [("Lead: Head of Quality", "#"), ("Overdue", "#")],
        "breadcrumbs": [("Plans", "/"), ("Children’s improvement plan", "/")],
        "sub_links": [("Board", "#", True), ("Actions", "#", False), ("Papers", "#", False)],
        "table": table,
        "empty_table": ActionTable([], request=request, empty_text="No action matches this filter."),
        "scheme": [*SCHEME, ("Not yet started", "grey"), ("Paused", "white"), ("Partly", "purple"),
                   ("Nearly", "yellow"), ("Brown", "brown"), ("Stopped", "black"), ("As stated", "")],
        "facts": FACTS,
        "columns": ["Open", "Overdue", "Past first date", "No date", "Done"],
        "themes": THEMES,
        "total": Made(title="All themes", cells=[(27, "#"), (6, "#"), (9, "#"), (0, "#"), (9, "#")], bar=COUNTS),
        "attention": ATTENTION,
        "history": HISTORY,
        "counts": COUNTS,
        "cards": CARDS,
        "as_at": date(2018, 9, 3),
        "details": [("Lead", "Head of Quality"), ("First date", "30 September 2020"), ("Stage", "In progress")],
    }  # fmt: skip
    return render(request, "components/gallery.html", context)


urlpatterns = [path("gallery/", gallery), *urls.urlpatterns]
