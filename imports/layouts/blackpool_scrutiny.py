"""Blackpool: scrutiny recommendations with the date each was made, its target date, officer, update and rating."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Blackpool Council",
    columns={
        "ref": "",
        "keep": "Date of rec",
        "title": "Recommendation",
        "due": "Target date",
        "responsible": "Responsible officer",
        "update": "Update",
        "rag": "RAG rating",
    },
)
