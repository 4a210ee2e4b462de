"""Whether background work gets done."""

from django.apps import AppConfig


class WorkersConfig(AppConfig):
    """Heartbeats of the workers, and the watch that each keeps over its own children."""

    name = "apps.workers"
