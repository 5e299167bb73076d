"""`manage.py read_plan FILE`: reads a document, writes nothing, prints what was understood."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import CommandError

from imports.child import ReadingRefused, read
from imports.layout import Layout, all_layouts
from imports.reading_text import lines_of
from tracker.one_sentence import OneSentenceCommand


def _layout(asked: str) -> str | Layout:
    """The name of a known layout, or the layout that a .json file holds."""
    names = [layout.name for layout in all_layouts()]
    if asked in names:
        return asked
    if not asked.endswith(".json"):
        raise ArgumentTypeError(f"there is no layout {asked}; there are: {', '.join(names)}; or name a .json file")
    try:
        return Layout.from_json(json.loads(Path(asked).read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:  # LayoutError and bad JSON are both ValueErrors
        why = error.strerror if isinstance(error, OSError) else error
        raise ArgumentTypeError(f"{asked} holds no layout: {why}") from error


class Command(OneSentenceCommand):
    help = "Reads the plans in a document and prints what was understood; writes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser):
        names = [layout.name for layout in all_layouts()]
        parser.add_argument("file", metavar="FILE", help="a plan or a paper: .docx, .xlsx, .pdf, .html, .csv or .txt")
        parser.add_argument("--json", action="store_true", help="print JSON for other programs")
        parser.add_argument(
            "--layout",
            type=_layout,
            metavar="NAME",
            help=f"read by one layout only: {', '.join(names)}; or, before all others, by the one in a .json file",
        )

    def handle(self, *args, **options):
        if not options["file"].strip():
            raise CommandError("Name the document to read.", returncode=2)
        try:
            layout = options["layout"]
            by_hand = (layout,) if isinstance(layout, Layout) else ()
            reading = read(options["file"], None if by_hand else layout, by_hand=by_hand)
        except ReadingRefused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        if options["json"]:
            self.stdout.write(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(lines_of(reading)))
        if not reading.plans:
            raise CommandError(f"No plan was found in {reading.file}.", returncode=1)
