"""The examples in the docstrings of the pipeline and of the intake hold."""

import doctest
import importlib
import pkgutil

import pytest

import imports.pipeline

PIPELINE = sorted(f"imports.pipeline.{module.name}" for module in pkgutil.iter_modules(imports.pipeline.__path__))


@pytest.mark.parametrize("name", [*PIPELINE, "imports.intake_text"])
def test_the_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in PIPELINE) > 10
