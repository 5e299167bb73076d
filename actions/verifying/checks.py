"""The list of checks, and the plans that they are made of: plans in, what does not agree out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from actions.models import Plan
from actions.verifying import current_values, dates, log, places
from actions.verifying.held import Disagreement, Held, hold

Check = Callable[[Held], Iterator[Disagreement]]
CHECKS: tuple[Check, ...] = (
    current_values.current_values,
    current_values.versions,
    log.events_are_logged,
    log.entries_have_their_events,
    log.items_are_logged,
    log.what_was_taken_back_says_by_what,
    log.entries_name_who,
    dates.moves_leave_from_the_date_before,
    dates.corrections_name_a_row_of_their_own,
    dates.decisions_name_who,
    places.steps_stand_under_their_action,
    places.themes_are_the_plans_own,
    places.papers_are_the_plans_own,
    places.ratings_are_by_the_plans_own_key,
    places.leads_are_somebody,
)


def all_checks() -> tuple[Check, ...]:
    """Return the checks of the register, and those that another app keeps in its `verifying.py`."""
    others = [app.module for app in apps.get_app_configs() if app.name != "actions"]
    found = [import_module(f"{app.__name__}.verifying") for app in others if module_has_submodule(app, "verifying")]
    return (*CHECKS, *(check for module in found for check in module.CHECKS))


def verify(plan: Plan) -> tuple[Held, list[Disagreement]]:
    """Return what was held of the plan, and all that does not agree; a fixed number of queries."""
    with transaction.atomic():
        # As a writer does, so that no change is seen half-written.
        Plan.objects.select_for_update().filter(pk=plan.pk).first()
        held = hold(plan)
        return held, [replace(off, check=check.__name__) for check in all_checks() for off in check(held)]
