"""The overview: what waits, what is late, each number with its records."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.oversight.overview import clocks_for
from apps.safety.models import SafetyItem
from apps.users.models import User
from tests.incidents.conftest import report
from tests.personas import PERSONAS, WebClient

URL = "/oversight/"


def counts(user: User) -> dict[str, tuple[int, int | None]]:
    return {str(clock.label): (clock.count, clock.late) for clock in clocks_for(user)}


@pytest.mark.parametrize("name", PERSONAS)
def test_compliance_alone_opens_it(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    assert sign_in(persona(name)).get(URL).status_code == (200 if name == "compliance" else 403)


def test_the_day_of_compliance_begins_here(desk: WebClient) -> None:
    assert desk.get("/")["Location"] == URL


def test_what_waits_is_counted(compliance: User, msl: User) -> None:
    report(msl)
    now = timezone.now()
    for hours in (1, 100):
        SafetyItem.objects.create(reported_by=msl, description="Rash", aware_at=now - timedelta(hours=hours))
    found = counts(compliance)
    assert found["Open incidents"] == (1, None)
    assert found["Safety clocks running"] == (2, 1)


def test_it_costs_the_same_whatever_waits(desk: WebClient, msl: User) -> None:
    costs = []
    for _time in range(2):
        report(msl), report(msl)
        desk.get(URL)
        with CaptureQueriesContext(connection) as captured:
            desk.get(URL)
        costs.append(len(captured))
    assert costs[0] == costs[1] < 40


def test_it_leads_to_view_as_and_the_wall(desk: WebClient) -> None:
    body = desk.get(URL).content.decode()
    for url in ("/oversight/view-as/", "/oversight/firewall/", "/incidents/", "/safety/", "/reviews/"):
        assert f'href="{url}"' in body
