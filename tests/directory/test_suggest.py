"""Suggestions of search boxes: short, quick whatever is typed, and only what may be chosen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory
from tests.personas import WebClient

PEOPLE, PLACES = "/directory/stakeholders/suggest/", "/directory/accounts/suggest/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def found(web: WebClient, page: str, **query: str) -> list[str]:
    answer: list[dict[str, Any]] = web.get(page, query).json()
    return [row["text"] for row in answer]


def test_people_are_told_apart_by_where_they_work(web: WebClient) -> None:
    person = StakeholderFactory(first_name="Ada", last_name="Byron", specialty="Cardiology")
    AffiliationFactory(stakeholder=person, account__name="North Clinic")

    assert web.get(PEOPLE, {"q": "ada byr"}).json() == [
        {"id": str(person.pk), "text": "Ada Byron", "detail": "Cardiology, North Clinic"}
    ]


def test_without_an_account_or_parent_the_country_is_said(web: WebClient) -> None:
    StakeholderFactory(last_name="Byron", country="FR")
    AccountFactory(name="Solo House", kind="clinic")

    assert web.get(PEOPLE, {"q": "byron"}).json()[0]["detail"] == "France"
    assert web.get(PLACES, {"q": "solo"}).json()[0]["detail"] == "Clinic, Germany"


def test_places_say_what_and_where_they_are(web: WebClient) -> None:
    account = AccountFactory(
        name="Ward 3", kind="department", city="Lyon", parent=AccountFactory(name="House")
    )

    assert web.get(PLACES, {"q": "ward"}).json() == [
        {"id": str(account.pk), "text": "Ward 3", "detail": "Department, Lyon, House"}
    ]


@pytest.mark.parametrize("typed", ["", "b", "by", "byron", "b a", "'", "\\"])
def test_any_text_costs_four_queries_and_gives_20_at_most(web: WebClient, typed: str) -> None:
    for _ in range(30):
        StakeholderFactory(first_name="Ada", last_name="Byron")

    with CaptureQueriesContext(connection) as asked:
        people = found(web, PEOPLE, q=typed)

    assert people == ["Ada Byron"] * 20
    own = [query["sql"] for query in asked if "directory_" in query["sql"]]
    assert len(own) <= 4
    assert all("LIMIT" in sql or "IN (" in sql for sql in own if 'FROM "directory_stakeholder"' in sql)


def test_whole_words_come_before_beginnings(web: WebClient) -> None:
    for name in ("Martinez", "Marten", "Mart"):
        StakeholderFactory(first_name="Z", last_name=name)

    assert found(web, PEOPLE, q="mart") == ["Z Mart", "Z Marten", "Z Martinez"]


def test_archived_rows_are_not_offered(web: WebClient) -> None:
    StakeholderFactory(last_name="Gone", archived_at=timezone.now())
    AccountFactory(name="Gone House", archived_at=timezone.now())

    assert found(web, PEOPLE, q="gone") == found(web, PLACES, q="gone") == []


def test_people_of_the_chosen_account_come_first(web: WebClient) -> None:
    here = AccountFactory()
    StakeholderFactory(first_name="Ann", last_name="Abel")
    AffiliationFactory(stakeholder=StakeholderFactory(first_name="Ann", last_name="Zorn"), account=here)

    assert found(web, PEOPLE, account=str(here.pk)) == ["Ann Zorn"]
    assert found(web, PEOPLE, account=str(here.pk), q="ann") == ["Ann Zorn", "Ann Abel"]
    assert found(web, PEOPLE, account="nonsense", q="ann") == ["Ann Abel", "Ann Zorn"]
