"""The list of organisations."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.users.models import User
from tests.factories import AccountFactory, TerritoryFactory
from tests.personas import WebClient

PAGE = "/directory/accounts/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


def listed(web: WebClient, **query: str) -> list[str]:
    return [row.name for row in web.get(PAGE, query).context["page"].rows]


def test_filters_narrow_the_list(web: WebClient) -> None:
    territory = TerritoryFactory()
    below = TerritoryFactory(parent=territory)
    system = AccountFactory(name="Alpha System", kind="health_system", country="FR")
    AccountFactory(
        name="Beta Ward", kind="department", parent=AccountFactory(name="Beta House", parent=system)
    )
    AccountFactory(name="Gamma", customer_group="payer", access_restriction="none", territory=below)
    AccountFactory(name="Omega", archived_at=timezone.now())

    assert listed(web) == ["Alpha System", "Beta House", "Beta Ward", "Gamma"]
    assert listed(web, kind="department") == ["Beta Ward"]
    assert listed(web, country="FR") == ["Alpha System"]
    assert listed(web, customer_group="payer") == ["Gamma"]
    assert listed(web, access_restriction="none") == ["Gamma"]
    assert listed(web, territory=str(territory.pk)) == ["Gamma"]
    assert listed(web, part_of=str(system.pk)) == ["Beta House", "Beta Ward"]
    assert listed(web, archived="true") == ["Omega"]
    assert listed(web, sort="-name") == ["Gamma", "Beta Ward", "Beta House", "Alpha System"]


@pytest.mark.parametrize("typed", ["hôpital lyon", "LYON HOP", "st louis"])
def test_search_finds_by_name_and_city_in_any_order(web: WebClient, typed: str) -> None:
    AccountFactory(name="Hôpital St. Louis", city="Lyon")
    AccountFactory(name="Hôpital St. Marc", city="Paris")

    assert listed(web, q=typed) == ["Hôpital St. Louis"]


def test_the_filter_by_account_shows_its_name_without_listing_all(web: WebClient) -> None:
    chosen = AccountFactory(name="Chosen House")
    AccountFactory(name="Other House", parent=AccountFactory(name="Third House"))

    page = web.get(PAGE, {"part_of": str(chosen.pk)}).content.decode()

    assert f'<option value="{chosen.pk}" selected>Chosen House</option>' in page
    assert "Other House" not in page


def test_the_list_costs_the_same_for_5_and_50_rows(web: WebClient) -> None:
    costs = []
    for count in (5, 45):
        for _ in range(count):
            AccountFactory(parent=AccountFactory(archived_at=timezone.now()), territory=TerritoryFactory())
        with CaptureQueriesContext(connection) as asked:
            assert web.get(PAGE).status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 15


def test_an_empty_list_says_what_to_do_next(web: WebClient) -> None:
    assert "No accounts yet" in web.get(PAGE).content.decode()
    assert "No account matches" in web.get(PAGE, {"q": "nothing"}).content.decode()
