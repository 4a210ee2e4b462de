"""The weekly digest for liaisons and their managers: the first report, and the pattern of all others."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from apps.dashboards.parts import needs, promises, requests
from apps.dashboards.periods import Weekly
from apps.dashboards.registry import Report
from apps.users.roles import Role

MONDAY = 0

WEEKLY = Report(
    name="weekly",
    title=_("Weekly digest"),
    about=_("What is due this week, what was kept last week, and what became of the rest."),
    schedule=Weekly(MONDAY, time(7)),
    roles=frozenset({Role.MSL, Role.MEDICAL_MANAGER}),
    parts=(promises.MINE, promises.TEAMS, requests.REQUESTS, needs.NEEDS),
)
