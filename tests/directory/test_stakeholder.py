"""A person's page."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core import registry
from apps.core.registry import Panel, register_panel
from apps.directory.models import StakeholderIdentifier
from apps.users.models import User
from tests.factories import AffiliationFactory, StakeholderFactory
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def test_the_page_says_who_this_is_and_how_to_reach_them(web: WebClient) -> None:
    person = StakeholderFactory(
        first_name="Ada",
        last_name="Byron",
        degrees="MD",
        specialty="Haematology",
        customer_groups=["kol", "investigator"],
        languages=["fr"],
        preferred_channel="video",
        preferred_time="evening",
        contacts_per_quarter=2,
        email="ada@clinic.example",
    )
    StakeholderIdentifier.objects.create(stakeholder=person, system="orcid", value="0000-0002-1825-0097")
    AffiliationFactory(
        stakeholder=person, account__name="North Clinic", role="Head", started_on=date(2020, 2, 1)
    )
    AffiliationFactory(
        stakeholder=person, account__name="Old Clinic", is_primary=False, ended_on=date(2019, 1, 1)
    )

    page = web.get(person.get_absolute_url()).content.decode()

    for text in (
        "<h1>Ada Byron</h1>",
        "MD · Haematology · Head at North Clinic",
        "Key opinion leader, Investigator",
        "French",
        "Video call",
        "Evening",
        "2 at most",
        "mailto:ada@clinic.example",
        "0000-0002-1825-0097",
        "since Feb 2020",
        "1 earlier affiliation",
        "Old Clinic",
    ):
        assert text in page
    assert "Do not contact" not in page


def test_wishes_and_limits_are_said_in_words(web: WebClient) -> None:
    person = StakeholderFactory(do_not_contact=True)
    AffiliationFactory(
        stakeholder=person, account__name="Guarded", account__access_restriction="by_appointment"
    )

    page = web.get(person.get_absolute_url()).content.decode()

    assert "asked not to be contacted" in page
    assert "Guarded: By appointment" in page


def test_an_archived_person_offers_only_the_way_back(web: WebClient) -> None:
    person = StakeholderFactory(archived_at=timezone.now())

    page = web.get(person.get_absolute_url()).content.decode()

    assert "Bring back" in page
    assert f"{person.get_absolute_url()}edit/" not in page


def test_readers_see_no_buttons(safety: User, sign_in: Callable[[User], WebClient]) -> None:
    person = AffiliationFactory().stakeholder

    page = sign_in(safety).get(person.get_absolute_url()).content.decode()

    for word in ("/edit/", "/archive/", "/new/", "/main/"):
        assert word not in page


def test_the_page_costs_the_same_however_long_the_career(web: WebClient) -> None:
    person = StakeholderFactory()
    costs = []
    for count in (1, 20):
        for _ in range(count):
            AffiliationFactory(stakeholder=person, is_primary=False)
        with CaptureQueriesContext(connection) as asked:
            web.get(person.get_absolute_url())
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 33


def test_panels_of_other_apps_stand_where_they_ask_to(
    web: WebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_panels", {})
    for name, column, html in (
        ("first", "main", "<b>Alpha</b>"),
        ("second", "side", "Beta"),
        ("third", "side", " "),
    ):
        register_panel(
            Panel(
                name=name,
                page="directory.stakeholder",
                title=name.title(),
                order=1,
                render=lambda request, thing, html=html: html,  # type: ignore[misc]
                may_see=lambda user: True,
                column=column,
            )
        )
    answer = web.get(StakeholderFactory().get_absolute_url())

    assert [panel["name"] for panel in answer.context["main_panels"]] == ["first"]
    assert [panel["name"] for panel in answer.context["side_panels"]] == ["second"]
    assert "<b>Alpha</b>" in answer.content.decode()
