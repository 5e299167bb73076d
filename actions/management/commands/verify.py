"""Proves that events, current values and the log of changes agree, and names what does not."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from actions.management.arguments import plan_named
from actions.models import Plan
from actions.verifying.checks import verify


class Command(BaseCommand):
    help = (
        "Prove that the events of a plan (or of every plan), its current values and its log of changes agree. "
        "Exit 0 where they do; 1 with a line for each thing that does not."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "plan", metavar="PLAN", nargs="?",
            help="ORGANISATION/PLAN, or the plan's own name where only one has it; without it every plan",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")

    def handle(self, *args, plan, **options):
        verified = [verify(each) for each in ([plan_named(plan)] if plan else _every_plan())]
        off = [each for _, found in verified for each in found]
        counts = {
            "plans": len(verified),
            "items": sum(len(held.items) for held, _ in verified),
            "events": sum(len(held.events) for held, _ in verified),
        }
        if options["json"]:
            found = {"agrees": not off} | counts | {"disagreements": [each.as_json() for each in off]}
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
        else:
            for each in off:
                self.stdout.write(str(each))
        if off:
            raise CommandError(
                f"{_counted(len(off), 'thing')} in {_looked_at(counts)} {'does' if len(off) == 1 else 'do'} not agree."
            )
        if not options["json"]:
            self.stdout.write(f"Everything agrees: {_looked_at(counts)}.")


def _every_plan() -> list[Plan]:
    try:
        return list(Plan.objects.select_related("organisation").order_by("organisation__slug", "slug"))
    except (OperationalError, ProgrammingError):
        raise CommandError("The database is not set up yet: run manage.py migrate first.") from None


def _looked_at(counts: dict[str, int]) -> str:
    return ", ".join(_counted(number, name.removesuffix("s")) for name, number in counts.items())


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
