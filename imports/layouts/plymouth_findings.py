"""Plymouth: the findings of a review of a service, and what each recommends; no owner, date or progress."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Plymouth Children and Young People's Trust",
    columns={"keep": "Finding", "title": "Recommendation"},
)
