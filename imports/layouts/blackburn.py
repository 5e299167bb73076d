"""Blackburn with Darwen: a numbered recommendation over lettered actions, with success indicators and a summary."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Blackburn with Darwen",
    columns={
        "title": "Action",
        "lead": "Lead Officer",
        "due": "Timescales",
        "update": "Progress/Comments",
        "rag": "RAG Rating",
    },
)
