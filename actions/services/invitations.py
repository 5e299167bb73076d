"""Writes invitations: made, revoked, and accepted by who becomes a member."""

from datetime import timedelta

from actions.models import Invitation, Membership, Party, Plan, User
from actions.people.tokens import new_token
from actions.services.organisation_writing import OrganisationWriting

DAYS = 14  # that an invitation stands


class NoLongerStands(Exception):
    """The invitation was accepted or revoked meanwhile."""


def invite(
    writing: OrganisationWriting, email: str, role: str, *, plan: Plan | None = None, party: Party | None = None,
    sees_not_for_publication: bool = False,
) -> tuple[Invitation, str]:  # fmt: skip
    """Return a new invitation and the token of its link, which is not to be had again.

    Earlier ones of the same address to the same place are revoked: only the newest link works.
    """
    email = email.strip().lower()
    for earlier in Invitation.objects.filter(
        organisation=writing.organisation, plan=plan, email=email, accepted_at=None, revoked_at=None
    ):
        revoke_invitation(writing, earlier)
    token, kept = new_token()
    made = Invitation.objects.create(
        organisation=writing.organisation, plan=plan, party=party, email=email, role=role,
        sees_not_for_publication=sees_not_for_publication, secret_hash=kept, invited_by=writing.actor.user,
        invited_at=writing.actor.at, expires_at=writing.actor.at + timedelta(days=DAYS),
    )  # fmt: skip
    writing.log("invite", plan=plan, field="people", after=in_words(made))
    return made, token


def revoke_invitation(writing: OrganisationWriting, invitation: Invitation) -> None:
    """Have the invitation's link no longer work; raises NoLongerStands where it was accepted or revoked before."""
    _take(invitation, revoked_at=writing.actor.at)
    writing.log("revoke_invitation", plan=invitation.plan, field="people", before=in_words(invitation))


def accept_invitation(writing: OrganisationWriting, invitation: Invitation, user: User) -> Membership:
    """Return the membership that the user comes to; raises NoLongerStands where somebody was quicker."""
    _take(invitation, accepted_at=writing.actor.at, accepted_by=user)
    membership, _ = Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, plan=invitation.plan, role=invitation.role
    )
    if invitation.sees_not_for_publication and not membership.sees_not_for_publication:
        membership.sees_not_for_publication = True
        membership.save(update_fields=["sees_not_for_publication"])
    if invitation.party:
        Party.objects.filter(pk=invitation.party_id, user=None).update(user=user)
    writing.log("accept_invitation", plan=invitation.plan, field="people", after=in_words(invitation))
    return membership


def _take(invitation: Invitation, **fields) -> None:
    standing = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not standing.update(**fields):
        raise NoLongerStands("This invitation was accepted or withdrawn before.")


def in_words(of: Invitation | Membership) -> str:
    """Return who may do what where: "lee@example.org: Lead, only Recovery plan"."""
    who = of.email if isinstance(of, Invitation) else f"{of.user} ({of.user.email})"
    said = [of.get_role_display()]
    if of.plan:
        said.append(f"only {of.plan}")
    if of.sees_not_for_publication:
        said.append("may see what is not for publication")
    return f"{who}: {', '.join(said)}"
