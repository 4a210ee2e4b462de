"""Safety items: anything heard that may have to be reported."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """SAFETY: clock and hand-over."""

    name = "apps.safety"
