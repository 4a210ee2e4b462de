"""Where a person works: one main affiliation at a time, and a career that keeps what ended."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.directory.actions import add_affiliation, edit_affiliation, end_affiliation, make_main_affiliation
from apps.directory.models import Affiliation
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def opened(web: WebClient, address: str) -> dict[str, Any]:
    form = web.get(address).context["form"]
    return {item.name: item.value() for item in form if item.value() not in (None, "", False)}


def test_the_first_account_becomes_the_main_one_and_a_double_click_adds_once(web: WebClient) -> None:
    person, account = StakeholderFactory(), AccountFactory()
    address = f"{person.get_absolute_url()}affiliations/new/"
    sent = {
        **opened(web, address),
        "id": str(opened(web, address)["id"]),
        "account": str(account.pk),
        "role": "Head",
    }

    for _ in range(2):
        assert web.post(address, sent)["Location"] == person.get_absolute_url()

    affiliation = Affiliation.objects.get()
    assert (affiliation.account, affiliation.role, affiliation.is_primary) == (account, "Head", True)


def test_a_new_main_affiliation_takes_the_place_of_the_former(msl: User) -> None:
    former = AffiliationFactory()
    values = {"account": AccountFactory(), "is_primary": True}

    added = add_affiliation(by=msl, stakeholder=former.stakeholder, values=values)
    assert list(Affiliation.objects.filter(is_primary=True)) == [added]

    make_main_affiliation(by=msl, affiliation=former)
    assert list(Affiliation.objects.filter(is_primary=True)) == [former]


def test_ending_keeps_it_in_the_career(web: WebClient) -> None:
    affiliation = AffiliationFactory(started_on=date(2020, 1, 1))
    yesterday = timezone.localdate() - timedelta(days=1)
    address = f"/directory/affiliations/{affiliation.pk}/end/"

    web.post(address, {"ended_on": str(yesterday)})

    affiliation.refresh_from_db()
    assert (affiliation.ended_on, affiliation.is_primary, affiliation.is_over) == (yesterday, False, True)
    assert "1 earlier affiliation" in web.get(affiliation.stakeholder.get_absolute_url()).content.decode()


def test_it_cannot_end_before_it_began(web: WebClient) -> None:
    affiliation = AffiliationFactory(started_on=date(2020, 1, 1))
    sent = {**opened(web, f"/directory/affiliations/{affiliation.pk}/edit/"), "ended_on": "2019-12-31"}

    ended = web.post(f"/directory/affiliations/{affiliation.pk}/end/", {"ended_on": "2019-12-31"})
    edited = web.post(f"/directory/affiliations/{affiliation.pk}/edit/", sent)

    assert "before the start" in " ".join(ended.context["form"].errors["ended_on"])
    assert edited.context["form"].errors["ended_on"] == ["This is before the start."]
    assert not edited.context["form"].non_field_errors()


def test_an_end_that_lies_ahead_still_holds(web: WebClient) -> None:
    affiliation = AffiliationFactory(ended_on=timezone.localdate() + timedelta(days=9), is_primary=False)

    assert "earlier affiliation" not in web.get(affiliation.stakeholder.get_absolute_url()).content.decode()


def test_edits_of_different_fields_are_merged_and_of_one_field_shown(web: WebClient) -> None:
    affiliation = AffiliationFactory(role="Consultant")
    address = f"/directory/affiliations/{affiliation.pk}/edit/"
    mine, theirs = opened(web, address), opened(web, address)
    web.post(address, {**theirs, "role": "Head", "decision_role": "influencer"})

    answer = web.post(address, {**mine, "role": "Chief"})

    assert [(row.mine, row.theirs, row.before) for row in answer.context["form"].conflicts] == [
        ("Chief", "Head", "Consultant")
    ]
    assert answer.context["form"]["decision_role"].value() == "influencer"


def test_one_that_ended_cannot_be_the_main_one(web: WebClient, msl: User) -> None:
    ended = end_affiliation(by=msl, affiliation=AffiliationFactory(), ended_on=timezone.localdate())

    assert web.post(f"/directory/affiliations/{ended.pk}/main/").status_code == 404


def test_an_archived_account_is_refused(web: WebClient) -> None:
    person, account = StakeholderFactory(), AccountFactory(archived_at=timezone.now())
    address = f"{person.get_absolute_url()}affiliations/new/"

    answer = web.post(address, {"account": str(account.pk), "decision_role": "unknown"})

    assert "archived" in " ".join(answer.context["form"].errors["account"])
    assert not Affiliation.objects.exists()


def test_an_edit_that_changes_nothing_writes_nothing(msl: User, web: WebClient) -> None:
    affiliation = AffiliationFactory()
    before = opened(web, f"/directory/affiliations/{affiliation.pk}/edit/")["before"]

    edit_affiliation(by=msl, affiliation=affiliation, before=before, values={"role": "Consultant"})

    assert Affiliation.objects.get().revision == 1
