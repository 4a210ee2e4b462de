"""The bell and its page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from apps.core.models import new_id
from apps.notifications.actions import queue_message
from apps.notifications.context import bell
from apps.notifications.models import Message
from apps.notifications.queries import unread_count
from apps.users.models import User
from tests.personas import PERSONAS, WebClient

SignIn = Callable[[User], WebClient]
LIST = reverse("notifications:list")


def tell(user: User, count: int = 1, *, hours: int = 1) -> list[Message]:
    """Messages that were due some hours ago, the first one last."""
    for number in range(count):
        queue_message(
            to=user,
            kind=Message.Kind.LOG_DUE,
            cause_id=new_id(),
            occasion="due",
            link="/users/preferences/",
            due_at=timezone.now() - timedelta(hours=hours + number),
        )
    return list(Message.objects.filter(recipient=user).order_by("-due_at"))


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_has_a_bell(name: str, persona: Callable[[str], User], sign_in: SignIn) -> None:
    page = sign_in(persona(name)).get(LIST)
    assert page.status_code == 200
    assert "Nothing to tell you" in page.content.decode()


def test_the_unread_come_first_and_only_mine(sign_in: SignIn, msl: User, other_msl: User) -> None:
    read, *_others = tell(msl, 3)
    Message.objects.filter(pk=read.pk).update(read_at=timezone.now())
    tell(other_msl)
    page = sign_in(msl).get(LIST)
    assert [message.read_at is None for message in page.context["unread"]] == [True, True]
    assert page.context["page"].rows == [read]


def test_what_is_not_due_or_was_cancelled_is_not_told(sign_in: SignIn, msl: User) -> None:
    cancelled, *_ = tell(msl)
    Message.objects.filter(pk=cancelled.pk).update(state=Message.State.CANCELLED)
    tell(msl, hours=-2)
    assert "Nothing to tell you" in sign_in(msl).get(LIST).content.decode()
    assert unread_count(msl) == 0


def test_opening_one_marks_it_and_leads_on(sign_in: SignIn, msl: User) -> None:
    first, second = tell(msl, 2)
    answer = sign_in(msl).post(reverse("notifications:open", args=[first.pk]))
    assert (answer.status_code, answer["Location"]) == (302, first.link)
    assert list(Message.objects.filter(read_at=None)) == [second]


def test_somebody_elses_message_is_not_there(sign_in: SignIn, msl: User, kam: User) -> None:
    (message,) = tell(msl)
    assert sign_in(kam).post(reverse("notifications:open", args=[message.pk])).status_code == 404
    assert unread_count(msl) == 1


def test_all_are_marked_at_once_but_only_mine(sign_in: SignIn, msl: User, kam: User) -> None:
    tell(msl, 2)
    tell(kam)
    answer = sign_in(msl).post(reverse("notifications:mark_read"))
    assert answer["Location"] == LIST
    assert (unread_count(msl), unread_count(kam)) == (0, 1)


def test_reading_changes_nothing(sign_in: SignIn, msl: User) -> None:
    (message,) = tell(msl)
    web = sign_in(msl)
    for name, key in (("open", [message.pk]), ("mark_read", [])):
        assert web.get(reverse(f"notifications:{name}", args=key)).status_code == 405
    assert unread_count(msl) == 1


def test_the_number_of_queries_does_not_grow(
    sign_in: SignIn, msl: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    web = sign_in(msl)
    tell(msl, 5)
    web.get(LIST)
    with django_assert_max_num_queries(20) as few:
        web.get(LIST)
    tell(msl, 45, hours=10)
    with django_assert_num_queries(len(few)):
        web.get(LIST)


def test_the_bell_counts_up_to_a_limit(msl: User) -> None:
    request = RequestFactory().get("/")
    request.user = msl
    assert bell(request)["unread_messages"]() == ""
    tell(msl, 3)
    assert bell(request)["unread_messages"]() == "3"
    tell(msl, 98, hours=20)
    assert bell(request)["unread_messages"]() == "99+"
