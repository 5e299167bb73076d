"""The filter beside a history: a query string in, the entries of the log that it asks for out."""

from datetime import datetime, time, timedelta

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from actions.lists.filters import Day, ListFilter, OneOf, few_words
from actions.models import Change
from actions.vocabulary import CHANGE_WORDS


class LogFilter(ListFilter):
    """What a history can be narrowed by: who, by which way, what, which action, which days."""

    words = django_filters.CharFilter(
        method="by_words", label="Words in the action or reference", max_length=200, validators=[few_words]
    )
    who = OneOf(label="Who", empty_label="Everybody")
    via = OneOf(label="By which way", empty_label="Any", choices=Change.Via.choices)
    event = OneOf(label="What", empty_label="Everything")
    since = Day(method="by_day", label="From")
    until = Day(method="by_day", label="To")

    class Meta:
        model = Change
        fields: list[str] = []

    def __init__(self, query, queryset: QuerySet[Change]):
        super().__init__(query, queryset)
        unordered = queryset.order_by()
        names = sorted(unordered.values_list("who", flat=True).distinct(), key=str.lower)
        events = unordered.values_list("event", flat=True).distinct()
        self.filters["who"].extra["choices"] = [(name, name) for name in names]
        kinds = ((event, CHANGE_WORDS.get(event, event)) for event in events)
        self.filters["event"].extra["choices"] = sorted(kinds, key=lambda kind: kind[1])

    def by(self, queryset, name, value):
        """Return the entries of that value."""
        return queryset.filter(**{name: value}) if value else queryset

    def by_words(self, queryset, name, value):
        """Return the entries of the actions that have every word in title or reference."""
        found = Q()
        for word in value.split():
            found &= Q(item__title__icontains=word) | Q(item__ref__icontains=word)
        return queryset.filter(found)

    def by_day(self, queryset, name, value):
        """Return the entries from that day on, or up to its end, by the site's own clock."""
        begin = timezone.make_aware(datetime.combine(value, time.min))
        if name == "since":
            return queryset.filter(recorded_at__gte=begin)
        return queryset.filter(recorded_at__lt=begin + timedelta(days=1))
