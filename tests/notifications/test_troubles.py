"""Administrators see whom no mail reached, and decide what becomes of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.notifications.deciding import give_up_messages, retry_messages
from apps.notifications.models import Message
from apps.notifications.policies import may_look_after_delivery
from apps.users.models import User
from tests.personas import PERSONAS, WebClient

SignIn = Callable[[User], WebClient]
LIST, RETRY, GIVE_UP = (reverse(f"notifications:{name}") for name in ("troubles", "retry", "give_up"))
State = Message.State


@pytest.fixture
def failed(msl: User) -> list[Message]:
    """Two that failed and one that was put off; and two that are no trouble."""
    now = timezone.now()
    rows: list[dict[str, Any]] = [
        {"state": "failed", "attempts": 1, "last_error": "Refused", "smtp_code": 550, "smtp_status": "5.1.1"},
        {"state": "failed", "attempts": 10, "last_error": "TimeoutError", "trying_since": now},
        {"state": "waiting", "attempts": 2, "last_error": "PutOff", "smtp_code": 451, "claimed_until": now},
        {"state": "sent"},
        {"state": "waiting"},
    ]
    return [
        Message.objects.create(
            recipient=msl,
            kind="log_due",
            cause_id=new_id(),
            occasion="due",
            link="/interactions/",
            due_at=now - timedelta(hours=number),
            **row,
        )
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize("name", PERSONAS)
def test_only_administrators_look_after_delivery(name: str, persona: Callable[[str], User]) -> None:
    assert bool(may_look_after_delivery(persona(name))) == (name == "administrator")


def test_the_page_shows_trouble_and_no_link(
    sign_in: SignIn, administrator: User, failed: list[Message]
) -> None:
    page = sign_in(administrator).get(LIST)
    assert page.context["page"].rows == failed[:3]
    text = page.content.decode()
    assert "550 (5.1.1)" in text
    assert "May have arrived." in text
    assert "/interactions/" not in text.split("<main")[1]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=failed", 2),
        ("state=waiting", 1),
        ("answer=5", 1),
        ("answer=4", 1),
        ("answer=none", 1),
        ("who=liais", 3),
        ("who=nobody", 0),
        ("kind=factor_reset", 0),
    ],
)
def test_filters(query: str, count: int, sign_in: SignIn, administrator: User, failed: list[Message]) -> None:
    page = sign_in(administrator).get(f"{LIST}?{query}")
    assert len(page.context["page"].rows) == count


def test_the_chosen_are_sent_again(sign_in: SignIn, administrator: User, failed: list[Message]) -> None:
    sign_in(administrator).post(RETRY, {"ids": [failed[0].pk, failed[1].pk, failed[3].pk]})
    found = [Message.objects.get(pk=row.pk) for row in failed]
    assert [row.state for row in found] == ["waiting", "waiting", "waiting", "sent", "waiting"]
    assert (found[0].attempts, found[0].decided_by, found[2].decided_by) == (0, administrator, None)
    # What is not known about the last try stays to be told.
    assert found[1].trying_since is not None
    assert {row.pk for row in Message.objects.due()} == {row.pk for row in (*failed[:3], failed[4])}


def test_one_is_sent_again_by_its_own_button(
    sign_in: SignIn, administrator: User, failed: list[Message]
) -> None:
    sign_in(administrator).post(RETRY, {"ids": [failed[1].pk], "only": failed[0].pk})
    assert Message.objects.filter(decided_by=administrator).get() == failed[0]


def test_given_up_is_told_by_the_bell_alone(
    sign_in: SignIn, administrator: User, failed: list[Message]
) -> None:
    sign_in(administrator).post(GIVE_UP, {"ids": [failed[0].pk]})
    assert Message.objects.get(pk=failed[0].pk).state == State.GIVEN_UP
    assert Message.objects.told().filter(pk=failed[0].pk).exists()
    assert not Message.objects.troubled().filter(pk=failed[0].pk).exists()


def test_nothing_chosen_changes_nothing(sign_in: SignIn, administrator: User, failed: list[Message]) -> None:
    web = sign_in(administrator)
    page = web.post(RETRY, {"ids": ["no-key"]}, follow=True)
    assert "Nothing was changed" in page.content.decode()
    assert not Message.objects.exclude(decided_at=None).exists()


def test_it_is_recorded_who_decided(administrator: User, failed: list[Message]) -> None:
    with acting_as(administrator.side):
        retry_messages(by=administrator, ids=[failed[0].pk])
        give_up_messages(by=administrator, ids=[failed[1].pk])
    history: Any = Message.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [(row.pgh_context["verb"], row.state) for row in history] == [
        ("retry_messages", "waiting"),
        ("give_up_messages", "given_up"),
    ]
    assert {row.pgh_context["user"] for row in history} == {str(administrator.pk)}


@pytest.mark.parametrize("name", ["msl", "kam", "compliance"])
def test_nobody_else_decides(name: str, persona: Callable[[str], User], failed: list[Message]) -> None:
    for action in (retry_messages, give_up_messages):
        with pytest.raises(PermissionDenied):
            action(by=persona(name), ids=[failed[0].pk])
    assert Message.objects.get(pk=failed[0].pk).state == State.FAILED


def test_the_number_of_queries_does_not_grow(
    sign_in: SignIn, administrator: User, failed: list[Message], django_assert_num_queries: Any
) -> None:
    web = sign_in(administrator)
    web.get(LIST)
    with CaptureQueriesContext(connection) as few:
        web.get(LIST)
    for number in range(20):
        Message.objects.create(
            recipient=failed[0].recipient,
            kind="log_due",
            cause_id=new_id(),
            occasion=f"{number}",
            link="/",
            due_at=timezone.now(),
            state="failed",
        )
    with django_assert_num_queries(len(few)):
        web.get(LIST)


def test_an_empty_list_says_whether_filters_hide_something(
    sign_in: SignIn, administrator: User, failed: list[Message]
) -> None:
    web = sign_in(administrator)
    page = web.get(LIST, {"who": "nobody"}).content.decode()
    assert "No message matches" in page
    assert "All messages went out" not in page
    Message.objects.all().delete()
    assert "All messages went out" in web.get(LIST).content.decode()
