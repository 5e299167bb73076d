"""Writes: one file per kind of event. Each change is one transaction, with its entry in the log of changes."""
