"""The list of KOLs: filters, sorting, and the same number of queries for few and many."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.kols.models import KOLProfile
from apps.users.models import User
from tests.factories import AffiliationFactory, StakeholderFactory, UserFactory, assign, kol_profile
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]


def kol(area: TherapeuticArea, last_name: str, *, country: str = "DE", **fields: Any) -> KOLProfile:
    """A KOL by last name."""
    person = StakeholderFactory(first_name="Bo", last_name=last_name, country=country)
    return kol_profile(area=area, stakeholder=person, **fields)


@pytest.fixture
def kols(area: TherapeuticArea, msl: User) -> None:
    """Four KOLs, each different in one thing."""
    now = timezone.now()
    kol(area, "Ærø", responsible=msl, last_interaction_at=now - timedelta(days=100))
    mate = UserFactory(role="msl", team=msl.team)
    kol(area, "Berg", responsible=mate, tier=1, tier_reason="Known.", last_interaction_at=now)
    kol(area, "Cole", stage="engaged", country="FR")
    second = kol(area, "Dahl", last_interaction_at=now - timedelta(days=10))
    second.stakeholder.archived_at = now
    second.stakeholder.save()


def names(client: WebClient, **query: Any) -> list[str]:
    page = client.get(reverse("kols:list"), query).context["page"]
    return [profile.stakeholder.last_name for profile in page.rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Ærø", "Berg", "Cole"]),
        ({"sort": "-name"}, ["Cole", "Berg", "Ærø"]),
        ({"sort": "-last_interaction"}, ["Berg", "Ærø", "Cole"]),
        ({"sort": "last_interaction"}, ["Cole", "Ærø", "Berg"]),
        ({"q": "aero bo"}, ["Ærø"]),
        ({"tier": "1"}, ["Berg"]),
        ({"tier": "null"}, ["Ærø", "Cole"]),
        ({"stage": "engaged"}, ["Cole"]),
        ({"country": "FR"}, ["Cole"]),
        ({"responsible": "me"}, ["Ærø"]),
        ({"responsible": "team"}, ["Ærø", "Berg"]),
        ({"quiet_days": "30"}, ["Ærø", "Cole"]),
        ({"quiet_days": "30", "responsible": "team"}, ["Ærø"]),
        ({"q": "nobody"}, []),
    ],
)
@pytest.mark.usefixtures("kols")
def test_filters_and_sorts(query: dict[str, str], found: list[str], msl: User, sign_in: SignIn) -> None:
    assert names(sign_in(msl), **query) == found


def test_by_area(director: User, area: TherapeuticArea, other_area: TherapeuticArea, sign_in: SignIn) -> None:
    kol(area, "Berg")
    kol(other_area, "Cole")
    assert names(sign_in(director)) == ["Berg", "Cole"]
    assert names(sign_in(director), area=str(other_area.pk)) == ["Cole"]


def test_in_two_of_my_areas_is_listed_once(
    msl: User, area: TherapeuticArea, other_area: TherapeuticArea, sign_in: SignIn
) -> None:
    assign(msl, other_area)
    profile = kol(area, "Berg")
    profile.areas.create(therapeutic_area=other_area)
    assert names(sign_in(msl)) == ["Berg"]


def test_as_many_queries_for_many(msl: User, area: TherapeuticArea, sign_in: SignIn) -> None:
    client = sign_in(msl)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("kols:list")).status_code == 200
        return len(queries)

    def more(count: int) -> None:
        for _number in range(count):
            profile = kol(area, "Berg", responsible=UserFactory(role="msl"))
            AffiliationFactory(stakeholder=profile.stakeholder)

    more(5)
    few = cost()
    more(45)
    assert cost() == few


@pytest.mark.parametrize(("query", "words"), [({}, "No KOLs in your"), ({"q": "x"}, "No KOL matches")])
def test_an_empty_list_says_what_to_do(query: dict[str, str], words: str, msl: User, sign_in: SignIn) -> None:
    assert words in sign_in(msl).get(reverse("kols:list"), query).content.decode()


def test_navigation_leads_here(msl: User, kam: User, sign_in: SignIn) -> None:
    for user, is_there in ((msl, True), (kam, False)):
        page = sign_in(user).get(reverse("directory:stakeholders")).content.decode()
        assert (f'href="{reverse("kols:list")}"' in page) is is_there
        assert (f'href="{reverse("kols:candidates")}"' in page) is is_there
