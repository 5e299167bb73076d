"""What a reader says of its way through a document; words for a person, and how much of the way that is, out."""

from __future__ import annotations

from dataclasses import dataclass

# Where each step begins and ends, in per cent of the way. Opening a document takes most of the time.
STRETCHES = {
    "pages": (0, 60),
    "parts": (0, 60),
    "rows": (0, 60),
    "tables": (60, 65),
    "plans": (65, 90),
    "plan_rows": (65, 90),
    "plan_checks": (65, 90),
    "compare": (90, 99),
}
# The part of a plan's own stretch.
WITHIN_A_PLAN = {"plans": (0, 0), "plan_rows": (0.1, 0.7), "plan_checks": (0.7, 1)}


@dataclass(frozen=True, slots=True)
class Progress:
    """A place on the way: the step, how many are done, of how many (0: not known), and of which plan of how many."""

    step: str = ""
    done: int = 0
    of: int = 0
    part: int = 0
    parts: int = 0

    def after(self, step: str, done: int, of: int) -> Progress:
        """The place once the reader says that it is at a step; rows and checks told within a plan are that plan's."""
        if step == "plans":
            return Progress(step, done, of, min(done + 1, of), of)
        if step in ("rows", "checks") and self.parts:
            return Progress(f"plan_{step}", done, of, self.part, self.parts)
        return Progress(step, done, 0 if step == "rows" and of <= done + 1 else of)

    def words(self) -> str:
        """What is being done, in words.

        >>> Progress("pages", 11, 63).words(), Progress("plan_rows", 100, 340, 2, 5).words()
        ('Reading page 12 of 63', 'Reading plan 2 of 5, row 101 of 340')
        """
        number = f"{min(self.done + 1, self.of or self.done + 1):,}"
        counted = f"{number} of {self.of:,}" if self.of else number
        plan = f"plan {self.part} of {self.parts}" if self.parts > 1 else "the plan"
        return {
            "pages": f"Reading page {counted}",
            "parts": f"Reading the document, part {counted}",
            "rows": f"Reading row {counted}",
            "tables": "Finding the tables",
            "plans": f"Reading {plan}",
            "plan_rows": f"Reading {plan}, row {counted}",
            "plan_checks": f"Checking {plan}, action {counted}",
            "compare": f"Comparing {'the plan' if self.of == 1 else f'plan {counted}'} with the register",
        }.get(self.step, "Opening the document")

    def percent(self) -> int:
        """How much of the way lies behind, from 0 to 99.

        >>> Progress("pages", 30, 60).percent(), Progress("plan_checks", 0, 10, 2, 2).percent()
        (30, 86)
        """
        first, last = STRETCHES.get(self.step, (0, 0))
        # Where nobody knows how many there are, each thousand takes half of what is left.
        share = self.done / self.of if self.of else self.done / (self.done + 1_000)
        if self.step in WITHIN_A_PLAN and self.parts:
            begins, ends = WITHIN_A_PLAN[self.step]
            share = (self.part - 1 + begins + (ends - begins) * share) / self.parts
        return int(first + (last - first) * min(share, 1))
