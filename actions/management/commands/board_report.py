"""Prints what the board should know of a plan as at a day: for people, as JSON, or as a workbook."""

import json

from django.core.management.base import BaseCommand

from actions import queries, report
from actions.exports import terminal, workbook
from actions.management.arguments import add_with_exempt, day_typed, left_out, plan_named, written


class Command(BaseCommand):
    help = "Print the board's report of a plan as at a day; the same value that the board page is drawn from."

    def add_arguments(self, parser):
        parser.add_argument(
            "plan", metavar="PLAN", help="ORGANISATION/PLAN, or the plan's own name where only one has it"
        )
        parser.add_argument("--as-of", required=True, metavar="DATE", help="2018-09-03, 3/9/2018 or 3 September 2018")
        add_with_exempt(parser)
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true", help="print it as JSON")
        output.add_argument("--xlsx", metavar="OUT", help="write it to this file as a workbook")

    def handle(self, *args, plan, as_of, xlsx, with_exempt, **options):
        day = day_typed(as_of)
        built = report.build(queries.plan_facts(plan_named(plan), leave_out=left_out(with_exempt)), day)
        if options["json"]:
            self.stdout.write(as_json(built))
        elif xlsx:
            self.stdout.write(f"Wrote {written(xlsx, workbook.content(built))}")
        else:
            self.stdout.write("\n".join(terminal.lines_of(built)))


def as_json(built: report.Report) -> str:
    """Return the report as `--json` prints it."""
    return json.dumps(report.to_json(built), indent=2, ensure_ascii=False)
