"""The examples in the docstrings of the value parsers, of the readers and of the headings hold."""

import doctest
import importlib

import pytest

MODULES = (
    *("imports.values.bullets", "imports.values.date_words", "imports.values.dates", "imports.values.names"),
    *("imports.values.people", "imports.values.ratings", "imports.values.references", "imports.values.updates"),
    *("imports.headings", "imports.pipeline.titles", "imports.pipeline.furniture"),
    "imports.values.spoken",
    *("imports.pipeline.shared_columns", "imports.pipeline.by_headings"),
    *("imports.readers.cells", "imports.readers.excel_values", "imports.readers.separated", "imports.readers.styles"),
    *("imports.readers.word_numbers", "imports.values.colours"),
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
