"""Holds Python's collector of cycles back while a large plan is read, judged and drawn."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from looking, again and again, at tens of thousands of values that hold no cycle.

    They are freed by counting as soon as the answer is sent. For a plan of 300 actions and 1,000 steps the collector
    takes a third of the time otherwise (tests/bench/bench_board.py).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
