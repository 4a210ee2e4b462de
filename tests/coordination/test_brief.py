"""The brief: one page before a visit, and a row that says who opened it."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.coordination import context_actions
from apps.coordination.models import BriefView, CriticalEvent, Touchpoint
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.users.models import User
from tests.coordination.around import Details, in_days, plan
from tests.factories import AccountFactory
from tests.keyaccounts.visits import SECRET, log, planned
from tests.personas import PERSONAS, WebClient

SignIn = Callable[[User], WebClient]
OPEN = {"msl", "other_msl", "manager", "director", "medical_information", "stranger", "compliance"}


def url_of(touchpoint: Touchpoint) -> str:
    return f"{touchpoint.get_absolute_url()}brief/"


@pytest.fixture
def coming(msl: User, details: Details) -> Touchpoint:
    return plan(msl, details)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_opens_it_and_that_it_is_kept(
    name: str, persona: Callable[[str], User], sign_in: SignIn, coming: Touchpoint
) -> None:
    web = sign_in(persona(name))
    answer = web.get(url_of(coming))
    assert (answer.status_code == 200) is (name in OPEN)
    assert list(BriefView.objects.values_list("user", flat=True)) == (
        [persona(name).pk] if name in OPEN else []
    )
    web.head(url_of(coming))
    assert BriefView.objects.count() == (name in OPEN)


def test_it_says_when_it_was_opened_before(msl: User, sign_in: SignIn, coming: Touchpoint) -> None:
    web = sign_in(msl)
    assert "You opened it" not in web.get(url_of(coming)).content.decode()
    assert "You opened it" in web.get(url_of(coming)).content.decode()
    assert BriefView.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}],
)
def test_what_is_fetched_ahead_is_neither_shown_nor_kept(
    headers: dict[str, str], msl: User, sign_in: SignIn, coming: Touchpoint
) -> None:
    web = sign_in(msl)
    answer = web.get(url_of(coming), headers=headers)
    assert (answer.status_code, answer.content) == (425, b""), "a browser asks again when it is opened"
    assert not BriefView.objects.exists()
    opened = web.get(url_of(coming))
    assert (opened.status_code, opened["Cache-Control"]) == (200, "no-store")
    assert BriefView.objects.count() == 1


def test_a_page_that_fails_keeps_nothing(
    msl: User, sign_in: SignIn, coming: Touchpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither does one whose opening cannot be kept show anything."""
    web = sign_in(msl)
    web.raise_request_exception = False
    monkeypatch.setattr("apps.coordination.brief_views.render", lambda *args: _broken())
    assert web.get(url_of(coming)).status_code == 500
    monkeypatch.undo()
    monkeypatch.setattr("apps.coordination.brief_views.record_brief_view", lambda **kwargs: _broken())
    assert web.get(url_of(coming)).status_code == 500, "what cannot be recorded is not shown"
    assert not BriefView.objects.exists()


def _broken() -> Any:
    raise RuntimeError("broken")


def test_what_it_shows(
    msl: User, kam: User, sign_in: SignIn, details: Details, account: Account, stakeholder: Stakeholder
) -> None:
    account.parent = AccountFactory(name="Northern Group")
    account.access_restriction = "by_appointment"
    account.save()
    Stakeholder.objects.update(preferred_channel="video", contacts_per_quarter=1)
    values = {"kind": "formulary_review", "starts_on": in_days(9).date(), "ends_on": None}
    context_actions.record_context(
        by=kam, model=CriticalEvent, id=new_id(), account=account.parent, values=values
    )
    mine = plan(msl, details)
    log(kam, planned(kam, hours=-20, account=account, stakeholders=[stakeholder]), SECRET)
    page = sign_in(msl).get(url_of(mine)).content.decode()
    for words in (
        "Northern Group", "By appointment", "Formulary review", "prefers Video call", "At the limit",
        "Kim Account", "Colleagues nearby",
    ):  # fmt: skip
        assert words in page
    assert SECRET not in page


def test_commercial_notes_stand_in_the_brief_of_the_commercial_side(
    kam: User, sign_in: SignIn, account: Account, stakeholder: Stakeholder
) -> None:
    log(kam, planned(kam, hours=-20, account=account, stakeholders=[stakeholder]), SECRET)
    visit = planned(kam, hours=30, account=account, stakeholders=[stakeholder])
    assert SECRET in sign_in(kam).get(url_of(visit.touchpoint)).content.decode()


def test_what_was_said_stands_in_the_brief_of_the_medical_side(
    msl: User, sign_in: SignIn, coming: Touchpoint, submitted: Any
) -> None:
    assert "Asked about resistance." in sign_in(msl).get(url_of(coming)).content.decode()
