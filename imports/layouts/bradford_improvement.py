"""Bradford: numbered actions per area, each with several deliverables that have a lead, a date and progress."""

from imports.layout import Layout

LAYOUT = Layout(
    organisation="Bradford Council",
    columns={
        "ref": "Action No.",
        "title": "What we are doing",
        "responsible": "Responsible Person",
        "lead": "Who will lead this",
        "step": "Expected Milestones / Deliverables",
        "due": "When will it be done?",
        "update": "Date & Progress Summary",
        "rag": "Current RAG Rating",
    },
)
