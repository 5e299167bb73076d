"""The writers of imports/apply.py: what a paper says of the plan, its rows, their events, and what it printed."""
