"""A heading that is a phrase or a question of a council's own in; the field its shape points to, and how surely, out.

`Who is taking this on`, `Where things stand`, `What we have agreed to do`, `Now expected`: no list has them all.
"""

from __future__ import annotations

import re

# Tried in this order: `What we have done` is progress, and every other `What we … do` an action.
_SHAPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "update",
        (
            r"what (?:we|has|have|is|was|did).*\b(?:done|did|achieved|happened|changed|delivered)(?: so far| to date)?",
            r"where (?:we|things?|it|this|are|is)\b.*",
            r"how (?:things?|it|this)\b.*\b(?:going|stands?|progressing)",
            r"how (?:are|is|far) (?:we|it|this|things?)\b.*",
            r"state of play|story so far|headlines?|narrative(?: \w+){1,3}",
            r"(?:\w+ ){0,2}position(?: \w+){0,3}",
            r"follow ?up(?: \w+){0,2}",
            r"(?:key )?highlights?(?: \w+){0,3}",
            r"(?:latest|last|most recent) (?:notes?|comments?|commentary)",
        ),
    ),
    ("keep", (r"what (?:we|the \w+) (?:have|has) in place", r"current (?:controls?|arrangements?|practice)")),
    (
        "title",
        (
            r"what (?:we|the \w+|will|needs?|is|are|must|has|should|do|does)\b.*\b(?:do|done|doing|happen)",
            r"how (?:we|the \w+|it|this|will|are)\b.*\b(?:do it|get there|deliver|achieve|respond)",
            r"how (?:we|the \w+) will put (?:it|this) right",
            r"(?:our |the |key )?(?:commitments?|pledges?|undertakings?|interventions?)",
            r"(?:remedial|corrective) \w+",
        ),
    ),
    (
        "owner",
        (
            r"who\b.*|whose\b.*",
            r"(?:held|owned|led|managed|taken forward|carried out|undertaken|delivered) by(?: whom)?",
            r"(?:service |operational |responsible )?manager",
            r"(?:lead |responsible |named )?(?:agency|agencies)(?: responsible)?",
            r"(?:budget|plan|scheme|project) (?:holder|manager|owner)",
        ),
    ),
    (
        "lead",
        (
            r"(?:operational|clinical|tactical|strategic|delivery|staff|force|finance) (?:leads?|owners?)",
            r"(?:gold|silver|bronze) (?:leads?|commanders?)",
        ),
    ),
    (
        "accountable",
        (
            r"(?:\w+ )?sponsor",
            r"(?:board|senior) (?:lead|owner)",
            r"(?:lead |strategic |board )?(?:director|executive)",
        ),
    ),
    ("due", (r"when (?:will|do|does|by|to|is it|we)\b.*|by what date",)),
    (
        "ref",
        (
            r"serial(?: no)?|u?id|urn|code|unique (?:id|ref\w*)",
            r"(?:\w+ ){1,2}(?:ref|reference|no|number|id|identifier)",
        ),
    ),
    ("section", (r"(?:name of )?audit(?: (?:title|name|review|report))?",)),
    (
        "recommendation",
        (
            r"(?:prior|previous|earlier)(?: years?)? recommendations?",
            r"(?:\w+ )?requirements?|\w+ (?:findings?|said|found)",
        ),
    ),
    ("status", (r"(?:addressed|actioned|resolved|discharged|closed|met|delivered)(?: y n| yes no)?",)),
    ("rag", (r"(?:level of )?confidence(?: in| of)? \w+|(?:level of )?delivery (?:risk|rating)",)),
)
_FIELDS = tuple((re.compile(shape), field) for field, shapes in _SHAPES for shape in shapes)
# Over a column of dates, a word that says which of a plan's dates it holds; the first that is found counts.
_DATE_WORDS = (
    (r"(?:for|to|by|at) (?:\w+ )?(?:meeting|committee|board)(?: on)?\Z", "due"),
    (r"raised|meeting|report(?:ed)?|audit|added|opened|logged|identified|review(?:ed)?|updated on|next", "keep"),
    (r"recommendation|(?:note|comment|update)\b.*\bdate|last (?:note|comment|update)", "keep"),
    (r"(?:actual(?:ly)?|completed|achieved|closed|done|implemented|delivered)(?! by\b)", "done_on"),
    (r"now|new|latest|revised?|rev|forecast|expected|current|extended|amended|re ?profiled|projected", "revised"),
    (r"second|third", "revised"),
    (r"start(?:s|ed)?|from|begins?|commence\w*", "start"),
    (r"promised|original|first|target|planned|due|agreed|deadline|finish|end|by|for|completion|implementation", "due"),
)
_DATES = tuple((re.compile(rf"\b(?:{words})\b"), field) for words, field in _DATE_WORDS)


def field_of_phrase(plain: str) -> tuple[str, float] | None:
    """The field that a plain heading's shape points to; None where it has no such shape.

    >>> field_of_phrase("what we have agreed to do"), field_of_phrase("who is taking this on")
    (('title', 0.8), ('owner', 0.8))
    >>> field_of_phrase("where things stand"), field_of_phrase("what we have done"), field_of_phrase("ward")
    (('update', 0.8), ('update', 0.8), None)
    """
    return next(((field, 0.8) for shape, field in _FIELDS if shape.fullmatch(plain)), None)


def date_field_of(plain: str) -> str | None:
    """Which of a plan's dates a heading over a column of dates means; `keep` for another date, None for no such word.

    >>> date_field_of("now expected"), date_field_of("promised for"), date_field_of("date implemented")
    ('revised', 'due', 'done_on')
    >>> date_field_of("date raised"), date_field_of("ward")
    ('keep', None)
    """
    return next((field for words, field in _DATES if words.search(plain)), None)
