"""Plymouth: a scrutiny panel's recommendations R1, R2 …, the action each asks for, and an update as at a date."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Plymouth Children and Young People's Trust",
    columns={
        "ref": "",
        "recommendation": "Recommendation",
        "title": "Action Required to Deliver Recommendation",
        "lead": "Lead",
        "update": "Update as at",
        "due": "Date to be Completed by",
    },
)
