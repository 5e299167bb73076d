"""The examples in the rules' own docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import actions.rules

MODULES = sorted(module.name for module in pkgutil.iter_modules(actions.rules.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    assert doctest.testmod(importlib.import_module(f"actions.rules.{name}")).failed == 0


def test_there_are_examples():
    modules = (importlib.import_module(f"actions.rules.{name}") for name in MODULES)
    assert sum(doctest.testmod(module).attempted for module in modules) > 0
