"""`manage.py import_plan FILE --organisation NAME`: what a paper would change; with --apply, taken in."""

from __future__ import annotations

import json
from datetime import date

from django.core.management.base import CommandError
from django.db import IntegrityError, OperationalError, ProgrammingError
from django.utils import timezone
from django.utils.text import slugify

from actions.management.arguments import day_typed
from actions.models import Organisation
from imports.apply import RegisterChanged
from imports.child import ReadingRefused, read
from imports.first_day import first_day_printed
from imports.intake import Intake, apply_paper, compare_paper, organisation_named
from imports.intake_text import lines_of, to_json
from imports.not_taken import NotTaken, day_refused
from imports.own_layouts import layouts_of
from imports.pipeline.compared import day_words
from imports.shapes import Reading
from imports.storable import storable_text
from tracker.one_sentence import OneSentenceCommand

LONGEST_NAME = Organisation._meta.get_field("name").max_length


class Command(OneSentenceCommand):
    help = "Shows what taking a paper's plans into the register would change; with --apply, takes them in."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="the document, for example a committee paper as text (.txt)")
        parser.add_argument("--organisation", metavar="NAME", required=True, help="whose plans: its name or address")
        parser.add_argument("--plan", metavar="SLUG", type=_slug, help="the plan's address, where one plan is taken")
        parser.add_argument("--only", metavar="N", type=_number, help="take the Nth plan in the paper alone")
        parser.add_argument(
            "--as-at", metavar="DATE", help="the day the paper speaks for: 2020-09-30, 30/9/2020 or 30 September 2020"
        )
        parser.add_argument("--apply", action="store_true", help="save the changes; without it nothing is written")
        parser.add_argument("--json", action="store_true", help="print JSON for other programs")

    def handle(self, *args, **options):
        try:
            self._take(options)
        except (OperationalError, ProgrammingError) as why:
            raise CommandError(f"The register cannot be used: {_one_line(why)}", returncode=1) from why

    def _take(self, options) -> None:
        today = timezone.localdate()
        as_at = _usage(options, today)
        reading = self._read(options)
        intake = self._compared(reading, options, as_at, today)
        if options["apply"]:
            intake = self._applied(intake)
        if options["json"]:
            self.stdout.write(json.dumps(to_json(intake), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(lines_of(intake)))

    def _read(self, options) -> Reading:
        try:
            reading = read(options["file"], by_hand=layouts_of(organisation_named(options["organisation"])))
        except ReadingRefused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        found = len(reading.plans)
        if not found:
            raise CommandError(f"No plan was found in {reading.file}.", returncode=1)
        if options["only"] and options["only"] > found:
            said = "one plan was" if found == 1 else f"{found} plans were"
            raise CommandError(f"--only {options['only']}: {said} found in {reading.file}.", returncode=2)
        if options["plan"] and not options["only"] and found > 1:
            said = f"--plan names one plan, and {reading.file} has {found}. Say which with --only 1 to {found}."
            raise CommandError(said, returncode=2)
        return reading

    def _compared(self, reading: Reading, options, as_at: date | None, today: date) -> Intake:
        named = {"slug": options["plan"], "only": options["only"], "as_at": as_at, "today": today}
        try:
            return compare_paper(reading, options["organisation"], **named)
        except NotTaken as why:
            printed = None if why.dated else first_day_printed(options["file"])
            hint = f" Its first pages print {day_words(printed)}." if printed else ""
            raise CommandError(f"{why}{hint}", returncode=1) from why

    def _applied(self, intake: Intake) -> Intake:
        try:
            return apply_paper(intake, "Operator")
        except (RegisterChanged, IntegrityError) as why:
            said = "The register was changed by somebody else meanwhile. Nothing was saved; please run this again."
            raise CommandError(said, returncode=1) from why


def _usage(options, today: date) -> date | None:
    """Return the as-at date typed, or None; CommandError with exit code 2 where something typed cannot be used."""
    name = options["organisation"]
    said = ""
    if not options["file"].strip():
        said = "Name the document to take in."
    elif not 0 < len(name.strip()) <= LONGEST_NAME:
        said = f"Say whose plans these are: --organisation needs a name of up to {LONGEST_NAME} letters."
    elif storable_text(name) != name:
        said = "The name given with --organisation has characters that cannot be kept: type it in plain letters."
    if said:
        raise CommandError(said, returncode=2)
    if options["as_at"] is None:
        return None
    try:
        day = day_typed(options["as_at"])
    except CommandError as why:
        raise CommandError(f"--as-at: {why}", returncode=2) from why
    if refused := day_refused(day, today):
        raise CommandError(f"--as-at {day_words(day)}: {refused}", returncode=2)
    return day


def _one_line(why: Exception) -> str:
    said = " ".join(str(why).split())
    unmade = "no such table" in said or "does not exist" in said
    return "its database is not set up yet. Run manage.py migrate first." if unmade else f"{said}."


def _slug(text: str) -> str:
    """The plan's address, given alone or after its organisation's."""
    slug = text.rpartition("/")[2]
    if not slug or slug != slugify(slug) or len(slug) > 80:
        raise ValueError(text)
    return slug


_slug.__name__ = "plan address (small letters, digits and hyphens)"


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


_number.__name__ = "number of a plan"
