"""The examples in the docstrings of the exports and of the commands' arguments hold."""

import doctest

import pytest

from actions.exports import columns
from actions.management import arguments


@pytest.mark.parametrize("module", [columns, arguments], ids=lambda module: module.__name__)
def test_the_examples_hold(module):
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed
