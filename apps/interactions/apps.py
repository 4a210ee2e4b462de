"""What was said: plan, log, submit, amend."""

from django.apps import AppConfig


class InteractionsConfig(AppConfig):
    """MEDICAL: the content of a touchpoint."""

    name = "apps.interactions"
