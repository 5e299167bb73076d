"""Checks of what belongs together: steps and actions, themes, papers, rating keys, parties."""

from collections.abc import Iterator
from datetime import date

from actions.rules.progress import holders
from actions.verifying.held import Disagreement, Held


def steps_stand_under_their_action(held: Held) -> Iterator[Disagreement]:
    """A step's action is of the same plan, is no step itself, stands, and has the same theme."""
    for pk, item in held.standing():
        if not item["parent_id"]:
            continue
        if item["parent__plan_id"] != item["plan_id"]:
            yield held.off(pk, "Plan", item["plan_id"], f"its action is of plan {item['parent__plan_id']}")
        if item["parent__parent_id"]:
            yield held.off(pk, "Action", item["parent_id"], "that is a step itself")
        if item["parent__retracted_at"]:
            yield held.off(pk, "Action", item["parent_id"], "that was taken back")
        if item["section_id"] != item["parent__section_id"]:
            yield held.off(pk, "Theme", item["section_id"], f"its action has {item['parent__section_id'] or 'none'}")


def themes_are_the_plans_own(held: Held) -> Iterator[Disagreement]:
    """The theme of what stands is of the same plan, and stands."""
    for pk, item in held.standing():
        if item["section_id"] and item["section__plan_id"] != item["plan_id"]:
            yield held.off(pk, "Theme", item["section_id"], "that is a theme of another plan")
        if item["section__retracted_at"]:
            yield held.off(pk, "Theme", item["section_id"], "that was taken back")


def papers_are_the_plans_own(held: Held) -> Iterator[Disagreement]:
    """What comes from a paper comes from one of the plan's own."""
    own = (None, held.plan.pk)
    sources = [(pk, item["source__paper__plan_id"]) for pk, item in held.items.items()]
    sources += [(event.item, event.paper_of) for event in held.events]
    sources += [(entry.item, entry.paper_of) for entry in held.log]
    for item, plan in dict.fromkeys((item, plan) for item, plan in sources if plan not in own):
        yield held.off(item, "Source", f"a paper of plan {plan}", "it has to be a paper of its own plan")
    for item in dict.fromkeys(held.foreign_wordings):
        yield held.off(item, "Source of its words", "a paper of another plan", "it has to be a paper of its own plan")


def ratings_are_by_the_plans_own_key(held: Held) -> Iterator[Disagreement]:
    """Every rating is by a label of a key of the plan."""
    for item in dict.fromkeys(held.foreign_labels):
        yield held.off(item, "Rating", "by another plan's key", "it has to be by a key of its own plan")


def leads_are_somebody(held: Held) -> Iterator[Disagreement]:
    """Whoever holds something is of the plan's organisation, and was not merged into somebody else."""
    for item in held.facts.items:
        for owner in holders(item.ownerships, date.max):
            party = held.parties.get(owner.party)
            if party is None:
                yield held.off(item.id, "Lead", owner.name, "they are of another organisation")
            elif party.merged_into_id:
                yield held.off(item.id, "Lead", owner.name, f"that is now {held.parties[party.merged_into_id]}")
