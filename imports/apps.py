"""Takes plans in from papers: reads, compares with the register, writes what was chosen."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = "Papers taken in"
