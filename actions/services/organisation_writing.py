"""One change to an organisation that is no plan's: its people and parties. One transaction, with the log."""

from django.db import transaction

from actions.models import Change, Organisation, Plan
from actions.services.writing import Actor


class OrganisationWriting:
    """A change under way: `with OrganisationWriting(organisation, actor) as writing: invite(writing, …)`.

    One at a time for each organisation, so that two administrators cannot each remove the other.
    """

    def __init__(self, organisation: Organisation, actor: Actor):
        self.organisation, self.actor = organisation, actor
        self._changes: list[Change] = []
        self._atomic = transaction.atomic()

    def __enter__(self) -> "OrganisationWriting":
        self._atomic.__enter__()
        Organisation.objects.select_for_update().filter(pk=self.organisation.pk).first()
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            try:
                Change.objects.bulk_create(self._changes)
            except BaseException as failure:
                self._atomic.__exit__(type(failure), failure, failure.__traceback__)
                raise
        return self._atomic.__exit__(kind, error, trace)

    def log(self, event: str, *, plan: Plan | None = None, field="", before="", after="", reason="") -> None:
        """Take an entry for the log of changes: the service's name, the field, from, to and why."""
        self._changes.append(
            Change(
                organisation=self.organisation,
                plan=plan,
                user=self.actor.user,
                who=self.actor.who,
                via=self.actor.via,
                event=event,
                field=field,
                before=str(before),
                after=str(after),
                reason=reason,
                recorded_at=self.actor.at,
            )
        )
