"""Commands whose refusals are one sentence on stderr: a CommandError in, its words and its exit code out."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand, CommandError, SystemCheckError


class OneSentenceCommand(BaseCommand):
    """A command that prints the sentence of a CommandError as it is, without the name of the error before it."""

    def execute(self, *args, **options):
        """Run; on the command line a CommandError ends with its sentence and exit code (with --traceback, in full)."""
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as refused:
            if not self._called_from_command_line or options.get("traceback"):
                raise
            self.stderr.write(str(refused))
            sys.exit(refused.returncode)
