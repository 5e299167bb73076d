"""`manage.py demo`: fills an empty register from fixtures/documents, and says where to look and how to sign in."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from actions import links
from actions.models import Plan
from imports import demo
from imports.intake_text import counts_words
from tracker.one_sentence import OneSentenceCommand

ADDRESS = "http://127.0.0.1:8000/"


class Command(OneSentenceCommand):
    help = "Fills an empty register from fixtures/documents and says where to look; run again, it changes nothing."

    def handle(self, *args, **options):
        if demo.belongs_to_others():
            raise CommandError(
                "The register holds other plans or users. The demo fills an empty one only.", returncode=1
            )
        self._take_documents_in()
        plan = demo.main_plan()
        if plan is None:
            raise CommandError("None of the documents in fixtures/documents could be taken in.", returncode=1)
        sign_ins = demo.furnish(plan)
        self._show_report(plan)
        self._say_where_to_look(plan, sign_ins)
        if demo.hold_rounds(plan):
            page = links.plan_page(plan, "round").removeprefix("/")
            self.stdout.write(f"\nAn update round is open, and one is over: {ADDRESS}{page}")
        if brought := demo.bring_the_next_paper():
            page = reverse("reading", args=[brought.pk]).removeprefix("/")
            self.stdout.write(f"\n{brought} waits for the programme manager to look at it: {ADDRESS}{page}")

    def _take_documents_in(self) -> None:
        self.stdout.write("Documents taken in")
        passed_over = []
        for result in demo.take_all_in(timezone.localdate()):
            if isinstance(result, str):
                passed_over.append(f"  {result}")
                continue
            for taken in result.plans:
                self.stdout.write(f"  {result.organisation}: {taken.title} ({counts_words(taken.counts)})")
        if passed_over:
            self.stdout.write("\nPassed over\n" + "\n".join(passed_over))

    def _show_report(self, plan: Plan) -> None:
        name, day = f"{plan.organisation.slug}/{plan.slug}", demo.as_at_of(plan).isoformat()
        self.stdout.write("")
        call_command("board_report", name, as_of=day, stdout=self.stdout)
        folder = settings.DATA_DIR / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        self.stdout.write("")
        output = folder / f"{plan.organisation.slug}-{plan.slug}-{day}.xlsx"
        call_command("export_workbook", name, as_of=day, output=str(output), stdout=self.stdout)

    def _say_where_to_look(self, plan: Plan, sign_ins: list[demo.SignIn]) -> None:
        page = links.board_page(plan, demo.as_at_of(plan)).removeprefix("/")
        self.stdout.write(f"\nLook at {ADDRESS}{page} for the report above, at {ADDRESS} for every plan; sign in as")
        for sign_in in sign_ins:
            password = sign_in.password or "(its password was changed since)"
            self.stdout.write(f"  {sign_in.role:<20} {sign_in.email:<22} {password}")
        self.stdout.write(
            f"\nAdministrator, programme manager and clerk see every organisation here, the others {plan.organisation}."
        )
