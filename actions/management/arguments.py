"""What commands are given as text: the plan's name or a day in, the plan or the date out, or one clear sentence."""

import re
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError

from actions import queries
from actions.models import Plan

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s*[/. -]\s*(?P<month>\d{1,2}|[a-z]{3,9})\s*[/. -]\s*(?P<year>\d{4})", re.I)


def plan_named(name: str) -> Plan:
    """Return the plan called `ORGANISATION/PLAN`, or by its own slug where only one plan has it; else CommandError."""
    organisation, slash, slug = name.rpartition("/")
    found = Plan.objects.filter(slug=slug).select_related("organisation").order_by("organisation__slug")
    try:
        plans = list(found.filter(organisation__slug=organisation) if slash else found)
    except (OperationalError, ProgrammingError):
        raise CommandError("The database is not set up yet: run manage.py migrate first.") from None
    if len(plans) == 1:
        return plans[0]
    if plans:
        raise CommandError(f"Several plans are called “{slug}”: say {_either(plans)}.")
    raise CommandError(f"There is no plan “{name}”. {_known()}")


def _known() -> str:
    known = list(Plan.objects.select_related("organisation").order_by("organisation__slug", "slug")[:6])
    if not known:
        return "The register holds none yet."
    return f"The register holds {_either(known[:5])}{' and others' if len(known) > 5 else ''}."


def _either(plans: list[Plan]) -> str:
    names = [f"{plan.organisation.slug}/{plan.slug}" for plan in plans]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def day_typed(text: str) -> date:
    """Return the day typed as 2018-09-03, 3/9/2018 or 3 September 2018; CommandError where there is no such day.

    >>> day_typed("2018-09-03") == day_typed("3/9/2018") == day_typed("3 Sept 2018") == date(2018, 9, 3)
    True
    """
    match = ISO.fullmatch(text.strip()) or DAY_FIRST.fullmatch(text.strip())
    try:
        return date(int(match["year"]), _month(match["month"]), int(match["day"]))
    except TypeError:
        raise CommandError(f"“{text}” is not a date: write it as 2018-09-03 or 3 September 2018.") from None
    except ValueError:
        raise CommandError(f"There is no day “{text}” in the calendar.") from None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.index(text.lower()[:3]) + 1


def add_with_exempt(parser) -> None:
    """Give a command that prints or writes a plan the word by which it holds what is not for publication."""
    parser.add_argument(
        "--with-exempt",
        action="store_true",
        help="hold what is not for publication as well, each marked, for an exempt annex; without it nothing of that "
        "is in it. Working notes never are.",
    )


def left_out(with_exempt: bool) -> tuple[str, ...]:
    """Return the kinds of text that a command leaves out."""
    return queries.WITH_EXEMPT if with_exempt else queries.FOR_PUBLICATION


def written(path: str, content: bytes) -> Path:
    """Write `content` to the file `path`, whole or not at all, and return it; CommandError where that cannot be."""
    target = Path(path)
    if target.is_dir():
        raise CommandError(f"{target} is a folder: name a file in it.")
    if not target.parent.is_dir():
        raise CommandError(f"There is no folder {target.parent}: make it first, or name another.")
    half = target.with_name(f".{target.name}.part")
    try:
        half.write_bytes(content)
        half.replace(target)
    except OSError as problem:
        half.unlink(missing_ok=True)
        raise CommandError(f"{target} could not be written: {problem.strerror}.") from None
    return target
