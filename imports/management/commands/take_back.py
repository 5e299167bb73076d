"""`manage.py take_back PLAN`: the last paper taken into a plan and what rests on it; with --because, taken back."""

from __future__ import annotations

from django.core.management.base import CommandError

from actions.management.arguments import plan_named
from actions.models import Paper, Plan
from actions.services.writing import Actor
from actions.templatetags.look import full_date
from imports.taking_back import StandsInTheWay, in_the_way, take_back
from tracker.one_sentence import OneSentenceCommand


class Command(OneSentenceCommand):
    help = "Shows the last paper taken into a plan and what stands in the way; with --because, takes it back whole."

    def add_arguments(self, parser):
        parser.add_argument("plan", metavar="PLAN", help="the plan: ORGANISATION/PLAN, or its own address alone")
        parser.add_argument("--because", metavar="WHY", help="take it back, for this reason; else nothing is undone")

    def handle(self, *args, **options):
        plan = plan_named(options["plan"])
        paper = _last(plan)
        named = f"{paper.name}, as at {full_date(paper.as_at)}, taken in on {full_date(paper.recorded_at)}"
        if options["because"] is None:
            self.stdout.write("\n".join([f"The last paper of {plan.title}: {named}.", *_standing(paper)]))
            return
        try:
            take_back(paper, Actor.by_command(), options["because"])
        except StandsInTheWay as why:
            raise CommandError(f"{why} {' '.join(_sentences(paper))}", returncode=1) from why
        except ValueError as why:
            raise CommandError(str(why), returncode=2) from why
        self.stdout.write(f"Taken back: {named}. {plan.title} is as it was before it.")


def _last(plan: Plan) -> Paper:
    paper = Paper.objects.filter(plan=plan, retracted_at=None).order_by("pk").last()
    if paper is None:
        raise CommandError(f"No paper stands in {plan.title}.", returncode=1)
    return paper


def _standing(paper: Paper) -> list[str]:
    obstacles = _sentences(paper)
    return ["What stands in the way:", *obstacles] if obstacles else ["Nothing stands in the way: add --because WHY."]


def _sentences(paper: Paper) -> list[str]:
    return [f"{obstacle.sentence.rstrip('.')}." for obstacle in in_the_way(paper)]
