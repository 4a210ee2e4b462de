"""What oversight reads is recorded, and oversight can see that."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.audit.models import Reading
from apps.users.models import User
from tests.factories import StakeholderFactory, UserFactory
from tests.personas import PERSONAS, WebClient

URL = "/history/readings/"


@pytest.mark.parametrize("name", PERSONAS)
def test_only_oversight_sees_the_list(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    answer = sign_in(persona(name)).get(URL)
    assert answer.status_code == (200 if name == "compliance" else 403)


def test_reading_is_recorded_with_who_and_where(
    compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    person = StakeholderFactory()
    officer = sign_in(compliance)
    officer.get(f"/directory/stakeholders/{person.pk}/")
    officer.get("/safety/")
    found = {reading.page: reading for reading in Reading.objects.all()}
    assert found["safety:items"].reader == compliance
    assert found["safety:items"].path == "/safety/"
    page = officer.get(URL).content.decode()
    assert ">Safety</a>" in page
    assert f'href="/directory/stakeholders/{person.pk}/">{person}</a>' in page
    assert "safety:items" not in page
    assert str(compliance) in page


def test_a_shared_page_is_recorded_too(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    """It hosts panels of both sides."""
    sign_in(compliance).get("/directory/stakeholders/")
    assert Reading.objects.filter(page="directory:stakeholders").exists()


def test_so_is_the_history_of_a_thing(
    compliance: User, kam: User, sign_in: Callable[[User], WebClient]
) -> None:
    sign_in(compliance).get(URL)
    assert Reading.objects.filter(page="audit:readings").exists()


@pytest.mark.parametrize("path", ["/users/preferences/", "/account/password/", "/notifications/"])
def test_ones_own_pages_are_not(compliance: User, sign_in: Callable[[User], WebClient], path: str) -> None:
    sign_in(compliance).get(path)
    assert not Reading.objects.exists()


def test_a_refused_page_is_not_a_reading(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    sign_in(compliance).get("/visits/")
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", ["msl", "kam", "safety", "director"])
def test_other_sides_are_not_watched(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    sign_in(persona(name)).get("/directory/stakeholders/")
    assert not Reading.objects.exists()


def test_filters(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    colleague = UserFactory(role="compliance", last_name="Colleague")
    _read(colleague, 1)
    _read(compliance, 1)
    officer = sign_in(compliance)
    page = officer.get(URL, {"reader": colleague.pk})
    assert [row.reader for row in page.context["page"].rows] == [colleague]
    today = timezone.localdate()
    assert officer.get(URL, {"end": str(today.replace(year=today.year - 1))}).context["page"].rows == []


def test_as_many_queries_for_a_long_list(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    officer = sign_in(compliance)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(URL)
        return len(captured)

    _read(compliance, 5)
    queries()
    few = queries()
    _read(UserFactory(role="compliance"), 60)
    assert queries() == few


def _read(user: User, times: int) -> Any:
    rows = [
        Reading(reader=user, page="kols:list", path="/kols/", request_id="request-1")
        for _time in range(times)
    ]
    return Reading.objects.bulk_create(rows)
