"""New dates that wait: the rows of the decision table, and what somebody decides about each."""
