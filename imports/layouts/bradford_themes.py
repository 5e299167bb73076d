"""Bradford: the themes of an earlier plan, the areas developed under each, and progress to a month."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Bradford Council",
    columns={"section": "Theme", "title": "Development areas", "update": "Progress to"},
)
