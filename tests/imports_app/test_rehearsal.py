"""What a rehearsal promises is what saving writes, to the last entry."""

from collections import Counter

import pytest

from actions.models import Change, DateMove, Item, Ownership, Paper, Plan, Rating, StageChange, Succession, Update
from imports.apply import RegisterChanged
from imports.models import Proposal
from imports.pipeline.answers import Answers
from imports.proposals import answer, rehearse, save, set_plan
from tests.imports_app.uploads import FEBRUARY, JANUARY, proposal_of, second_paper, taken_in
from tests.pipeline.papers import FEBRUARY_PAPER

pytestmark = pytest.mark.django_db
SERVICE = {
    **{(DateMove, "first"): "set_first_date", (DateMove, "found"): "set_first_date"},
    **dict.fromkeys(((DateMove, "extension"), (DateMove, "brought_forward")), "revise_deadline"),
    **{(DateMove, "correction"): "correct_deadline", (DateMove, "removed"): "remove_deadline"},
    **{(Ownership, "taken_on"): "take_on", (Ownership, "laid_down"): "lay_down"},
    **{StageChange: "change_stage", Rating: "report_rating", Update: "record_progress", Succession: "succeed"},
}


def written_by(paper) -> dict[str, int]:
    """What saving a paper wrote, counted in the register itself by the service that writes it."""
    at = {"recorded_at": paper.recorded_at}
    counts = Counter({"add_item": Item.objects.filter(**at).count()})
    for model in (DateMove, Ownership, StageChange, Rating, Update, Succession):
        for event in model.objects.filter(**at):
            counts[SERVICE.get(model) or SERVICE[model, event.kind]] += 1
    words = ("reword", "add_section", "reword_section", "set_headings", "set_scheme", "known_as", "known_since")
    counts.update(Change.objects.filter(**at, event__in=words).values_list("event", flat=True))
    return {name: count for name, count in counts.items() if count}


def test_every_kind_of_change_is_counted_as_it_is_then_written(plan, clerk):
    made = second_paper(plan, clerk)
    told = rehearse(made)
    before = Change.objects.count()
    saved = save(made, made.version, clerk)
    assert told.counts == written_by(saved)
    assert (told.actions, told.steps) == (1, 1)
    kinds = {"succeed", "revise_deadline", "change_stage", "take_on", "lay_down", "reword", "record_progress"}
    assert kinds <= set(told.counts)
    assert Change.objects.count() > before


def test_a_rehearsal_leaves_nothing_behind_and_is_kept_until_something_changes(plan, clerk, django_assert_num_queries):
    made = second_paper(plan, clerk)
    before = Change.objects.count(), Item.objects.count(), Paper.objects.count()
    told = rehearse(made)
    assert (Change.objects.count(), Item.objects.count(), Paper.objects.count()) == before
    again = Proposal.objects.get(pk=made.pk)
    with django_assert_num_queries(2):  # whether the register is still the same
        assert rehearse(again) == told
    answer(again, again.version, Answers(left_out=("0",)), clerk)
    assert "lay_down" in told.counts and "lay_down" not in rehearse(again).counts


def test_a_rehearsal_of_a_new_plan_makes_none(plan, clerk):
    made = proposal_of(plan, JANUARY)
    set_plan(made, made.version, None, clerk, "A plan of its own")
    assert rehearse(made).actions == 3
    assert (Plan.objects.count(), made.plan) == (1, None)
    save(made, made.version, clerk)
    assert made.plan.items.count() == 3


def test_a_rehearsal_on_a_register_that_changed_says_so(plan, clerk):
    made = proposal_of(plan, FEBRUARY, FEBRUARY_PAPER)
    taken_in(plan, JANUARY, clerk)
    with pytest.raises(RegisterChanged):
        rehearse(made)
