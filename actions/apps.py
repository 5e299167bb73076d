"""The register: plans, their actions and all that happened to them."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"
    verbose_name = "Plans and actions"
