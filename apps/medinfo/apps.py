"""Medical and HEOR requests."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MedinfoConfig(AppConfig):
    """MEDICAL: what was asked, and what was answered."""

    name = "apps.medinfo"

    def ready(self) -> None:
        """Name the history."""
        from apps.audit.registry import register_history
        from apps.medinfo.models import Answer, MedicalRequest

        register_history("request", MedicalRequest, _("Medical request"), related=[(Answer, "request")])


def reads_requests(user: Any) -> bool:
    """For navigation and panels."""
    return False
