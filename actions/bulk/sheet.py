"""The whole sheet: a plan, a user and what was sent in; rows, what is wrong with them and a batch to save out."""

import re
from collections.abc import Sequence
from datetime import date

from django.http import QueryDict

from actions import queries
from actions.bulk.form import STAGE_OF_ACT, Act, BatchForm
from actions.bulk.rows import CELLS, Row
from actions.models import Item, Plan
from actions.rules.judge import State
from actions.services.answers import Answer, never_had_a_date
from actions.services.batches import Deed, Many, leads_of
from actions.services.deadlines import needs_agreement
from actions.spelling import spelt_alike
from actions.vocabulary import DONE_STAGES, REASONED_STAGES

ROWS_ON_A_PAGE = 200
VERSIONS = re.compile(r"\d{1,18}:\d{1,18}( \d{1,18}:\d{1,18})*\Z")


class Sheet:
    """The rows of a page, and the form of what stands once for all of them."""

    def __init__(self, user, plan: Plan, states: Sequence[State], today: date, data: QueryDict | None = None):
        self.plan, self.today, self.data = plan, today, data
        self.waits = needs_agreement(plan, manages=True)
        self.labels = {label.label: label for label in queries.labels_of(plan)}
        self.themes = list(queries.sections_for(user, plan))
        self.form = BatchForm(data, themes=self.themes, headings=plan.headings, waits=self.waits)
        shown = versions_in(data) if data is not None else {}
        items = Item.objects.select_related("section").in_bulk([state.item.id for state in states])
        self.rows = [
            Row(item := items[state.item.id], state, shown.get(item.pk, item.version), tuple(self.labels))
            for state in states
        ]
        self.deeds: list[Deed] = []
        if data is not None:
            self._take_in(data)

    def _take_in(self, data: QueryDict) -> None:
        ticked = set(data.getlist("ticked"))
        for row in self.rows:
            sent = {name: data.get(f"{row.pk}-{name}", "").strip() for name in CELLS}
            row.typed = {name: value for name, value in sent.items() if value}
            row.ticked = str(row.pk) in ticked

    @property
    def versions(self) -> str:
        """The versions of the rows as they stand now, for the form to send along."""
        return " ".join(f"{row.pk}:{row.item.version}" for row in self.rows)

    @property
    def touched(self) -> list[Row]:
        """The rows of which anything was said."""
        return [row for row in self.rows if row.typed or row.ticked]

    @property
    def stale(self) -> list[Row]:
        """Those of them that somebody else changed since they were shown."""
        return [row for row in self.touched if row.is_stale]

    def is_valid(self) -> bool:
        """Check all that was sent; what is wrong stands in the rows and the form, what is right in `deeds`."""
        self.form.full_clean()
        given = self.form.cleaned_data
        act, reason = given.get("act", ""), given.get("reason", "")
        ticked = [row for row in self.rows if row.ticked]
        if ticked and not act and "act" not in self.form.errors:
            self.form.add_error("act", "Say what to do with the rows that are ticked")
        if act and not ticked:
            self.form.add_error("act", "Tick the rows to do this with")
        for row in self.touched:
            deed = self._deed(row, act if row.ticked else "", reason, given.get("will_do", ""))
            if deed.assigned or deed.moved or deed.answer != Answer():
                self.deeds.append(deed)
        if wanting := next((row.errors.pop("reason") for row in self.touched if "reason" in row.errors), ""):
            for row in self.touched:
                row.errors.pop("reason", None)
            if "reason" not in self.form.errors:
                self.form.add_error("reason", wanting)
        if (
            self.waits
            and not given.get("will_do")
            and any(map(_waits, self.deeds))
            and "will_do" not in self.form.errors
        ):
            self.form.add_error("will_do", "Say what will be done so that the new dates are kept")
        wrong = bool(self.form.errors) or any(row.errors for row in self.rows)
        if not wrong and not self.deeds:
            self.form.add_error(
                None, "Nothing is changed yet: fill in a cell, or tick rows and say what to do with them"
            )
        return not wrong and bool(self.deeds)

    def _deed(self, row: Row, act: str, reason: str, will_do: str) -> Deed:
        stage = STAGE_OF_ACT.get(act)
        if act and (wrong := self._wrong_with(row, act)):
            row.errors["ticked"] = wrong
            stage = None
        answer = row.checked(self.data, self.labels, self.today, reason=reason, will_do=will_do, stage=stage)
        assigned = act == Act.ASSIGN and not self._leads_already(row)
        theme = self.form.theme_chosen
        moved = act == Act.MOVE and row.item.section_id != (theme.pk if theme else None)
        return Deed(row.item, row.version, row.state, answer, assigned, moved)

    def _wrong_with(self, row: Row, act: str) -> str:
        """Return why the act cannot be done with a row, nothing where it can."""
        if act == Act.MOVE:
            return (
                "A step stays with its action: show actions in the filter, and move that" if row.item.parent_id else ""
            )
        if act not in STAGE_OF_ACT:
            return ""
        if row.is_signed_off:
            return "It is signed off: it is opened again on its own page, with a reason"
        if "stage" not in row.asks:
            return "Its steps say how far it is: tick those instead"
        if row.typed.get("stage"):
            return "You chose a stage as well: leave that empty, or do not tick this row"
        if act == Act.REOPEN and row.state.stage not in (*DONE_STAGES, *REASONED_STAGES):
            return "It is neither done, paused nor dropped, so it need not be reopened"
        return f"It is {row.stage_now.lower()} already" if row.state.stage == STAGE_OF_ACT[act] else ""

    def _leads_already(self, row: Row) -> bool:
        lead = spelt_alike(self.form.cleaned_data.get("lead", ""))
        held = leads_of(row.state, self.today)
        return bool(held) and all(spelt_alike(each.name) == lead for each in held)

    def many(self) -> Many:
        """Return the batch to save."""
        given = self.form.cleaned_data
        return Many(self.deeds, given["reason"], given["lead"], self.form.theme_chosen)

    def forget_complaints(self) -> None:
        """Show what was typed without errors: nobody has tried to save it."""
        self.form.full_clean()
        self.form.errors.clear()
        for row in self.rows:
            row.errors.clear()

    def problems(self) -> list[tuple[str, str]]:
        """Return every error as a sentence and the id of its field, in the order of the page."""
        named = [
            (f"{row.name}: {sentence}", f"id_{row.pk}-{name}")
            for row in self.rows
            for name, sentence in row.errors.items()
        ]
        of_all = [(error, f"id_{name}") for name, errors in self.form.errors.items() for error in errors]
        return [*named, *((sentence, "" if anchor == "id___all__" else anchor) for sentence, anchor in of_all)]


def _waits(deed: Deed) -> bool:
    """Whether the deed gives a new date that needs agreement, where the plan's new dates do."""
    return deed.answer.new_date is not None and not never_had_a_date(deed.state)


def versions_in(data: QueryDict) -> dict[int, int]:
    """Return the version of each row that was shown, at most as many as a page has; empty for what is no such list."""
    sent = data.get("versions", "")
    if not VERSIONS.match(sent):
        return {}
    pairs = [pair.split(":") for pair in sent.split()[:ROWS_ON_A_PAGE]]
    return {int(pk): int(version) for pk, version in pairs}
