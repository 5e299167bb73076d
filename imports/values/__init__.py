"""Texts from cells in; dates, people, ratings, notes and references out, each with its doubts."""
