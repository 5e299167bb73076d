"""A layout that an organisation keeps in; what pages say of it, out."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from actions.templatetags.look import full_date
from imports.models import OwnLayout
from imports.own_layouts import layout_of
from imports.showing.columns import FIELD_WORDS


@dataclass(frozen=True)
class Kept:
    """One layout as pages name it; `papers` of it are the uploads that were read by it, the newest first."""

    own: OwnLayout

    @property
    def title(self) -> str:
        return in_words(self.own.name)

    @property
    def address(self) -> str:
        return reverse("layout", args=[self.own.pk])

    @property
    def file(self) -> str:
        return reverse("layout_file", args=[self.own.pk])

    @property
    def columns(self) -> str:
        """The headings by which it knows a plan."""
        printed = layout_of(self.own).to_json()["columns"].values()
        return ", ".join(_named(one) for several in printed for one in _several(several))

    @property
    def made(self) -> str:
        return f"{full_date(self.own.made_at)}{_by(self.own.made_by)}"

    @property
    def used(self) -> str:
        """When it last read a paper, which, and who brought that."""
        if not self.own.papers:
            return "Not yet used"
        newest = self.own.papers[0]
        others = len(self.own.papers) - 1
        more = f", and {others} before" if others else ""
        return f"{full_date(newest.uploaded_at)}: {newest.name}{_by(newest.uploaded_by)}{more}"


def in_words(name: str) -> str:
    """Return a layout's name as people read it.

    >>> in_words("harbour_trust_plan")
    'Harbour trust plan'
    """
    return name.replace("_", " ").capitalize()


def holds(field: str) -> str:
    """Return what a column holds, in words."""
    return FIELD_WORDS.get(field, "Kept as printed")


def _named(one: str | int) -> str:
    return f"column {one}" if isinstance(one, int) else one


def _several(printed) -> list:
    return printed if isinstance(printed, list) else [printed]


def _by(user) -> str:
    return f", by {user}" if user else ""
