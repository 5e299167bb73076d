"""A table that no layout claims in; how its headings and its contents make it a plan, or None, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from imports.heading_phrases import date_field_of
from imports.headings import OWNER_FIELDS, date_part, field_of, plain_heading
from imports.layout import Layout
from imports.pipeline.by_contents import title_by_contents
from imports.pipeline.by_look import settle_by_look
from imports.pipeline.month_notes import settle_month_notes
from imports.shapes import Cell, Match, Table
from imports.values.date_words import MONTHS, FoundDate, find_dates
from imports.values.names import is_owner_like
from imports.values.ratings import is_status, opening_status, yes_or_no
from imports.values.references import is_letter, parse_reference, split_reference

_SAMPLE = 40  # rows looked at to weigh a column
_FIRST_DATE = re.compile(r"\b(?:baseline|original|first)\b", re.IGNORECASE)
_DATE_NOW = ("due date", "due", "target date", "end date", "finish", "finish date", "deadline", "completion date")
_LEAST = 0.5  # a column counts for a field from this weight on
_DATES = ("due", "revised", "start", "done_on")
_OFTEN_NO_DATE = ("target", "targets", "date", "by", "from", "finish", "forecast", "start", "timing")
_DEGREE = re.compile(
    r"\W*(?:very )?(?:high|medium|moderate|low|critical|urgent|essential|desirable|advisory|significant|[hml])\W*", re.I
)
_FOUND = re.compile(r"\b(?:issues?|findings?|concerns?|weakness(?:es)?|observations?|matters?)\b", re.IGNORECASE)
# What lists kept on sites and in systems for tasks call the action, where no other column is one.
_CALLED = ("title", "summary", "subject", "name", "description", "details")
_NOTES = ("notes", "note", "remarks")  # progress where no other column tells it
_BESIDE_TITLE = 2  # a plan has at least so many of: an owner, a date, a status, progress


def by_headings(table: Table, generic: Layout) -> Match | None:
    """The best of the first rows as headings; None where the columns make no plan."""
    return _best(_weigh(table, at, generic) for at in range(min(3, len(table.rows) - 1)))


def likely(table: Table, generic: Layout) -> Match | None:
    """The same for any table: which columns would hold what, were it a plan; perhaps none of them actions."""
    return _best(_weigh(table, at, generic, anyway=True) for at in range(min(3, len(table.rows))))


def _best(tried: Iterable[Match | None]) -> Match | None:
    found = [match for match in tried if match is not None]
    return max(found, key=lambda match: (len(match.columns), match.confidence)) if found else None


def _weigh(table: Table, at: int, generic: Layout, anyway: bool = False) -> Match | None:
    headings = row_texts(table.rows[at])
    if any(len(heading) > 120 for heading in headings):
        return None
    body = _rows_below(table, at)
    weights = {
        (column, field): weight
        for column, heading in enumerate(headings)
        for field, weight in _column_weights(
            heading, [row[column] for row in body if column < len(row) and row[column]]
        )
    }
    assigned = _settle_blank(_assign(weights, headings), headings, body)
    columns = _settle_title(_settle_notes(assigned, headings, body), headings, body)
    columns = _settle_baseline(settle_month_notes(columns, headings, body), headings, body)
    columns = settle_by_look(columns, headings, table.rows[at + 1 :])
    columns = title_by_contents(columns, headings, body)
    if not anyway and not _is_plan(columns, answers="title" not in assigned.values()):
        return None
    chosen = [weights.get((column, field), 0.6) for column, field in columns.items() if field != "keep"]
    reasons = tuple(
        f"“{headings[column] or 'no heading'}” holds {field}"
        for column, field in sorted(columns.items())
        if field != "keep"
    )
    confidence = round(sum(chosen) / len(chosen), 2) if chosen else 0.0
    return Match(table, generic, headings, columns, at + 1, confidence, reasons)


def _rows_below(table: Table, at: int) -> list[tuple[str, ...]]:
    """The rows by which the columns are weighed: without those that span the table, such as a section's heading."""
    rows = [row_texts(row) for row in table.rows[at + 1 : at + 1 + _SAMPLE]]
    narrow = table.width < 3
    whole = [row for row in rows if narrow or len({text for text in row if text}) > 1]
    return whole or rows


def _share(cells: list[str], holds: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if holds(cell)) / len(cells) if cells else 0.0


def _has_date(cell: str) -> bool:
    short = len(cell) < 60
    return short and (bool(find_dates(cell)) or bool(re.match(r"(?:on-?going|tb[acd]|complete)", cell, re.IGNORECASE)))


def _whole_date(cell: str) -> bool:
    return any(found.kind in ("date", "month") and found.text == cell for found in find_dates(cell))


def _is_day(cell: str) -> bool:
    """Whether a cell holds a day, perhaps with its hour, and nothing else."""
    found = find_dates(cell)
    rest = cell[: found[0].begin] + cell[found[0].end :] if len(found) == 1 else cell
    return found != () and re.fullmatch(r"[\s\d:.]*(?:[ap]m)?[\s\d:.]*", rest, re.IGNORECASE) is not None


_HOLDS: dict[str, Callable[[str], object]] = {
    "ref": lambda cell: len(cell) < 16 and parse_reference(cell) and not _whole_date(cell),
    "due": _has_date,
    "revised": _has_date,
    "start": _has_date,
    "done_on": _has_date,
    "status": is_status,
    "rag": is_status,
    "title": lambda cell: len(cell.split()) > 2,
    "step": lambda cell: len(cell.split()) > 2,
    "recommendation": lambda cell: len(cell.split()) > 3,
    "update": lambda cell: len(cell.split()) > 1,
    **dict.fromkeys(OWNER_FIELDS, is_owner_like),
}


def _states_or_answers(cell: str) -> bool:
    return is_status(cell) or yes_or_no(cell) is not None


def _states(cell: str) -> bool:
    """Whether a cell holds a state, or opens with one and says little more: `Complete – evidence seen`."""
    return is_status(cell) or len(cell.split()) <= _FEW and opening_status(cell) is not None


_TYPED = ("ref", "due", "revised", "start", "done_on", "status", "rag", *OWNER_FIELDS)


def fits(table: Table, columns: dict[int, str]) -> bool:
    """Whether a table without headings holds, column by column, what another's columns hold."""
    rows = [row_texts(row) for row in table.rows]
    title = next((at for at, field in columns.items() if field == "title"), None)
    shares = [
        _share(filled, _HOLDS[field])
        for at, field in columns.items()
        if field in _TYPED and (filled := [row[at] for row in rows if at < len(row) and row[at]])
    ]
    worded = title is not None and sum(1 for row in rows if title < len(row) and len(row[title].split()) > 1) * 2 > len(
        rows
    )
    return worded and len(shares) > 1 and min(shares) >= 0.5


# What a column without a known heading may be taken for, and the share of its cells that must agree.
_FEW = 6  # words of a cell that holds a state
_BY_CONTENT = {"ref": 0.8, "due": 0.75, "status": 0.85, "lead": 0.85}


def _column_weights(heading: str, cells: list[str]) -> list[tuple[str, float]]:
    field, words = field_of(heading)
    if field in ("title", "recommendation", "section") and len(cells) > 2 and _are_references(cells):
        return [("ref", 0.9)]  # `Essential action`, with 1a, 1b, 2a below it
    part = date_part(heading) if plain_heading(heading) != "updated" else None  # alone it is when the row was written
    if part and cells and _share(cells, _has_date) >= 0.6:
        return [(part, 0.95)]  # `Baseline`, `Forecast`, `Actual` over columns of dates
    if field == "section" and cells and _share(cells, _DEGREE.fullmatch) > 0.6:
        return [("keep", 0.9)]  # `Priority`, with High, Medium, Low below it, or H, M, L
    if field == "section" and len(cells) > 2 and _share(cells, _HOLDS["ref"]) >= 0.6:
        return [("ref", 0.9)]  # `Action area`, with 1, 1.1, 1.2 below it
    if field == "keep" and cells and date_field_of(plain_heading(heading)) == "due" and _share(cells, _has_date) >= 0.8:
        return [("due", 0.8)]  # `Completed by`, with dates below it
    if field in ("section", "link", "response", "keep"):
        return [(field, words)]
    if field == "ref":
        running = plain_heading(heading) in ("no", "number", "sn")  # an identifier lasts longer than a running number
        return [("ref", (0.6 if running else 0.65) * words + 0.35 * _share(cells, _HOLDS["ref"]))]
    if field == "update" and cells and _share(cells, _is_day) >= 0.9:
        return [("keep", 0.9)]  # `Updated`, with nothing but the day of it
    if field in _DATES and plain_heading(heading) in _OFTEN_NO_DATE and cells and _share(cells, _has_date) < 0.3:
        return [("keep", 0.6)]  # `Target` over a column of percentages
    if field:
        holds = _states_or_answers if field == "status" else _HOLDS[field]
        held = _share(cells, holds) if cells else 0.5  # an empty column is neither for nor against
        others = _other_content(field, cells)
        return [(field, 0.65 * words + 0.35 * held), *((other, 0.5 * share) for other, share in others)]
    if heading and len(heading.split()) > 6:
        return []
    if not heading and cells and _share(cells, _HOLDS["ref"]) == 1:
        return [("ref", 0.62)]
    dated = date_field_of(plain_heading(heading))
    if dated and cells and _share(cells, _has_date) >= 0.6:
        return [(dated, 0.9 if dated == "revised" else 0.8)]  # `Now expected`, `Date implemented`
    return [
        (other, 0.62 * share)
        for other, least in _BY_CONTENT.items()
        if len(cells) > 2 and (share := _share(cells, _states if other == "status" else _HOLDS[other])) >= least
        if other != "ref" or _are_references(cells)
    ]


def _are_references(cells: list[str]) -> bool:
    numbers = [int(cell.rstrip(".")) for cell in cells if re.fullmatch(r"\d{1,3}\.?", cell)]
    if len(numbers) == len(cells) and numbers != sorted(numbers):
        return False  # scores: numbers of rows go up
    return _all_differ(cells) and _share(cells, _HOLDS["ref"]) >= _BY_CONTENT["ref"]


def _all_differ(cells: list[str]) -> bool:
    """Whether nearly every cell says something of its own, as references and actions do and years and names do not."""
    return len(set(cells)) * 5 >= 4 * len(cells)


def _other_content(field: str, cells: list[str]) -> list[tuple[str, float]]:
    """A column of states under `Progress` is a status, not a note."""
    if field == "update" and len(cells) > 2 and _share(cells, is_status) >= 0.9:
        return [("status", 2.0)]
    return []


def _assign(weights: dict[tuple[int, str], float], headings: tuple[str, ...]) -> dict[int, str]:
    """Each column its best field, each field its best column; owners may have several columns.

    Of two columns as likely, such as a rating for each of two months, the newest counts.
    """
    columns: dict[int, str] = {}
    newest = recency(headings)
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], -newest.get(pair[0][0], 0), pair[0][0]))
    for (column, field), weight in ranked:
        again = field == "revised" and weight > 0.85  # `Revised date 1`, `Revised date 2`
        taken = field in columns.values() and field not in (*OWNER_FIELDS, "keep", "update") and not again
        if column in columns or taken or weight < _LEAST:
            continue
        owned = set(OWNER_FIELDS) & set(columns.values())
        if field == "lead" and owned and field_of(headings[column])[0] not in OWNER_FIELDS:
            continue  # names under an unknown heading, beside a column of owners
        columns[column] = field
    return columns


def recency(headings: tuple[str, ...]) -> dict[int, int]:
    """By column, for headings that differ only in a month or a date: how new each is; the newest has the most.

    >>> recency(("RAG March", "RAG June")), recency(("RAG June 2023", "RAG May 2023"))
    ({0: 1, 1: 2}, {1: 1, 0: 2})
    """
    alike: dict[str, list[tuple[int, FoundDate]]] = {}
    for at, heading in enumerate(headings):
        dates = find_dates(heading)
        if len(dates) == 1:
            alike.setdefault(plain_heading(heading), []).append((at, dates[0]))
    ranks: dict[int, int] = {}
    for group in alike.values():
        if len(group) > 1:
            ranks |= {at: rank for rank, (at, _) in enumerate(_oldest_first(group), 1)}
    return ranks


def _oldest_first(group: list[tuple[int, FoundDate]]) -> list[tuple[int, FoundDate]]:
    """Dated headings in order; months without a year run to the right, or to the left where that is the shorter way."""
    if all(found.day for _, found in group):
        return sorted(group, key=lambda one: one[1].day)
    months = [MONTHS.index(found.text[:3].lower()) for _, found in group if found.text[:3].lower() in MONTHS]
    backwards = len(months) > 1 and (months[1] - months[0]) % 12 > 6
    return list(reversed(group)) if backwards else group


def _settle_notes(columns: dict[int, str], headings: tuple[str, ...], body: list[tuple[str, ...]]) -> dict[int, str]:
    """Where no column is known for progress, one of sentences under an unknown heading, right of the actions."""
    if "update" in columns.values() or "title" not in columns.values():
        return columns
    title = next(at for at, field in columns.items() if field == "title")
    noted = next((at for at in range(title, len(headings)) if plain_heading(headings[at]) in _NOTES), None)
    if noted is not None and columns.get(noted) in (None, "keep"):
        return columns | {noted: "update"}
    for at in range(len(headings) - 1, title, -1):
        filled = [row[at] for row in body if at < len(row) and row[at]]
        if at in columns or not headings[at] or field_of(headings[at])[0] or len(filled) < 3:
            continue
        told = sum(1 for text in filled if len(text.split()) > 2 and text.endswith((".", "!")))
        if told * 5 >= 4 * len(filled):
            return columns | {at: "update"}
    return columns


def _settle_baseline(columns: dict[int, str], headings: tuple[str, ...], body: list[tuple[str, ...]]) -> dict[int, str]:
    """`Finish | Baseline finish`: where the first date has a column of its own, the plain one holds the date now."""
    due = next((at for at, field in columns.items() if field == "due"), None)
    if due is None or "revised" in columns.values():
        return columns
    if _FIRST_DATE.search(headings[due]):
        plain = next((at for at, heading in enumerate(headings) if plain_heading(heading) in _DATE_NOW), None)
        return columns | {plain: "revised"} if plain is not None and columns.get(plain) in (None, "keep") else columns
    for at, heading in enumerate(headings):
        filled = [row[at] for row in body if at < len(row) and row[at]]
        free = columns.get(at) in (None, "keep") and _FIRST_DATE.search(heading)
        if free and filled and _share(filled, _has_date) >= 0.6:
            return columns | {at: "due", due: "revised"}
    return columns


def _settle_blank(columns: dict[int, str], headings: tuple[str, ...], body: list[tuple[str, ...]]) -> dict[int, str]:
    """A column of words without a heading, between references and actions: the actions; those beside it, steps."""
    ref = next((at for at, field in columns.items() if field == "ref"), None)
    title = next((at for at, field in columns.items() if field == "title"), None)
    blank = None if ref is None else ref + 1
    if blank is None or title != blank + 1 or blank in columns or headings[blank]:
        return columns
    filled = [row[blank] for row in body if blank < len(row) and row[blank]]
    return columns | {blank: "title", title: "step"} if _share(filled, _HOLDS["title"]) > 0.5 else columns


def _settle_title(columns: dict[int, str], headings: tuple[str, ...], body: list[tuple[str, ...]]) -> dict[int, str]:
    """A plan without a column of actions has its recommendations, or its steps, for actions.

    Beside an issue or a finding, which asks for nothing, the response is the action; so it is where several responses
    stand beside one recommendation.
    """
    if "title" in columns.values():
        return _asked_and_rest(columns, headings)
    first = {field: column for column, field in sorted(columns.items(), reverse=True)}
    found, answer = first.get("recommendation"), first.get("response")
    if found is not None and answer is not None:
        own = [at for at, field in columns.items() if field in (*OWNER_FIELDS, "due")]
        alone = sum(
            1
            for row in body
            if answer < len(row) and row[answer] and not row[found] and any(row[at] for at in own if at < len(row))
        )
        lettered = _share([row[answer] for row in body if answer < len(row) and row[answer]], _opens_with_letter) > 0.5
        if _FOUND.search(headings[found]) or alone > 1 or lettered:
            return columns | {answer: "title"}
    for stand_in in ("recommendation", "step", "response"):
        if stand_in in first:
            return columns | {first[stand_in]: "title"}
    called = {plain_heading(heading): at for at, heading in reversed(list(enumerate(headings))) if at not in columns}
    named = next((called[words] for words in _CALLED if words in called), None)
    return columns if named is None else columns | {named: "title"}


def _opens_with_letter(cell: str) -> bool:
    return is_letter(split_reference(cell)[0])


def _asked_and_rest(columns: dict[int, str], headings: tuple[str, ...]) -> dict[int, str]:
    """`Recommendation | Progress | Further action`, with nobody and no date: what is followed is the recommendation."""
    first = {field: column for column, field in sorted(columns.items(), reverse=True)}
    further = re.match(r"(?:further|next|remaining|outstanding)\b", headings[first["title"]], re.IGNORECASE)
    answered = {*OWNER_FIELDS, "due"} & first.keys()
    if not further or answered or "recommendation" not in first:
        return columns
    return columns | {first["recommendation"]: "title", first["title"]: "keep"}


def _is_plan(columns: dict[int, str], answers: bool) -> bool:
    """Whether the columns make a plan; `answers`: its actions are recommendations, beside which a response stands."""
    fields = set(columns.values())
    beside = [set(OWNER_FIELDS), {"due", "revised"}, {"status", "rag"}, {"update"}]
    if answers:
        beside += [{"response"}, {"link"}]
    return "title" in fields and sum(1 for group in beside if fields & group) >= _BESIDE_TITLE


def row_texts(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """The words of a row's cells, each on one line."""
    return tuple(" ".join(cell.text.split()) for cell in row)
