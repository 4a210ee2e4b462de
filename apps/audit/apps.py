"""History: who changed what, when, why."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Reads the history that database triggers write."""

    name = "apps.audit"
