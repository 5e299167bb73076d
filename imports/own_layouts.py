"""How an organisation sets out its plans: a correction made by hand in, its own layout, tried from then on, out.

The only writer of OwnLayout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from actions.models import Organisation, User
from actions.services.writing import Stale
from imports.layout import Layout, all_layouts
from imports.models import OwnLayout, Upload
from imports.pipeline.minutes import NAME as MINUTES

LONGEST_NAME = 60
_STALE = "Somebody else changed this layout while you were looking at it. Nothing was saved."


class LayoutRefused(ValueError):
    """The layout cannot be kept; the message is one plain sentence, `field` the one that it is about."""

    def __init__(self, message: str, field: str = "name"):
        super().__init__(message)
        self.field = field


def layouts_of(organisation: Organisation | None) -> tuple[Layout, ...]:
    """Return the organisation's own layouts as reading tries them, without those that were retired.

    One that is not there yet has none.
    """
    kept = OwnLayout.objects.filter(organisation=organisation, retired_at=None)
    return tuple(layout_of(one) for one in kept)


def layout_of(own: OwnLayout) -> Layout:
    """Return the layout that is kept, under its name."""
    return replace(Layout.from_json(own.layout), name=own.name)


def keep(organisation: Organisation, name: str, layout: Layout, user: User) -> OwnLayout:
    """Keep a layout as the organisation's own, to be tried on every paper; raises LayoutRefused."""
    named = checked_name(organisation, name)
    told = _checked(layout, organisation, named)
    try:
        with transaction.atomic():
            return OwnLayout.objects.create(
                organisation=organisation, name=named, layout=told.to_json(), made_by=user, changed_by=user
            )
    except IntegrityError:
        raise LayoutRefused(_taken(name)) from None


def change(own: OwnLayout, version: int, name: str, layout: Layout, user: User) -> None:
    """Change a kept layout: papers are read by it as it now is from here on; raises Stale, LayoutRefused."""
    named = own.name if name == own.name else checked_name(own.organisation, name, own)
    told = _checked(layout, own.organisation, named)
    _write(own, version, user, name=named, layout=told.to_json())


def retire(own: OwnLayout, version: int, user: User) -> None:
    """Try a layout no longer; raises Stale."""
    _write(own, version, user, retired_at=timezone.now())


def bring_back(own: OwnLayout, version: int, user: User) -> None:
    """Try a retired layout again; raises Stale."""
    _write(own, version, user, retired_at=None)


def note_use(upload: Upload, names: Iterable[str]) -> None:
    """Keep by which of the organisation's own layouts the plans of an upload were read."""
    upload.own_layouts.set(OwnLayout.objects.filter(organisation=upload.organisation_id, name__in=set(names)))


def free_name(organisation: Organisation, words: str) -> str:
    """Return a name for a layout that nobody has yet, from a plan's title."""
    base = _plain(words)[:LONGEST_NAME].strip("_") or "our_plan"
    base = base if base[0].isalpha() else f"plan_{base}"
    taken = _names_taken(organisation)
    return next(name for name in chain((base,), (f"{base}_{n}" for n in count(2))) if name not in taken)


def checked_name(organisation: Organisation, name: str, own: OwnLayout | None = None) -> str:
    """Return the name under which a layout is kept; raises LayoutRefused for one that is taken, or is none."""
    plain = _plain(name)
    if not plain or not plain[0].isalpha():
        raise LayoutRefused("The name of a layout must begin with a letter, for example “improvement plan 2024”.")
    if len(plain) > LONGEST_NAME:
        raise LayoutRefused(f"The name of a layout may have {LONGEST_NAME} letters at most.")
    if plain in _names_taken(organisation, own):
        raise LayoutRefused(_taken(name))
    return plain


def _plain(words: str) -> str:
    """The name of a Python file that could join imports/layouts."""
    return re.sub(r"[-_]+", "_", slugify(words)).strip("_")


def _taken(name: str) -> str:
    return f"There is a layout called “{name.strip()}” already. Choose another name."


def _names_taken(organisation: Organisation, own: OwnLayout | None = None) -> set[str]:
    others = OwnLayout.objects.filter(organisation=organisation).exclude(pk=own.pk if own else None)
    return {MINUTES, *(layout.name for layout in all_layouts()), *others.values_list("name", flat=True)}


def _checked(layout: Layout, organisation: Organisation, name: str) -> Layout:
    """The layout as it is kept. One that names no words by which a table is known would read every table by it."""
    words = [one for printed in layout.columns.values() for one in _several(printed) if isinstance(one, str) and one]
    tables = tuple(one for one in layout.tables if isinstance(one, str))
    if not words and not tables:
        raise LayoutRefused(
            "This table has no headings by which it could be known again: say which words stand above it.", "tables"
        )
    return replace(layout, name=name, tables=tables, organisation=organisation.name, by_hand=True)


def _several(printed) -> tuple:
    return printed if isinstance(printed, tuple) else (printed,)


def _write(own: OwnLayout, version: int, user: User, **fields) -> None:
    try:
        with transaction.atomic():
            open_ones = OwnLayout.objects.filter(pk=own.pk, version=version)
            now = timezone.now()
            if not open_ones.update(version=F("version") + 1, changed_at=now, changed_by=user, **fields):
                raise Stale(_STALE)
    except IntegrityError:
        raise LayoutRefused(_taken(fields["name"])) from None
    own.refresh_from_db()
