"""The outbox with real processes: worker, beat, broker, mail server; and workers that die at any moment."""

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from apps.notifications.models import Message
from tests.factories import UserFactory
from tests.processes import Installation, kill, wait_until
from tests.queueing import is_all_sent, tell

#: How many workers run tasks side by side; each may be killed between the server's yes and its own mark.
CONCURRENCY = settings.WORKER_CONCURRENCY
QUEUE_ONE = """
from django.utils import timezone
from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.notifications.actions import queue_message
from apps.users.models import User

with acting_as(Side.MEDICAL):
    told = {"to": User.objects.get(), "kind": "log_due", "cause_id": new_id(), "occasion": "due"}
    queue_message(**told, link="/interactions/woken/", due_at=timezone.now())
"""


def mails(folder: Path) -> list[str]:
    """The written mails; a file just opened by the worker holds none yet. Each ends with a line of dashes."""
    files = [path.read_text() for path in sorted((folder / "mail").glob("*.log"))]
    return [text for text in files if text.rstrip().endswith("-" * 79)]


def test_a_commit_wakes_the_worker_and_a_mail_is_written(
    installation: Installation, broker: dict[str, str]
) -> None:
    installation.extra |= broker
    with installation.committed():
        user = UserFactory(first_name="Mira")
    installation.start("worker")
    installation.manage("shell", "-c", QUEUE_ONE)
    wait_until(lambda: mails(installation.folder), "a mail is written")
    (mail,) = mails(installation.folder)
    assert f"To: Mira {user.last_name} <{user.email}>" in mail
    assert "https://crm.example/interactions/woken/" in mail
    with installation.committed():
        wait_until(lambda: Message.objects.filter(state="sent", attempts=1).exists(), "it is marked")


def test_beat_finds_what_nobody_was_woken_for(installation: Installation) -> None:
    installation.extra["SWEEP_SECONDS"] = "1"
    with installation.committed():
        tell(UserFactory(), 1, in_seconds=3)
        (due_at,) = Message.objects.values_list("due_at", flat=True)
    installation.start("worker")
    installation.start("beat")
    wait_until(lambda: mails(installation.folder), "a mail is written")
    with installation.committed():
        wait_until(lambda: Message.objects.filter(sent_at__gte=due_at).exists(), "it is marked, not early")


class MailServer:
    """Accepts mails and notes them; at a chosen one it ends the worker, before or after it says yes."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.victim: Any = None
        self.fuse, self.delay = 0, 0.0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd calls this with each mail."""
        self.received[message_from_bytes(envelope.content)["Message-ID"]] += 1
        self.fuse -= 1
        if self.fuse == 0 and self.delay == 0:
            kill(self.victim)
        elif self.fuse == 0:
            threading.Timer(self.delay, kill, [self.victim]).start()
        return "250 OK"


@pytest.fixture
def mail_server(installation: Installation) -> Iterator[MailServer]:
    """A real SMTP server that the installation sends to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    installation.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
    yield handler
    installation.stop()
    controller.stop()


@pytest.mark.torture
def test_no_reminder_is_lost_when_workers_die(
    installation: Installation, mail_server: MailServer, torture: bool
) -> None:
    points, chance = (100 if torture else 10), random.Random(20_260_131)  # noqa: S311 - a seeded series
    installation.extra["SWEEP_SECONDS"] = "0.5"
    installation.start("beat")
    with installation.committed():
        user = UserFactory()
        for _point in range(points):
            tell(user, 5)
            mail_server.fuse = chance.randint(1, 5)
            mail_server.delay = chance.choice([0.0, chance.uniform(0.0001, 0.03)])
            mail_server.victim = installation.start("worker")
            wait_until(lambda: mail_server.victim.poll() is not None, "the worker is killed")
            # Time passes: the claims of the dead end.
            Message.objects.update(claimed_until=None)
        mail_server.fuse = 0
        installation.start("worker")
        wait_until(is_all_sent, "every message is sent")
        attempts = {
            f"<{key}@crm.example>": tried for key, tried in Message.objects.values_list("pk", "attempts")
        }
    repeated = {key for key, times in mail_server.received.items() if times > 1}
    assert set(mail_server.received) == set(attempts), "a message was lost"
    assert len(attempts) == 5 * points
    # Nothing is sent twice but what a worker was sending when it died, and that shows.
    assert len(repeated) <= points * CONCURRENCY
    assert all(mail_server.received[key] <= attempts[key] for key in attempts)
    print(f"{points} workers killed, {len(attempts)} messages, 0 lost, {len(repeated)} possibly repeated")
