"""What the field hears, and what follows from it."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """MEDICAL: insights, the questions they answer, themes, decisions."""

    name = "apps.insights"
