"""Writes the monthly workbook of a plan as at a day."""

from django.core.management.base import BaseCommand

from actions import queries, report
from actions.exports import workbook
from actions.management.arguments import add_with_exempt, day_typed, left_out, plan_named, written


class Command(BaseCommand):
    help = "Write the workbook of a plan as at a day: summary, table for the report, exceptions, actions, full plan."

    def add_arguments(self, parser):
        parser.add_argument(
            "plan", metavar="PLAN", help="ORGANISATION/PLAN, or the plan's own name where only one has it"
        )
        parser.add_argument("--as-of", required=True, metavar="DATE", help="2018-09-03, 3/9/2018 or 3 September 2018")
        add_with_exempt(parser)
        parser.add_argument("--output", required=True, metavar="FILE", help="the file to write")

    def handle(self, *args, plan, as_of, output, with_exempt, **options):
        day = day_typed(as_of)
        built = report.build(queries.plan_facts(plan_named(plan), leave_out=left_out(with_exempt)), day)
        self.stdout.write(f"Wrote {written(output, workbook.content(built))}")
