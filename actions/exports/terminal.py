"""A Report in, the lines of it that a terminal prints out."""

import textwrap
from collections.abc import Iterable

from actions.report import Group, Line, Report
from actions.rules.board import day
from actions.rules.totals import COUNTS

WIDTH = 100
# The numbers that stand on top, in this order; those of nought are left out, except the first three.
HEADLINE = ("items", "open", "done", "attention", "overdue", "past_original", "revised_twice", "disputed",
            "no_deadline", "no_owner", "not_stated")  # fmt: skip
THEME_COLUMNS = (("Items", "items"), ("Open", "open"), ("Done", "done"), ("Overdue", "overdue"),
                 ("Past first", "past_original"), ("Attention", "attention"))  # fmt: skip


def lines_of(report: Report, width: int = WIDTH) -> list[str]:
    """Return the report as lines of at most `width` characters."""
    return [
        *_heading(report, width),
        *_headline(report),
        *(_themes(report, width) if report.totals["items"] else ()),
        *_attention(report, width),
        *_due_since(report, width),
    ]


def _heading(report: Report, width: int) -> Iterable[str]:
    yield from _wrapped(report.title, width)
    yield from _wrapped(f"{report.organisation}, as at {day(report.as_of)}", width)
    yield "=" * width
    for sentence in report.sentences:
        yield from _wrapped(sentence, width)
    if report.publication:
        yield from _wrapped(report.publication, width)
    if not report.totals["items"] and report.holds_from:
        yield f"It holds this plan from {day(report.holds_from)}."


def _headline(report: Report) -> Iterable[str]:
    if not report.totals["items"]:
        return
    yield ""
    for place, slug in enumerate(HEADLINE):
        number = report.totals[slug]
        if number or place < 3:
            yield f"{number:>7,}  {COUNTS[slug].heading}"


def _themes(report: Report, width: int) -> Iterable[str]:
    first = width - sum(len(heading) + 2 for heading, _ in THEME_COLUMNS)
    yield ""
    yield "Theme".ljust(first) + "".join(heading.rjust(len(heading) + 2) for heading, _ in THEME_COLUMNS)
    yield "-" * width
    for section in report.sections:
        name = textwrap.shorten(_printable(f"{section.ref} {section.title}"), first - 2, placeholder=" …")
        yield name.ljust(first) + _row(section.counts)
    yield "-" * width
    yield "All themes".ljust(first) + _row(report.totals)


def _row(counts: dict[str, int]) -> str:
    return "".join(f"{counts[slug]:,}".rjust(len(heading) + 2) for heading, slug in THEME_COLUMNS)


def _attention(report: Report, width: int) -> Iterable[str]:
    if not report.totals["items"]:
        return
    yield ""
    yield "WHAT NEEDS THE BOARD’S ATTENTION"
    if not report.totals["attention"]:
        yield "Nothing: no rule applies to any action or step."
    for rule in report.rules:
        if rule.summed_up:
            yield ""
            yield from _wrapped(f"{rule.summed_up} Members may ask: {rule.question}", width)
    for group in report.attention:
        yield from _group(group, width)


def _group(group: Group, width: int) -> Iterable[str]:
    yield ""
    yield from _wrapped(f"{group.rule.heading} ({group.share})", width)
    yield "-" * width
    yield from _wrapped(f"{group.rule.definition} Members may ask: {group.rule.question}", width)
    refs = max(len(line.ref) for line in group.lines)
    for line in group.lines:
        yield ""
        yield from _entry(line, group.rule.slug, refs, width)


def _entry(line: Line, slug: str, refs: int, width: int) -> Iterable[str]:
    indent = " " * (refs + 2)
    yield from _wrapped(line.title, width, line.ref.ljust(refs + 2), indent)
    if line.not_public:
        yield from _wrapped(f"{line.not_public}.", width, indent, indent)
    if line.action_title:
        yield from _wrapped(f"Step of: {line.action_title}", width, indent, indent)
    yield from _wrapped(f"{line.why(slug)}.", width, indent, indent)
    yield from _wrapped(f"Lead: {'; '.join(line.leads) or 'no lead named'}.", width, indent, indent)
    yield from _wrapped(". ".join(_facts(line)) + ".", width, indent, indent)
    tags = [hit.heading for hit in line.tags(slug)]
    if tags:
        yield from _wrapped(f"Also: {'; '.join(tags)}.", width, indent, indent)


def _facts(line: Line) -> Iterable[str]:
    if line.first_date:
        yield f"First date {day(line.first_date)}"
    else:
        yield "First date not in the paper" if line.date_now else "No first date"
    now = f"Date now {day(line.date_now)}" if line.date_now else line.date_now_words
    yield now + (f", moved {line.moved}" if line.moved else "")
    if line.later_words:
        yield line.later_words
    if line.reported:
        yield f"Reported {line.reported}"


def _due_since(report: Report, width: int) -> Iterable[str]:
    if not report.due_since:
        return
    yield ""
    since = f"Fell due since {day(report.information_as_at)}, the date of the information; some may be done by now:"
    yield from _wrapped(since, width)
    for line in report.due_since:
        yield from _wrapped(f"{line.title}, due {day(line.date_now)}", width, f"  {line.ref}  ".ljust(6), "      ")


def _wrapped(text: str, width: int, first: str = "", indent: str = "") -> list[str]:
    return textwrap.wrap(_printable(text), width, initial_indent=first, subsequent_indent=indent) or [first]


def _printable(text: str) -> str:
    """Return the text on one line, without what would steer a terminal."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
