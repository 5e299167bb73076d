"""Signing off what is done: the forms of the page of one action, and the rows of the page of a plan."""
