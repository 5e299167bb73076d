"""Bradford: a recovery programme's numbered areas, each with actions of their own below it."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Bradford Council",
    columns={
        "ref": "Action area",
        "title": "",
        "step": "Action",
        "owner": "Owner",
        "update": "Progress",
        "rag": "R A G",
    },
    optional={"keep": "Sign-off", "due": ("Timescale", "Timescales", "By when", "Deadline")},
)
