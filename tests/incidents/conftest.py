"""An incident that was reported by the liaison, and how the tests report and work."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.incidents.actions import move_incident, report_incident
from apps.incidents.models import Incident
from apps.users.models import User

VALUES = {
    "kind": "steering",
    "what_happened": "A key account manager chose whom I visit.",
    "happened_on": datetime.date(2026, 1, 5),
}


def report(by: User, **values: Any) -> Incident:
    """Report as the side of `by`."""
    key = new_id()
    with acting_as(by.side):
        report_incident(by=by, id=key, values=VALUES | values)
    return Incident.objects.get(pk=key)


@pytest.fixture
def incident(msl: User) -> Incident:
    """Reported, and not looked at."""
    return report(msl)


@pytest.fixture
def move(compliance: User) -> Callable[..., Incident]:
    """Take an incident from state to state, with a reason for each step."""

    def moved(incident: Incident, *steps: str) -> Incident:
        for to in steps:
            with acting_as(compliance.side):
                incident = move_incident(
                    by=compliance, incident=incident, to=to, reason="Because.", severity=2
                )
        return incident

    return moved
