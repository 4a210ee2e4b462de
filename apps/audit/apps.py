"""History: who changed what, when, why."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Reads the history that database triggers write."""

    name = "apps.audit"

    def ready(self) -> None:
        """Offer oversight the list of its own readings."""
        from apps.core.navigation import Entry, register

        register(Entry(_("Readings"), "audit:readings", "eye", 90, reads_readings))


def reads_readings(user: Any) -> bool:
    """For the navigation."""
    from apps.audit.policies import may_read_readings

    return bool(may_read_readings(user))
