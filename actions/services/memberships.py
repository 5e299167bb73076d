"""Writes who belongs to an organisation, and as what."""

from actions.models import Membership, Plan
from actions.services.invitations import in_words
from actions.services.organisation_writing import OrganisationWriting
from actions.vocabulary import Role


class LastAdministrator(Exception):
    """Without this membership nobody could invite or remove anybody any more."""

    def __init__(self):
        super().__init__("Somebody must stay administrator of the whole organisation. Make another person one first.")


class HeldAlready(Exception):
    """The same person has the same role there already."""


def change_membership(
    writing: OrganisationWriting,
    membership: Membership,
    *,
    role: str,
    plan: Plan | None,
    sees_not_for_publication: bool,
) -> None:
    """Have somebody be a member in another role, or place; raises LastAdministrator or HeldAlready."""
    before = in_words(membership)
    if role != Role.ADMIN or plan is not None:
        _keep_an_administrator(membership)
    same = Membership.objects.filter(
        user=membership.user_id, organisation=membership.organisation_id, plan=plan, role=role
    )
    if same.exclude(pk=membership.pk).exists():
        raise HeldAlready("This person has that role there already: end this membership instead.")
    membership.role, membership.plan = role, plan
    membership.sees_not_for_publication = sees_not_for_publication
    membership.save()
    if in_words(membership) != before:
        writing.log("change_membership", plan=plan, field="people", before=before, after=in_words(membership))


def end_membership(writing: OrganisationWriting, membership: Membership) -> None:
    """End a membership; the account stays, and so does all that the person did. Raises LastAdministrator."""
    _keep_an_administrator(membership)
    writing.log("end_membership", plan=membership.plan, field="people", before=in_words(membership))
    membership.delete()


def _keep_an_administrator(membership: Membership) -> None:
    whole = Membership.objects.filter(
        organisation=membership.organisation_id, plan=None, role=Role.ADMIN, user__is_active=True
    )
    if whole.filter(pk=membership.pk).exists() and not whole.exclude(pk=membership.pk).exists():
        raise LastAdministrator
