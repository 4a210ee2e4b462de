"""Reports that come by themselves."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """MEDICAL: periodic reports; reads the domain and writes only its own tables."""

    name = "apps.dashboards"

    def ready(self) -> None:
        """Register the reports there are, and offer the page to those who get one."""
        from apps.audit.registry import register_verbs
        from apps.core.navigation import Entry, register
        from apps.dashboards.registry import register_report
        from apps.dashboards.weekly import WEEKLY

        register_report(WEEKLY)
        register(Entry(_("Reports"), "dashboards:list", "report-analytics", 55, reads_reports, "g p"))
        register_verbs({"choose_report": _("chose which reports to get")})


def reads_reports(user: Any) -> bool:
    """For the navigation."""
    from apps.dashboards.policies import may_read

    return bool(may_read(user))
