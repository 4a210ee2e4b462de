"""Sending what is due, as the worker's login: with care for every way in which it can fail."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings as conf
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.template import TemplateDoesNotExist
from django.utils import timezone

from apps.core import pauses
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.interactions.actions import log_interaction
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.notifications import delivery, marking
from apps.notifications.actions import queue_message
from apps.notifications.models import Message
from apps.notifications.tasks import deliver_messages
from apps.users.models import User

State = Message.State


@pytest.fixture(autouse=True)
def _as_worker(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    """Everything is made first, by the owner; what follows runs under the worker's login."""
    for name in ("msl", "planned", "due"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
    with role_taken(WEB_LOGIN):
        yield


@pytest.fixture
def due(msl: User) -> list[Message]:
    """Three messages that are due, the longest first."""
    now = timezone.now()
    for number in (3, 2, 1):
        queue_message(
            to=msl,
            kind=Message.Kind.LOG_DUE,
            cause_id=new_id(),
            occasion="due",
            link=f"/interactions/{number}/",
            due_at=now - timedelta(hours=number),
        )
    return list(Message.objects.order_by("due_at"))


def break_mail(monkeypatch: pytest.MonkeyPatch, fault: Exception, count: int = 10**6) -> None:
    """The next `count` mails fail."""
    left = iter(range(count))
    send = EmailBackend.send_messages

    def broken(backend: EmailBackend, messages: Any) -> Any:
        if next(left, None) is not None:
            raise fault
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", broken)


def html_of(sent: mail.EmailMessage) -> str:
    """The second form of a mail."""
    assert isinstance(sent, mail.EmailMultiAlternatives)
    (alternative,) = sent.alternatives
    return str(alternative[0])


def test_a_contact_that_was_not_logged_is_reminded_of(planned: Interaction, msl: User) -> None:
    deliver_messages()
    (sent,) = mail.outbox
    assert sent.to == [f"{msl.get_full_name()} <{msl.email}>"]
    assert sent.subject == "A contact is waiting to be logged"
    assert f"{conf.PUBLIC_URL}/interactions/{planned.pk}/" in sent.body
    message = Message.objects.get()
    assert (message.state, message.attempts) == (State.SENT, 1)
    deliver_messages()
    assert len(mail.outbox) == 1


def test_a_mail_names_no_stakeholder_account_or_content(planned: Interaction) -> None:
    deliver_messages()
    (sent,) = mail.outbox
    whole = sent.message().as_string() + html_of(sent)
    for word in ("Müller", "M=C3=BCller", "Lindenhof", "Haematology", "Exchange"):
        assert word not in whole


def test_text_and_html_lead_to_the_same_page(due: list[Message]) -> None:
    deliver_messages()
    for sent, message in zip(mail.outbox, due, strict=True):
        address = f"{conf.PUBLIC_URL}{message.link}"
        assert address in sent.body
        assert f'href="{address}"' in html_of(sent)
        assert sent.extra_headers["Message-ID"].startswith(f"<{message.pk}@")


def test_nothing_is_sent_early(msl: User) -> None:
    with role_taken("crm_medical"):
        queue_message(
            to=msl,
            kind=Message.Kind.LOG_DUE,
            cause_id=new_id(),
            occasion="later",
            link="/",
            due_at=timezone.now() + timedelta(minutes=1),
        )
    deliver_messages()
    assert mail.outbox == []


def test_what_another_worker_holds_is_left_to_it(due: list[Message]) -> None:
    assert delivery.claim() == due
    assert delivery.claim() == []
    Message.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert len(delivery.claim()) == 3


def test_a_message_that_was_cancelled_after_the_claim_is_not_sent(due: list[Message]) -> None:
    claimed = delivery.claim()
    Message.objects.filter(pk=claimed[0].pk).update(state=State.CANCELLED)
    letters, faults = delivery._letters(claimed)
    assert delivery.send_all(letters, faults)
    assert len(mail.outbox) == 2


def test_who_can_no_longer_sign_in_gets_no_mail(due: list[Message], msl: User) -> None:
    with role_taken("crm_administration"):
        User.objects.filter(pk=msl.pk).update(is_active=False)
    deliver_messages()
    assert mail.outbox == []
    assert set(Message.objects.values_list("state", flat=True)) == {State.CANCELLED}


def test_trouble_with_the_server_puts_off_and_stops_nothing_else(
    due: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_mail(monkeypatch, SMTPServerDisconnected("says: Dear Mira"), count=1)
    deliver_messages()
    first, *others = Message.objects.order_by("due_at")
    assert (first.state, first.attempts, first.last_error) == (State.WAITING, 1, "SMTPServerDisconnected")
    assert first.claimed_until is not None
    assert timedelta(seconds=50) < first.claimed_until - timezone.now() < timedelta(seconds=95)
    assert [message.state for message in others] == [State.SENT, State.SENT]
    Message.objects.update(claimed_until=None)
    deliver_messages()
    assert Message.objects.filter(state=State.SENT, last_error="").count() == 3


def test_it_is_given_up_after_some_tries(due: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    break_mail(monkeypatch, OSError("no route"))
    for _try in range(marking.MAX_ATTEMPTS):
        Message.objects.update(claimed_until=None)
        deliver_messages()
    assert set(Message.objects.values_list("state", "attempts")) == {(State.FAILED, marking.MAX_ATTEMPTS)}


def test_a_message_that_ends_each_worker_is_given_up_too(due: list[Message]) -> None:
    Message.objects.filter(pk=due[0].pk).update(attempts=marking.MAX_ATTEMPTS)
    deliver_messages()
    assert len(mail.outbox) == 2
    assert Message.objects.get(pk=due[0].pk).state == State.FAILED


def test_a_fault_of_ours_is_seen_and_blocks_nothing(
    due: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_mail(monkeypatch, KeyError("ours"), count=1)
    with pytest.raises(KeyError):
        deliver_messages()
    failed = Message.objects.get(pk=due[0].pk)
    assert (failed.last_error, failed.state, failed.attempts) == ("KeyError", State.WAITING, 1)
    assert len(mail.outbox) == 2
    Message.objects.update(claimed_until=None)
    deliver_messages()
    assert Message.objects.get(pk=due[0].pk).is_possibly_repeated


def test_a_mail_that_cannot_be_made_is_seen_and_blocks_nothing(due: list[Message], msl: User) -> None:
    Message.objects.filter(pk=due[0].pk).update(kind="no_such_kind")
    with pytest.raises(TemplateDoesNotExist):
        deliver_messages()
    failed = Message.objects.get(pk=due[0].pk)
    assert (failed.last_error, failed.state, failed.attempts) == ("TemplateDoesNotExist", State.WAITING, 1)
    assert len(mail.outbox) == 2
    Message.objects.update(claimed_until=None, kind="log_due")
    deliver_messages()
    assert not Message.objects.filter(is_possibly_repeated=True).exists()


def test_a_batch_is_left_before_its_claim_ends(due: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "MARGIN", marking.CLAIM)
    delivery.deliver_batch()
    assert mail.outbox == []
    assert set(Message.objects.values_list("claimed_until", "attempts")) == {(None, 0)}


def test_pauses_grow_up_to_a_limit_and_differ() -> None:
    waits = [pauses.pause_after(attempts) for attempts in range(1, marking.MAX_ATTEMPTS + 1)]
    assert all(timedelta(minutes=1) <= pause <= pauses.LONGEST_PAUSE * 1.5 for pause in waits)
    assert waits[-1] >= pauses.LONGEST_PAUSE
    assert len({pauses.pause_after(3) for _ in range(20)}) > 1


def test_batches_follow_each_other_until_nothing_is_due(
    due: list[Message], monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 2)
    with django_assert_max_num_queries(40):
        deliver_messages()
    assert len(mail.outbox) == 3


def test_logging_the_contact_takes_the_reminder_back(
    msl: User, planned: Interaction, entry: Callable[..., Entry]
) -> None:
    with role_taken("crm_medical"):
        before = snapshot(entry().values())
        said = entry(safety_answer="no")
        log_interaction(by=msl, id=planned.pk, entry=said, before=before, is_final=True)
    deliver_messages()
    assert mail.outbox == []
    assert Message.objects.get().state == State.CANCELLED
