"""The register: plans, their actions and all that happened to them."""

import gc

from django.apps import AppConfig

# A large plan is tens of thousands of small values without a cycle among them. At Python's default of 700 the collector
# looks through them again and again while they are made, for a third of the page's time (tests/bench/bench_board.py).
VALUES_BETWEEN_COLLECTIONS = 50_000


class ActionsConfig(AppConfig):
    name = "actions"
    verbose_name = "Plans and actions"

    def ready(self):
        """Start the process with a collector made for its work."""
        gc.set_threshold(VALUES_BETWEEN_COLLECTIONS)
