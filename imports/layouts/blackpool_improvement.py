"""Blackpool: actions by identifier with impact and outcome, an accountable person and a deadline."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Blackpool Council",
    columns={
        "ref": ("ID", "Ref"),
        "title": "Action",
        "accountable": "Accountable Person",
        "due": "Deadline",
    },
    optional={"link": "Link", "update": ("Summary update", "Progress")},
)
