"""Template tags for what every page draws alike: `{% load look %}` gives dates, rating tags and bars of counts."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from actions.vocabulary import DAY_FACT_WORDS, DayFact

register = template.Library()

# Drawn, not typed: these five (and a diamond) look alike in every font, on paper and in black and white.
SHAPES = {
    "square": '<path d="M1 1h10v10H1z"/>',
    "triangle": '<path d="M6 .5 11.7 11H.3z"/>',
    "disc": '<circle cx="6" cy="6" r="5.2"/>',
    "tick": '<path d="M1.5 6.5 4.7 9.8 10.7 2.4" fill="none" stroke-width="2.2"/>',
    "ring": '<path d="M6 1.3a4.7 4.7 0 1 0 .01 0z" fill="none" stroke-width="1.6"/>',
    "diamond": '<path d="M6 .3 11.7 6 6 11.7.3 6z"/>',
    "arrow": '<path d="M1 6h8.5M6.2 2.2 10 6 6.2 9.8" fill="none" stroke-width="2"/>',
}
# The shape of each colour that schemes print; a colour not listed gets the ring.
SHAPE_OF_COLOUR = {
    "red": "square",
    "amber": "triangle",
    "yellow": "triangle",
    "green": "disc",
    "blue": "tick",
    "purple": "diamond",
    "brown": "diamond",
    "black": "square",
    "grey": "ring",
    "white": "ring",
}
SHAPE_OF_DAY_FACT = {
    DayFact.DONE: "tick",
    DayFact.ON_TIME: "disc",
    DayFact.DATE_MOVED: "arrow",
    DayFact.OVERDUE: "square",
    DayFact.NO_DATE: "ring",
    DayFact.NOT_STATED: "ring",
}
OTHER_NAMES = {"orange": "amber", "gray": "grey"}


@cache
def drawn(shape):
    """Return the SVG of a shape; hidden from screen readers, since the word beside it says the same."""
    attributes = 'class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false"'
    return mark_safe(f"<svg {attributes}>{SHAPES[shape]}</svg>")


def known_colour(colour):
    """Return the name under which the styles know a printed colour; "none" for no colour or one they lack."""
    name = (colour or "").strip().lower()
    name = OTHER_NAMES.get(name, name)
    return name if name in SHAPE_OF_COLOUR else "none"


@register.simple_tag
@lru_cache(maxsize=256)
def rating(label, colour=""):
    """Return a reported rating as a solid tag: shape and the plan's own word; nothing where nothing was reported."""
    if not label:
        return ""
    name = known_colour(colour)
    shape = drawn(SHAPE_OF_COLOUR[name]) if name != "none" else ""
    return format_html('<span class="rating rating--{}">{}{}</span>', name, shape, label)


@register.simple_tag
@lru_cache(maxsize=64)
def kept_back(words):
    """Return the mark of what is not for publication; nothing for what is public."""
    return format_html('<strong class="kept-back">{}</strong>', words) if words else ""


@register.simple_tag
@lru_cache(maxsize=1024)
def dates_say(fact, days=0):
    """Return what the dates say as an outlined tag, with the days overdue; empty where they say nothing."""
    if not fact:
        return ""
    fact = DayFact(fact)
    words = DAY_FACT_WORDS[fact]
    if fact == DayFact.OVERDUE and days:
        words = f"{words} by {counted(days, 'day')}"
    name = fact.value.replace("_", "-")
    return format_html('<span class="verdict verdict--{}">{}{}</span>', name, drawn(SHAPE_OF_DAY_FACT[fact]), words)


@register.filter
def full_date(value, otherwise=""):
    """Return a day as `30 September 2020`; `otherwise` where there is none. A time counts by the site's own clock.

    >>> from datetime import date
    >>> full_date(date(2020, 9, 30)), full_date(None, "No date set")
    ('30 September 2020', 'No date set')
    """
    day = as_day(value)
    return f"{day.day} {day:%B %Y}" if day else otherwise


@register.filter
def short_date(value, otherwise=""):
    """Return a day as `30 Sep 2020`, for narrow columns and nowhere else.

    >>> from datetime import date
    >>> short_date(date(2020, 9, 3))
    '3 Sep 2020'
    """
    day = as_day(value)
    return f"{day.day} {day:%b %Y}" if day else otherwise


@register.filter
def full_time(value, otherwise=""):
    """Return a moment as `30 September 2020 at 4:05pm`, by the site's own clock; `otherwise` where there is none."""
    if not value:
        return otherwise
    local = timezone.localtime(value)
    half = "am" if local.hour < 12 else "pm"
    return f"{full_date(local)} at {local.hour % 12 or 12}:{local:%M}{half}"


def as_day(value):
    """Return the calendar day of a date or a moment, or None."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def counted(number, noun):
    """Return a number with its noun, `1 day` or `1,200 days`; a noun with its own plural is given as `entry,entries`.

    >>> counted(1, "day"), counted(1200, "day"), counted(2, "reply,replies")
    ('1 day', '1,200 days', '2 replies')
    """
    one, _, many = noun.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a bar: what it counts, how many, its colour, and where it lies in per cent of the bar."""

    label: str
    count: int
    colour: str
    start: float
    width: float


def segments(counts):
    """Return the segments of `counts`, rows of (label, count, colour); zeros are left out, widths add up to 100."""
    total = sum(count for _, count, _ in counts)
    laid, start = [], 0.0
    for label, count, colour in counts:
        if count:
            width = 100 * count / total
            laid.append(Segment(label, count, known_colour(colour), round(start, 3), round(width, 3)))
            start += width
    return laid


@register.inclusion_tag("components/counts_bar.html")
def counts_bar(counts, key=True, thick=False):
    """Draw a bar of counts, rows of (label, count, colour), with its key in words unless `key` is false."""
    laid = segments(counts)
    return {
        "segments": laid,
        "words": ", ".join(f"{part.label} {part.count}" for part in laid),
        "total": sum(part.count for part in laid),
        "key": key,
        "thick": thick,
    }
