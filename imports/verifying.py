"""What `manage.py verify` checks of papers beside the register's own checks; see actions/verifying."""

from collections.abc import Iterator

from actions.verifying.held import Disagreement, Held
from imports.models import Sighting


def sightings_are_of_the_plans_own_papers(held: Held) -> Iterator[Disagreement]:
    """What a paper printed of an action is kept with a paper of the action's own plan."""
    foreign = Sighting.objects.filter(item__plan=held.plan).exclude(paper__plan=held.plan)
    for item, paper in foreign.values_list("item", "paper__name"):
        yield held.off(item, "Sighting", f"of {paper}", "that is a paper of another plan")


CHECKS = (sightings_are_of_the_plans_own_papers,)
