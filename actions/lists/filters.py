"""The filter beside a list of actions: a query string in; for today a queryset out, for any other day states."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from actions import queries
from actions.models import Item, Plan, RatingLabel
from actions.rules.judge import State
from actions.templatetags.look import full_date
from actions.vocabulary import FIELD, STAGE_WORDS, choices

NOTHING = "none"
MOST_WORDS = 10
DAY_FIRST = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d-%m-%Y")


@dataclass(frozen=True, slots=True)
class Test:
    """One filter, said twice: as a condition on an item's current values, and as a test of a state on any day.

    The first takes the value chosen and the filter, which knows plan and day; tests/pages/test_plan_actions.py holds
    the two to one another.
    """

    in_database: Callable[[object, "ActionFilter"], Q]
    on_state: Callable[[State, object], bool]


def _theme(value: str, _) -> Q:
    section = None if value == NOTHING else value
    return Q(parent=None, section=section) | Q(parent__isnull=False, parent__section=section)


def _words(value: str, chosen: "ActionFilter") -> Q:
    found = Q()
    for word in value.split():
        here = Q(title__icontains=word) | Q(ref__icontains=word)
        # Actions with steps are few, and found by the index: SQLite would use none for a bare `is_leaf=False`.
        actions = Item.objects.filter(here, plan=chosen.plan, is_leaf__in=[False])
        found &= here | Q(parent__in=actions.values("pk"))
    return found


def _has_words(state: State, value: str) -> bool:
    texts = [text.lower() for item in (state.item, state.action) for text in (item.ref, item.title)]
    return all(any(word in text for text in texts) for word in value.lower().split())


def _label(state: State) -> str:
    return state.reported.label.label if state.reported and state.reported.label else NOTHING


def _rated(value: str, chosen: "ActionFilter") -> Q:
    """Return what is rated so: by current values, less and more what a rating set by hand changes on the day."""
    stored = Q(rating=None) if value == NOTHING else Q(rating__label=value)
    by_hand = chosen.by_hand
    if not by_hand:
        return stored
    so = [pk for pk, given in by_hand.items() if (given.label.label if given.label else NOTHING) == value]
    return stored & ~Q(pk__in=list(by_hand)) | Q(pk__in=so)


TESTS = {
    "words": Test(_words, _has_words),
    "theme": Test(_theme, lambda s, value: str(s.action.section or NOTHING) == value),
    "lead": Test(
        lambda value, _: queries.held_by(party=int(value)),
        lambda s, value: any(str(o.party) == value for o in s.owners),
    ),
    "body": Test(lambda value, _: queries.held_by(body=value), lambda s, value: any(o.body == value for o in s.owners)),
    "rating": Test(
        _rated,
        lambda s, value: _label(s) == value,
    ),
    "stage": Test(lambda value, _: Q(stage=value), lambda s, value: s.stage == value),
    "overdue": Test(lambda _, chosen: queries.overdue(chosen.on), lambda s, _: s.overdue > 0),
    "due_from": Test(
        lambda value, _: Q(due__gte=value), lambda s, value: bool(s.deadline.due) and s.deadline.due >= value
    ),
    "due_to": Test(
        lambda value, _: Q(due__lte=value), lambda s, value: bool(s.deadline.due) and s.deadline.due <= value
    ),
}


def few_words(text: str) -> None:
    """Refuse more words than a search is for; every one of them is a condition in the database."""
    if len(text.split()) > MOST_WORDS:
        raise forms.ValidationError(f"Type at most {MOST_WORDS} words")


class PlainSelect(forms.Select):
    """A choice drawn at once: Django makes a dictionary and a template of every option, and a plan has 300 leads."""

    def render(self, name, value, attrs=None, renderer=None):
        """Return the select element with its options."""
        chosen = str(value or "")
        options = "\n".join(
            f'<option value="{escape(str(key))}"{" selected" if str(key) == chosen else ""}>{escape(words)}</option>'
            for key, words in self.choices
        )
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attributes, mark_safe(options))


class OneOf(django_filters.ChoiceFilter):
    """A choice of one, or of nothing."""

    def __init__(self, **kwargs):
        super().__init__(method="by", widget=PlainSelect, **kwargs)


class Ticked(django_filters.Filter):
    """A box that filters when it is ticked and does nothing when it is not."""

    field_class = forms.BooleanField


class Day(django_filters.DateFilter):
    """A day, typed; the day comes first whatever the browser's own habit."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=DAY_FIRST,
            widget=forms.TextInput({"class": "govuk-input--width-10"}),
            help_text="For example, 30/9/2020",
            error_messages={"invalid": "Enter a real date, such as 30/9/2020"},
            **kwargs,
        )


class ListFilter(django_filters.FilterSet):
    """A filter that says in words what it is narrowed by. What is no choice is an error beside its field."""

    def chosen(self) -> dict[str, object]:
        """Return the value of each filter in use."""
        self.form.full_clean()  # what is no choice is an error beside its field, and chooses nothing
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str]]:
        """Return each filter in use as its name and words such as "Theme: Practice"."""
        return [(name, self._words(name, value)) for name, value in self.chosen().items()]

    def _words(self, name: str, value) -> str:
        field = self.form.fields[name]
        if value is True:
            return field.label
        shown = full_date(value) or dict(getattr(field, "choices", ())).get(value, value)
        return f"{field.label}: {shown}"


class ActionFilter(ListFilter):
    """What a list of actions can be narrowed by. `show` picks what counts (steps, and actions without any) or actions.

    `on` is the day of the list. A value that is no choice is an error beside its field and filters nothing.
    """

    words = django_filters.CharFilter(
        method="by", label="Words in the action or reference", max_length=200, validators=[few_words]
    )
    theme = OneOf(empty_label="All")
    lead = OneOf(empty_label="Everybody")
    body = OneOf(label="Body", empty_label="All")
    rating = OneOf(label=FIELD["rating"].heading, empty_label="All")
    stage = OneOf(label="Stage", empty_label="All", choices=choices(STAGE_WORDS))
    overdue = Ticked(method="by", label="Overdue")
    due_from = Day(method="by", label="Due from")
    due_to = Day(method="by", label="Due to")
    show = OneOf(
        label="Show",
        empty_label="Steps, and actions without steps",
        choices=[("actions", "Actions, each with its steps summed up")],
    )

    class Meta:
        model = Item
        fields: list[str] = []

    def __init__(self, query, queryset: QuerySet[Item], plan: Plan, on: date, user):
        super().__init__(query, queryset)
        self.plan, self.on, self.user = plan, on, user
        for name, rows in _choices(user, plan).items():
            if rows:
                self.filters[name].extra["choices"] = rows
            else:
                del self.filters[name]
        for name, term in (("theme", "section"), ("lead", "owners")):
            if name in self.filters:
                self.filters[name].label = plan.headings.get(term) or FIELD[term].heading

    @cached_property
    def by_hand(self) -> dict:
        """The ratings that were set by hand and count on the day, by item."""
        return queries.set_by_hand(self.user, self.plan, self.on)

    def by(self, queryset, name, value):
        """Return the queryset narrowed by one filter."""
        return queryset.filter(TESTS[name].in_database(value, self)) if name in TESTS and value else queryset

    def of_states(self, states: Iterable[State]) -> list[State]:
        """Return the states that every chosen filter lets through."""
        chosen = [(TESTS[name].on_state, value) for name, value in self.chosen().items() if name in TESTS]
        return [state for state in states if all(test(state, value) for test, value in chosen)]


def _choices(user, plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """Return what the plan offers in each filter, of what `user` may see; one with no choice is left out."""
    sections = queries.sections_for(user, plan).values_list("pk", "ref", "title")
    themes = [(str(pk), _short(f"{ref} {title}".strip())) for pk, ref, title in sections]
    labels = RatingLabel.objects.filter(scheme__plan=plan, scheme__retracted_at=None).order_by(
        "scheme__version", "position"
    )
    ratings = list(dict.fromkeys(labels.values_list("label", flat=True)))
    parties = list(queries.parties_in(user, plan).values_list("pk", "name", "body__name"))
    bodies = sorted({body for *_, body in parties if body})
    return {
        "theme": themes and [*themes, (NOTHING, "No theme")],
        "lead": [(str(pk), _short(name)) for pk, name, _ in parties],
        "body": [(name, name) for name in bodies],
        "rating": ratings and [*((label, label) for label in ratings), (NOTHING, "Not rated")],
    }


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
