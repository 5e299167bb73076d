"""The form in which a person says what the columns of one table hold, and what the words of its ratings mean."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

from imports.layout import Layout
from imports.layout_json import Rating
from imports.mapping import BY_HAND, as_read, fields_of, headings_at, layout_from
from imports.own_layouts import LONGEST_NAME
from imports.shapes import TableSeen
from imports.showing.columns import ALONE, COLOUR_CHOICES, FIELD_CHOICES, FIELD_WORDS, KEPT, RATED, STATUS_CHOICES

_HEADER_ROWS = 3


class MappingForm(forms.Form):
    """A select for each column of `seen`, as `said` before, else as it was read.

    The headings may stand in another row than was found. `may_keep`: the layout may become the organisation's own.
    """

    header_rows = forms.TypedChoiceField(label="Which row has the headings?", coerce=int)
    keep = forms.BooleanField(label="Keep this as the organisation’s own layout", required=False)
    name = forms.CharField(label="Name of the layout", required=False, max_length=LONGEST_NAME * 2)
    above = forms.CharField(
        label="Only tables below these words (optional)",
        required=False,
        max_length=200,
        help_text="Words that stand above the table in every paper, such as the plan’s title.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, seen: TableSeen, said: Layout | None, version: int, name: str, may_keep: bool):
        self.seen, self.said = seen, said
        rows = seen.header_rows if said is None or said.header_rows is None else said.header_rows
        above = next((one for one in said.tables if isinstance(one, str)), "") if said else ""
        super().__init__(data, initial={"version": version, "name": name, "header_rows": rows, "above": above})
        numbers = range(1, min(_HEADER_ROWS, len(seen.rows)) + 1)
        self.fields["header_rows"].choices = [(0, "None of them"), *((at, f"Row {at}") for at in numbers)]
        if not may_keep:
            for field in ("keep", "name", "above"):
                del self.fields[field]
        self.headings = headings_at(seen, self._chosen_rows())
        self._add_columns(fields_of(seen, said))
        self._add_ratings()

    def _add_columns(self, held: list[str]) -> None:
        for at, field in enumerate(held):
            label = f"Column {at + 1}, {self.headings[at]}" if self.headings[at] else f"Column {at + 1}"
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=label, choices=FIELD_CHOICES, required=False, initial=field
            )

    def _add_ratings(self) -> None:
        for at, number, words in self._rating_words():
            means = (self.said and self.said.rating_of(words)) or as_read(words)
            self.fields[f"status_{at}_{number}"] = forms.ChoiceField(
                label=f"Status of {words}", choices=STATUS_CHOICES, required=False, initial=means.status or ""
            )
            self.fields[f"colour_{at}_{number}"] = forms.ChoiceField(
                label=f"Colour of {words}", choices=_colours(means.colour), required=False, initial=means.colour or ""
            )

    # ---- what the template draws ---------------------------------------------------------------

    def columns(self) -> list[tuple[str, forms.BoundField]]:
        """Each column's heading and its select."""
        return [(heading, self[f"column_{at}"]) for at, heading in enumerate(self.headings)]

    def ratings(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each word found in a column of ratings, with the selects of what it means."""
        return [
            (words, self[f"status_{at}_{number}"], self[f"colour_{at}_{number}"])
            for at, number, words in self._rating_words()
        ]

    def rows(self) -> list[tuple[int, bool, tuple[str, ...]]]:
        """The first rows as printed, counted, the headings marked; each as wide as the table."""
        head, width = self._chosen_rows(), len(self.headings)
        return [(at, at <= head, (*texts, *[""] * (width - len(texts)))) for at, texts in enumerate(self.seen.rows, 1)]

    # ---- what it gives -------------------------------------------------------------------------

    def clean(self):
        cleaned = super().clean()
        held = [cleaned.get(f"column_{at}", KEPT) for at in range(len(self.headings))]
        if "title" not in held:
            self.add_error("column_0", "Say which column holds the actions: choose “Action” for one of the columns.")
        for at, field in enumerate(held):
            if field in ALONE and field in held[:at]:
                both = " and ".join(self._named(one) for one in (held.index(field), at))
                self.add_error(f"column_{at}", f"{both} are both given as {FIELD_WORDS[field]}: choose one of them.")
        if cleaned.get("keep") and not cleaned.get("name", "").strip():
            self.add_error("name", "Enter a name for the layout, or do not keep it.")
        return cleaned

    def layout(self) -> Layout | None:
        """The layout that was said; on a form not sent yet, the one by which the table reads now; None where neither
        makes one."""
        if self.is_bound and not self.is_valid():
            return None
        held = [self._value(f"column_{at}") for at in range(len(self.headings))]
        if "title" not in held:
            return None
        means = {
            words: Rating(
                self._value(f"status_{at}_{number}") or None,
                self._value(f"colour_{at}_{number}") or None,
            )
            for at, number, words in self._rating_words()
        }
        above = self._value("above") or ""
        return layout_from(self.seen, self._chosen_rows(), held, means, above.strip(), BY_HAND)

    # ---- parts ---------------------------------------------------------------------------------

    def _value(self, name: str):
        if name not in self.fields:
            return ""
        return self.cleaned_data[name] if self.is_bound else self.get_initial_for_field(self.fields[name], name)

    def _chosen_rows(self) -> int:
        most = min(_HEADER_ROWS, len(self.seen.rows))
        sent = self.data.get("header_rows", "") if self.is_bound else ""
        chosen = int(sent) if sent in ("0", "1", "2", "3") else self.initial["header_rows"]
        return min(chosen, most)

    def _rating_words(self) -> Iterator[tuple[int, int, str]]:
        """The words of each column that is chosen to hold ratings: the column, their number, the words."""
        for at, words in enumerate(self.seen.words):
            name = f"column_{at}"
            field = self.data.get(name, KEPT) if self.is_bound else self.fields[name].initial
            if field in RATED:
                yield from ((at, number, one) for number, one in enumerate(words))

    def _named(self, at: int) -> str:
        return f"“{self.headings[at]}”" if self.headings[at] else f"column {at + 1}"


def _colours(colour: str | None):
    """The colours to choose from, and one that is printed and is none of them."""
    known = {value for value, _ in COLOUR_CHOICES}
    return COLOUR_CHOICES if (colour or "") in known else (*COLOUR_CHOICES, (colour, colour.capitalize()))
