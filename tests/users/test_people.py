"""The administrator's list of people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.users.models import Team, User
from tests.factories import TeamFactory, TerritoryFactory, UserFactory
from tests.personas import PERSONAS, WebClient

URL = "/users/people/"


def names(client: WebClient, **query: Any) -> str:
    return client.get(URL, query).content.decode()


@pytest.mark.parametrize("name", PERSONAS)
def test_only_administrators_open_it(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    for path in (URL, "/users/people/new/", "/users/teams/", "/users/territories/"):
        answer = sign_in(persona(name)).get(path)
        assert answer.status_code == (200 if name == "administrator" else 403), path


@pytest.mark.parametrize("typed", ["jose muller", "MÜLLER", "müll josé", "jm@company"])
def test_search_in_any_spelling(admin: WebClient, typed: str) -> None:
    UserFactory(first_name="José", last_name="Müller", email="jm@company.example")
    UserFactory(first_name="Ann", last_name="Other")
    page = names(admin, q=typed)
    assert "Müller" in page
    assert "Other, Ann" not in page


def test_filters(admin: WebClient, team: Team) -> None:
    UserFactory(last_name="Northern", team=team, role="kam")
    UserFactory(last_name="Former", is_active=False)
    assert "Northern" in names(admin, team=team.pk)
    assert "Former" not in names(admin, team=team.pk)
    assert "Northern" in names(admin, role="kam")
    assert "Former" in names(admin, active="False")
    assert "Northern" not in names(admin, active="False")


def test_a_territory_includes_what_lies_below(admin: WebClient) -> None:
    country = TerritoryFactory(name="Country")
    city = TerritoryFactory(name="City", parent=TerritoryFactory(name="State", parent=country))
    UserFactory(last_name="Citizen", territory=city)
    UserFactory(last_name="Foreigner", territory=TerritoryFactory())
    page = names(admin, territory=country.pk)
    assert "Citizen" in page
    assert "Foreigner" not in page


def test_nobody_found_is_said(admin: WebClient) -> None:
    assert "Nobody fits these filters" in names(admin, q="zzzz")


def test_pages_by_name(admin: WebClient) -> None:
    for number in range(55):
        UserFactory(last_name=f"Aa{number:02}")
    first = admin.get(URL)
    assert [row.last_name for row in first.context["page"].rows[:2]] == ["Aa00", "Aa01"]
    second = admin.get(URL, {"cursor": first.context["page"].next})
    assert second.context["page"].rows[0].last_name == "Aa50"
    assert second.context["page"].previous


def test_as_many_queries_for_a_long_list_as_for_a_short_one(admin: WebClient) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(URL).status_code == 200
        return len(captured)

    UserFactory.create_batch(5, team=TeamFactory(), territory=TerritoryFactory())
    admin.get(URL)
    few = queries()
    for _number in range(40):
        UserFactory(team=TeamFactory(), territory=TerritoryFactory())
    assert queries() == few <= 20
