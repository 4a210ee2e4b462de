"""Writing to the outbox: once per occasion, in the transaction of the cause."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import SIDES_OF_PEOPLE, Side
from apps.notifications.actions import cancel_messages, queue_message
from apps.notifications.models import Message
from apps.notifications.tasks import deliver_messages
from apps.users.models import User

CAUSE = new_id()
LOG_DUE = Message.Kind.LOG_DUE


@pytest.fixture
def queue(msl: User) -> Callable[..., Message]:
    def queued(due_at: datetime | None = None, occasion: str = "first", **fields: Any) -> Message:
        due_at = due_at or timezone.now() + timedelta(hours=1)
        told: dict[str, Any] = {
            "to": msl,
            "kind": LOG_DUE,
            "cause_id": CAUSE,
            "link": "/interactions/",
        } | fields
        queue_message(occasion=occasion, due_at=due_at, **told)
        return Message.objects.get(occasion=occasion)

    return queued


def test_an_occasion_is_told_once(queue: Callable[..., Message]) -> None:
    first = queue()
    assert queue() == first
    assert Message.objects.count() == 1


def test_another_occasion_is_another_message(queue: Callable[..., Message]) -> None:
    assert queue(occasion="first") != queue(occasion="second")


def test_what_was_sent_is_not_sent_again(queue: Callable[..., Message]) -> None:
    Message.objects.filter(pk=queue().pk).update(state=Message.State.SENT)
    assert queue().state == Message.State.SENT


def test_a_plan_that_is_moved_away_and_back_is_reminded_of(queue: Callable[..., Message]) -> None:
    queue()
    cancel_messages(cause_id=CAUSE, kinds=[LOG_DUE])
    queue(occasion="second")
    cancel_messages(cause_id=CAUSE, kinds=[LOG_DUE])
    queue(occasion="first")
    states = dict(Message.objects.values_list("occasion", "state"))
    assert states == {"first": Message.State.WAITING, "second": Message.State.CANCELLED}


def test_cancelling_stops_what_waits_and_settles_what_was_told(queue: Callable[..., Message]) -> None:
    Message.objects.filter(pk=queue(occasion="sent").pk).update(state=Message.State.SENT)
    queue(occasion="waits")
    cancel_messages(cause_id=CAUSE, kinds=[LOG_DUE])
    assert Message.objects.get(occasion="waits").state == Message.State.CANCELLED
    sent = Message.objects.get(occasion="sent")
    assert (sent.state, sent.read_at is None) == (Message.State.SENT, False)


def test_the_worker_is_woken_only_for_what_is_due(
    queue: Callable[..., Message],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(deliver_messages, "apply_async", lambda *args, **kwargs: woken.append("woken"))
    with django_capture_on_commit_callbacks(execute=True):
        queue(occasion="later")
    assert woken == []
    with django_capture_on_commit_callbacks(execute=True):
        queue(occasion="now", due_at=timezone.now())
    assert woken == ["woken"]


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "interactions/"])
def test_a_message_leads_nowhere_else(queue: Callable[..., Message], link: str) -> None:
    with pytest.raises(ValueError, match="within the product"):
        queue(link=link)


@pytest.mark.parametrize("side", SIDES_OF_PEOPLE)
def test_every_side_may_leave_and_cancel_a_message(queue: Callable[..., Message], side: Side) -> None:
    with acting_as(side):
        queue()
        cancel_messages(cause_id=CAUSE, kinds=[LOG_DUE])
        assert queue().state == Message.State.WAITING
