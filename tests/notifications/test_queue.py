"""Writing to the outbox: once per occasion, in the transaction of the cause."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import SIDES_OF_PEOPLE, Side
from apps.notifications import actions
from apps.notifications.actions import Telling, cancel_messages, queue_message, queue_messages
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
    cancel_messages(causes=[CAUSE], kinds=[LOG_DUE])
    queue(occasion="second")
    cancel_messages(causes=[CAUSE], kinds=[LOG_DUE])
    queue(occasion="first")
    states = dict(Message.objects.values_list("occasion", "state"))
    assert states == {"first": Message.State.WAITING, "second": Message.State.CANCELLED}


def test_cancelling_stops_what_waits_and_settles_what_was_told(queue: Callable[..., Message]) -> None:
    Message.objects.filter(pk=queue(occasion="sent").pk).update(state=Message.State.SENT)
    queue(occasion="waits")
    cancel_messages(causes=[CAUSE], kinds=[LOG_DUE])
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
        cancel_messages(causes=[CAUSE], kinds=[LOG_DUE])
        assert queue().state == Message.State.WAITING


# --- many at once ---

CAUSES = [new_id() for _number in range(20)]


def of(to: User, causes: list[Any], *, link: str = "/", in_hours: int = 1) -> list[Telling]:
    due_at = timezone.now() + timedelta(hours=in_hours)
    return [Telling(to, LOG_DUE, cause, "first", link, due_at) for cause in causes]


def statements(tellings: list[Telling]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        queue_messages(tellings)
    return [query["sql"].split()[0] for query in captured]


def test_many_cost_as_much_as_one(msl: User) -> None:
    assert statements(of(msl, CAUSES[:1])) == statements(of(msl, CAUSES[1:])) == ["SELECT", "INSERT"]
    assert Message.objects.count() == 20


def test_what_is_told_is_only_read(msl: User) -> None:
    queue_messages(of(msl, CAUSES))
    assert statements(of(msl, CAUSES)) == ["SELECT"]
    assert Message.objects.count() == 20


def test_many_are_revived_at_once_each_with_its_time_and_link(msl: User) -> None:
    queue_messages(of(msl, CAUSES))
    Message.objects.filter(cause_id=CAUSES[0]).update(state="sent")
    cancel_messages(causes=CAUSES, kinds=[LOG_DUE])
    again = [of(msl, [cause], link=f"/{cause}/", in_hours=hours)[0] for hours, cause in enumerate(CAUSES, 2)]
    assert statements(again) == ["SELECT", "UPDATE"]
    assert Message.objects.get(state="sent").link == "/"
    revived = Message.objects.filter(state="waiting")
    told = {(row.cause_id, row.link, row.due_at) for row in revived}
    assert told == {(one.cause_id, one.link, one.due_at) for one in again[1:]}


def test_the_same_thing_said_twice_is_one_message(msl: User) -> None:
    queue_messages([*of(msl, CAUSES), *of(msl, CAUSES)])
    assert Message.objects.count() == 20


def test_nothing_to_tell_asks_nothing(msl: User) -> None:
    assert statements([]) == []


def test_nobody_is_woken_for_what_is_told_already(msl: User, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(actions, "wake", lambda: woken.append("woken"))
    for _time in range(2):
        queue_messages(of(msl, CAUSES, in_hours=0))
        assert woken == ["woken"]


def test_what_another_revived_and_sent_meanwhile_is_not_sent_again(
    msl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = actions._known

    def seen(*args: Any) -> Any:
        found = known(*args)
        Message.objects.update(state="sent")
        return found

    queue_messages(of(msl, CAUSES))
    cancel_messages(causes=CAUSES, kinds=[LOG_DUE])
    monkeypatch.setattr(actions, "_known", seen)
    queue_messages(of(msl, CAUSES))
    assert Message.objects.filter(state="sent").count() == 20


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_each_once(msl: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have seen that nothing is told, and name the same things the other way round."""
    together, known = Barrier(2, timeout=60), actions._known

    def seen(*args: Any) -> Any:
        found = known(*args)
        together.wait()
        return found

    def run(causes: list[Any]) -> None:
        try:
            with acting_as(Side.MEDICAL):
                queue_messages(of(msl, causes))
        finally:
            connection.close()

    monkeypatch.setattr(actions, "_known", seen)
    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(run, CAUSES), pool.submit(run, CAUSES[::-1])]:
            future.result()
    assert Message.objects.count() == 20
