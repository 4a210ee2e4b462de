"""The list of people: search, filters, sort, pages, and a cost that does not grow with the rows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory, TerritoryFactory
from tests.personas import WebClient

PAGE = "/directory/stakeholders/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def listed(web: WebClient, **query: str) -> list[str]:
    return [row.last_name for row in web.get(PAGE, query).context["page"].rows]


@pytest.mark.parametrize(
    "typed",
    ["Müller", "muller", "MULLER jose", "josé müll", "Jose Maria", "müller-lüdenscheidt", "lud jos"],
)
def test_search_forgives_accents_case_and_order(web: WebClient, typed: str) -> None:
    StakeholderFactory(first_name="José", middle_name="Maria", last_name="Müller-Lüdenscheidt")
    StakeholderFactory(first_name="Josef", last_name="Other")

    assert listed(web, q=typed) == ["Müller-Lüdenscheidt"]


@pytest.mark.parametrize("typed", ["'", "a' | b:*", "!", "&&", "\\", ":*", "(", "\x00"])
def test_search_survives_what_is_no_name(web: WebClient, typed: str) -> None:
    StakeholderFactory(last_name="Abel")

    assert web.get(PAGE, {"q": typed}).status_code == 200


def test_filters_narrow_the_list(web: WebClient) -> None:
    north = TerritoryFactory(name="North")
    coast = TerritoryFactory(name="Coast", parent=north)
    bay = TerritoryFactory(name="Bay", parent=coast)
    StakeholderFactory(
        last_name="Payer", customer_groups=["payer"], specialty="Health Economics", country="FR"
    )
    StakeholderFactory(last_name="Seaside", territory=bay, do_not_contact=True)
    StakeholderFactory(last_name="Gone", archived_at=timezone.now())

    assert listed(web) == ["Payer", "Seaside"]
    assert listed(web, group="payer") == ["Payer"]
    assert listed(web, country="FR") == ["Payer"]
    assert listed(web, specialty="economics") == ["Payer"]
    assert listed(web, territory=str(north.pk)) == ["Seaside"]
    assert listed(web, territory=str(coast.pk)) == ["Seaside"]
    assert listed(web, do_not_contact="true") == ["Seaside"]
    assert listed(web, do_not_contact="false") == ["Payer"]
    assert listed(web, archived="true") == ["Gone"]
    assert listed(web, archived="all") == ["Gone", "Payer", "Seaside"]
    assert listed(web, group="payer", country="DE") == []


def test_filter_by_account_finds_people_of_everything_below_once(web: WebClient) -> None:
    system = AccountFactory(name="System")
    hospital = AccountFactory(name="Hospital", parent=system)
    person = StakeholderFactory(last_name="Twice")
    AffiliationFactory(stakeholder=person, account=hospital)
    AffiliationFactory(stakeholder=person, account=system, is_primary=False)
    AffiliationFactory(
        stakeholder=StakeholderFactory(last_name="Former"), account=hospital, ended_on="2020-01-01"
    )

    assert listed(web, account=str(system.pk)) == ["Twice"]
    assert listed(web, account=str(AccountFactory().pk)) == []


def test_a_filter_that_is_no_choice_says_so(web: WebClient) -> None:
    assert "Select a valid choice" in web.get(PAGE, {"group": "nobody"}).content.decode()


def test_sort_by_name_and_by_last_contact(web: WebClient) -> None:
    day = datetime(2026, 5, 1, tzinfo=UTC)
    StakeholderFactory(last_name="Ähre", last_contact_at=day)
    StakeholderFactory(last_name="Berg", last_contact_at=day + timedelta(days=1))
    StakeholderFactory(last_name="Cole")

    assert listed(web) == ["Ähre", "Berg", "Cole"]
    assert listed(web, sort="-name") == ["Cole", "Berg", "Ähre"]
    assert listed(web, sort="-last_contact") == ["Berg", "Ähre", "Cole"]
    assert listed(web, sort="last_contact") == ["Cole", "Ähre", "Berg"]


def test_pages_keep_the_filter(web: WebClient) -> None:
    for number in range(55):
        StakeholderFactory(last_name=f"N{number:02}", country="FR" if number < 52 else "DE")
    first = web.get(PAGE, {"country": "FR"})

    second = web.get(PAGE, {"country": "FR", "cursor": first.context["page"].next_cursor})

    assert [row.last_name for row in second.context["page"].rows] == ["N50", "N51"]
    assert "country=FR" in unescape(second.content.decode()).split('rel="prev"')[0].rsplit("<a ", 1)[1]


def test_the_list_costs_the_same_for_5_and_50_rows(web: WebClient) -> None:
    costs = []
    for count in (5, 45):
        for _ in range(count):
            AffiliationFactory(stakeholder__territory=TerritoryFactory())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert web.get(PAGE).status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 16


def test_an_empty_list_says_what_to_do_next(web: WebClient) -> None:
    assert "Nobody here yet" in web.get(PAGE).content.decode()
    assert "Nobody matches" in web.get(PAGE, {"q": "nobody"}).content.decode()


def test_readers_are_not_offered_what_they_may_not(
    compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    page = sign_in(compliance).get(PAGE).content.decode()

    assert "Nobody here yet" in page
    assert "/new/" not in page
