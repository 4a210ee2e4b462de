"""Reading reports: one's own only, numbers that stay, rows as far as they may be seen now."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import TherapeuticArea, TherapeuticAreaAssignment
from apps.dashboards.models import Edition, Subscription
from apps.followups.models import Commitment
from apps.users.models import User
from tests.dashboards.conftest import sweep
from tests.personas import PERSONAS, WebClient

URL = "/reports/"


@pytest.mark.parametrize("name", PERSONAS)
def test_nobody_reads_another_persons_report(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], edition: Edition
) -> None:
    answer = sign_in(persona(name)).get(edition.get_absolute_url())
    assert answer.status_code == (200 if name == "msl" else 404)


def test_it_leads_to_what_it_counts(web: WebClient, edition: Edition) -> None:
    page = web.get(URL).content.decode()
    assert edition.get_absolute_url() in page
    page = web.get(edition.get_absolute_url()).content.decode()
    for commitment in Commitment.objects.all():
        assert commitment.get_absolute_url() in page
    assert "Weekly digest, 23 Nov 2026" in page


def test_the_numbers_stay_when_the_rows_change(web: WebClient, edition: Edition) -> None:
    before = edition.content
    Commitment.objects.filter(state="open").update(what="Send another one", due_on="2030-01-01")
    page = web.get(edition.get_absolute_url()).content.decode()
    assert "Send another one" in page
    edition.refresh_from_db()
    assert edition.content == before


def test_what_may_be_seen_no_longer_is_counted_and_not_shown(
    msl: User, other_msl: User, other_area: TherapeuticArea, web: WebClient, edition: Edition
) -> None:
    Commitment.objects.update(owner=other_msl, therapeutic_area=other_area, what="Hidden from now on")
    TherapeuticAreaAssignment.objects.filter(user=msl).delete()
    page = web.get(edition.get_absolute_url()).content.decode()
    assert "Hidden from now on" not in page
    assert "1 more was counted then" in page


def test_a_part_that_is_added_later_is_not_in_old_reports(web: WebClient, edition: Edition) -> None:
    days = {"first_day": "2020-01-06", "last_day": "2020-01-12"}
    old = Edition.objects.create(person=edition.person, report="weekly", content={}, **days)
    assert "Nothing to tell" in web.get(old.get_absolute_url()).content.decode()


def test_a_report_that_is_made_no_longer_is_named_in_the_list(web: WebClient, edition: Edition) -> None:
    days = {"first_day": "2020-01-06", "last_day": "2020-01-12"}
    old = Edition.objects.create(person=edition.person, report="gone", content={}, **days)
    assert "gone" in web.get(URL).content.decode()
    assert web.get(old.get_absolute_url()).status_code == 404


def test_it_costs_the_same_for_many_rows(
    web: WebClient, edition: Edition, promised: Callable[..., Commitment]
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(Edition.objects.get().get_absolute_url())
        return len(captured)

    cost()
    few = cost()
    Edition.objects.all().delete()
    for _number in range(20):
        promised(3)
    sweep()
    assert cost() == few


def test_one_says_which_ones_one_wants(web: WebClient, msl: User) -> None:
    for wanted in ("no", "no", "yes"):
        page = web.post(f"{URL}weekly/choose/", {"wanted": wanted}, follow=True).content.decode()
        assert ("You do not get it" in page) == (wanted == "no")
    assert Subscription.objects.get().is_wanted
    assert web.post(f"{URL}nothing/choose/", {"wanted": "no"}).status_code == 404


@pytest.mark.parametrize("name", ["kam", "director", "compliance", "administrator"])
def test_who_gets_no_report_is_told_so(name: str, persona: Any, sign_in: Any) -> None:
    web = sign_in(persona(name))
    assert web.get(URL).status_code == 403
    assert web.post(f"{URL}weekly/choose/", {"wanted": "no"}).status_code == 403
    assert "/reports/" not in web.get("/", follow=True).content.decode()
