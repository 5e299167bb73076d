"""The form in which a kept layout is changed: headings and what they hold, words of ratings and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import forms

from imports.layout import Layout
from imports.layout_json import Headings, LayoutError, Rating
from imports.models import OwnLayout
from imports.own_layouts import LONGEST_NAME
from imports.showing.columns import COLOUR_CHOICES, FIELD_WORDS, STATUS_CHOICES

_SPARE_COLUMNS, _SPARE_RATINGS = 3, 2  # empty rows, to add to what there is
_LONGEST = 200
_NUMBERED = re.compile(r"column (?P<number>\d{1,3})", re.IGNORECASE)
_FIELDS = (("", "Choose what it holds"), *FIELD_WORDS.items(), ("keep", "Keep as printed"))


class LayoutForm(forms.Form):
    """A layout as it is kept; a row left empty says nothing."""

    name = forms.CharField(label="Name of the layout", max_length=LONGEST_NAME * 2)
    tables = forms.CharField(
        label="Only tables below these words (optional)",
        required=False,
        max_length=_LONGEST,
        help_text="Words that stand above the table in every paper, such as the plan’s title.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, own: OwnLayout):
        self.kept = Layout.from_json(own.layout)
        columns, ratings = list(_columns(self.kept)), list((self.kept.ratings or {}).items())
        above = next((one for one in self.kept.tables if isinstance(one, str)), "")
        super().__init__(data, initial={"name": own.name, "tables": above, "version": own.version})
        self.count = len(columns) + _SPARE_COLUMNS, len(ratings) + _SPARE_RATINGS
        columns += [("", "", False)] * _SPARE_COLUMNS
        ratings += [("", Rating())] * _SPARE_RATINGS
        for at, (heading, field, may_miss) in enumerate(columns):
            self._add(f"heading_{at}", forms.CharField(max_length=_LONGEST), f"Heading {at + 1}", heading)
            self._add(f"field_{at}", forms.ChoiceField(choices=_FIELDS), f"What heading {at + 1} holds", field)
            self._add(f"may_miss_{at}", forms.BooleanField(), f"Heading {at + 1} may be missing", may_miss)
        for at, (words, means) in enumerate(ratings):
            self._add(f"words_{at}", forms.CharField(max_length=_LONGEST), f"Words of rating {at + 1}", words)
            status = forms.ChoiceField(choices=STATUS_CHOICES)
            self._add(f"status_{at}", status, f"Status of rating {at + 1}", means.status or "")
            colour = forms.CharField(max_length=20, widget=forms.Select(choices=_colours(means.colour)))
            self._add(f"colour_{at}", colour, f"Colour of rating {at + 1}", means.colour or "")

    def _add(self, name: str, field: forms.Field, label: str, initial) -> None:
        field.required, field.label, field.initial = False, label, initial
        self.fields[name] = field

    def columns(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows of headings: the heading, what it holds, whether it may be missing."""
        names = ("heading", "field", "may_miss")
        return [tuple(self[f"{name}_{at}"] for name in names) for at in range(self.count[0])]

    def ratings(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows of ratings: the words, their status, their colour."""
        return [tuple(self[f"{name}_{at}"] for name in ("words", "status", "colour")) for at in range(self.count[1])]

    def clean(self):
        cleaned = super().clean()
        for at in range(self.count[0]):
            heading, field = cleaned.get(f"heading_{at}", ""), cleaned.get(f"field_{at}", "")
            if heading and not field:
                self.add_error(f"field_{at}", f"Choose what the column “{heading}” holds.")
            if field and not heading:
                words = dict(_FIELDS)[field]
                self.add_error(f"heading_{at}", f"Enter the heading of the column that holds “{words}”.")
        held = [cleaned.get(f"field_{at}") for at in range(self.count[0]) if not cleaned.get(f"may_miss_{at}")]
        if "title" not in held:
            message = "Say which column holds the actions: choose “Action” for one that may not be missing."
            self.add_error("field_0", message)
        if not self.errors:
            try:
                cleaned["layout"] = self._layout(cleaned)
            except LayoutError as error:
                self.add_error("heading_0", f"{error}.")
        return cleaned

    def _layout(self, cleaned: dict) -> Layout:
        columns: dict[bool, dict[str, list[str | int]]] = {True: {}, False: {}}
        for at in range(self.count[0]):
            if field := cleaned[f"field_{at}"]:
                may_miss = bool(cleaned[f"may_miss_{at}"])
                columns[may_miss].setdefault(field, []).append(_printed(cleaned[f"heading_{at}"]))
        ratings = {
            words: Rating(cleaned[f"status_{at}"] or None, cleaned[f"colour_{at}"].strip().lower() or None)
            for at in range(self.count[1])
            if (words := cleaned[f"words_{at}"])
        }
        return Layout(
            columns={field: _one_or_all(several) for field, several in columns[False].items()},
            optional={field: _one_or_all(several) for field, several in columns[True].items()} or None,
            marks=self.kept.marks,
            tables=(cleaned["tables"],) if cleaned["tables"] else (),
            header_rows=self.kept.header_rows,
            ratings=ratings or None,
            by_hand=True,
        )


def _columns(layout: Layout) -> Iterator[tuple[str, str, bool]]:
    """Each heading of a layout as a person types it, what it holds, and whether it may be missing."""
    for columns, may_miss in ((layout.columns, False), (layout.optional or {}, True)):
        for field, printed in columns.items():
            for one in printed if isinstance(printed, tuple) else (printed,):
                yield (f"column {one}" if isinstance(one, int) else one), field, may_miss


def _printed(text: str) -> str | int:
    numbered = _NUMBERED.fullmatch(" ".join(text.split()))
    return int(numbered["number"]) if numbered else text


def _one_or_all(several: list[str | int]) -> Headings:
    return several[0] if len(several) == 1 else tuple(several)


def _colours(colour: str | None):
    known = {value for value, _ in COLOUR_CHOICES}
    return COLOUR_CHOICES if (colour or "") in known else (*COLOUR_CHOICES, (colour, colour.capitalize()))
