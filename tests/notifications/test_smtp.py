"""What a mail server can answer, at each step, and what becomes of the message: tried with a real server."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.notifications.delivery import deliver_batch
from apps.notifications.marking import Ledger
from apps.notifications.models import Message
from apps.notifications.sending import Outcome
from apps.users.models import User
from tests.factories import UserFactory
from tests.notifications.mail_server import HANG_UP, SILENCE, MailServer
from tests.queueing import tell

State = Message.State
FAILED, WAITING, SENT = State.FAILED, State.WAITING, State.SENT


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A mail server that the product sends to, and that it does not wait for longer than a second."""
    with MailServer().serving() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 1
        yield made


@pytest.fixture
def people(db: None) -> list[User]:
    return [UserFactory() for _number in range(3)]


def due(people: list[User]) -> list[Message]:
    """One message for each, due one after the other."""
    for number, person in enumerate(people):
        tell(person, 1, in_seconds=number - 60)
    return list(Message.objects.order_by("due_at"))


def deliver() -> None:
    """As the worker does it."""
    with role_taken(WEB_LOGIN):
        deliver_batch()


class KilledError(BaseException):
    """Nothing catches it, as nothing catches a kill."""


class Case(NamedTuple):
    """Where the server fails and how; what is told of the message; how many mails there are after a second try."""

    step: str
    says: str
    state: State
    error: str
    code: int | None
    status: str
    mails: int
    is_repeated: bool


CASES = [
    Case("MAIL", "530 5.7.0 Authentication required", WAITING, "Refused", 530, "5.7.0", 1, False),
    Case("MAIL", HANG_UP, WAITING, "SMTPServerDisconnected", None, "", 1, False),
    Case("RCPT", "550 5.1.1 <ana@crm.example> is nobody here", FAILED, "Refused", 550, "5.1.1", 0, False),
    Case("RCPT", "553 no", FAILED, "Refused", 553, "", 0, False),
    Case("RCPT", "450 4.2.1 Mailbox busy", WAITING, "PutOff", 450, "4.2.1", 1, False),
    Case("RCPT", "421 4.3.2 Going down", WAITING, "PutOff", 421, "4.3.2", 1, False),
    Case("RCPT", SILENCE, WAITING, "TimeoutError", None, "", 1, False),
    Case("DATA", "554 5.5.1 No valid recipients", FAILED, "Refused", 554, "5.5.1", 0, False),
    Case("DATA", "451 4.3.0 Later", WAITING, "PutOff", 451, "4.3.0", 1, False),
    Case("DATA", HANG_UP, WAITING, "SMTPServerDisconnected", None, "", 1, False),
    Case("END", "552 5.3.4 Too large", FAILED, "Refused", 552, "5.3.4", 0, False),
    Case("END", "452 4.3.1 Full", WAITING, "PutOff", 452, "4.3.1", 1, False),
    Case("END", HANG_UP, WAITING, "SMTPServerDisconnected", None, "", 2, True),
    Case("END", SILENCE, WAITING, "TimeoutError", None, "", 2, True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.step}: {case.says[:10]}")
def test_each_answer_has_its_consequence(case: Case, server: MailServer, people: list[User]) -> None:
    (message,) = due(people[:1])
    # A line that breaks before the mail was given is tried once more at once.
    server.says, server.left = {case.step: case.says}, 1 if case.step == "END" else 2
    deliver()
    message.refresh_from_db()
    found = (message.state, message.last_error, message.smtp_code, message.smtp_status, message.attempts)
    assert found == (case.state, case.error, case.code, case.status, 1)
    assert (message.trying_since is not None) == case.is_repeated
    server.says = {}
    Message.objects.update(claimed_until=None)
    deliver()
    message.refresh_from_db()
    assert message.state == (FAILED if case.state == FAILED else SENT)
    assert message.is_possibly_repeated == case.is_repeated
    assert server.received.total() == case.mails
    assert "ana@crm.example" not in str(Message.objects.values())


def test_a_refused_message_keeps_no_other_from_being_sent(server: MailServer, people: list[User]) -> None:
    first, *others = due(people)
    server.says, server.left = {"RCPT": "550 5.1.1 Nobody"}, 1
    deliver()
    assert dict(Message.objects.values_list("pk", "state")) == {
        first.pk: FAILED,
        **{other.pk: SENT for other in others},
    }
    assert server.connections == 1


def test_a_batch_goes_over_one_connection(server: MailServer, people: list[User]) -> None:
    due(people)
    deliver()
    assert (server.received.total(), server.connections) == (3, 1)


def test_a_connection_that_the_server_ends_is_opened_again(server: MailServer, people: list[User]) -> None:
    due(people)
    server.before_yes = lambda name: server.says.update(
        {"MAIL": HANG_UP} if server.received.total() == 1 else {}
    )
    server.left = 1
    deliver()
    assert set(Message.objects.values_list("state", "attempts")) == {(SENT, 1)}
    assert (server.received.total(), server.connections) == (3, 2)


def test_a_server_that_is_away_costs_no_message_a_try(people: list[User], settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    due(people)
    for _time in range(12):
        Message.objects.update(claimed_until=None)
        deliver()
    assert set(Message.objects.values_list("state", "attempts", "last_error", "trying_since")) == {
        (WAITING, 0, "ConnectionRefusedError", None)
    }
    (pause,) = {message.claimed_until - timezone.now() for message in Message.objects.all()[:1]}
    assert timedelta(seconds=50) < pause < timedelta(seconds=95)


def test_waiting_for_a_server_grows_with_the_delay_up_to_a_limit(people: list[User], settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    (message,) = due(people[:1])
    Message.objects.update(due_at=timezone.now() - timedelta(days=3))
    deliver()
    message.refresh_from_db()
    assert message.claimed_until is not None
    assert timedelta(minutes=14) < message.claimed_until - timezone.now() < timedelta(minutes=23)


def test_a_lost_worker_leaves_only_the_message_it_was_sending_in_doubt(
    server: MailServer, people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a kill between the server's yes and the mark: nothing after it runs."""

    settle = Ledger.settle

    def settle_or_die(ledger: Ledger, message: Message, outcome: Outcome) -> None:
        settle(ledger, message, outcome)
        if server.received.total() == 2:
            raise KilledError

    due(people)
    with monkeypatch.context() as patch, role_taken(WEB_LOGIN):
        patch.setattr(Ledger, "settle", settle_or_die)
        patch.setattr(Ledger, "close", lambda ledger: None)
        with pytest.raises(KilledError):
            deliver_batch()
    rows = Message.objects.order_by("due_at")
    found = [(row.state, row.attempts, row.trying_since is not None) for row in rows]
    assert found == [(SENT, 1, False), (WAITING, 1, True), (WAITING, 0, False)]
    rows.update(claimed_until=None)
    deliver()
    assert [row.is_possibly_repeated for row in rows.all()] == [False, True, False]
    assert [server.received[f"<{row.pk}@127.0.0.1>"] for row in rows] == [1, 2, 1]
