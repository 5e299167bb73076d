"""Whether something may be published: an item's own mark and its action's in, the words that stand beside it out."""

from collections.abc import Iterable

from actions.rules.judge import State
from actions.vocabulary import PUBLICATION_WORDS, Publication


def mark(publication: str, paragraph: str = "") -> str:
    """Return the words for what is kept back, with the paragraph that exempts it; nothing for what is public.

    >>> mark("not_for_publication", "2"), mark("not_for_publication"), mark("public", "2")
    ('Not for publication (paragraph 2)', 'Not for publication', '')
    >>> mark("not_for_publication", "Paragraph 3 of Schedule 12A")
    'Not for publication (paragraph 3 of Schedule 12A)'
    """
    if publication == Publication.PUBLIC:
        return ""
    words, paragraph = PUBLICATION_WORDS[Publication(publication)], paragraph.strip()
    if not paragraph or publication != Publication.NOT_FOR_PUBLICATION:
        return words
    if paragraph[:1].isdigit():
        paragraph = f"paragraph {paragraph}"
    return f"{words} ({paragraph[:1].lower()}{paragraph[1:]})"


def mark_of(*kept: tuple[str, str]) -> str:
    """Return the mark of an item, given publication and paragraph of its own and then of its action's.

    A step is no more public than its action.

    >>> mark_of(("public", ""), ("not_for_publication", "2"))
    'Not for publication (paragraph 2)'
    """
    return next((words for publication, paragraph in kept if (words := mark(publication, paragraph))), "")


def mark_of_state(state: State) -> str:
    """Return the mark of a judged action or step."""
    return mark_of(*((item.publication, item.exempt_paragraph) for item in (state.item, state.action)))


def numbered(things: Iterable[str]) -> str:
    """Return how many there are of each, in words that join; each is "action", "step" or "update".

    >>> numbered(["step", "action", "step"]), numbered([])
    ('1 action and 2 steps', '')
    """
    things = list(things)
    counts = [(things.count(thing), thing) for thing in ("action", "step", "update")]
    said = [f"{count:,} {thing}{'' if count == 1 else 's'}" for count, thing in counts if count]
    return " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))
