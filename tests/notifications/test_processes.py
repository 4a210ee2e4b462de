"""The outbox with real processes: worker, beat, broker, mail server; and workers that die at any moment."""

import contextlib
import random
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db.models import Max, Min, Sum
from django.utils import timezone

from apps.notifications.models import Message
from apps.users.models import User
from msl_crm import env, serve
from tests.factories import UserFactory
from tests.notifications.mail_server import HANG_UP, MailServer
from tests.processes import Installation, free_port, kill, url_of, wait_until
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


@pytest.fixture
def mail_server(installation: Installation) -> Iterator[MailServer]:
    """A real SMTP server that the installation sends to."""
    with MailServer().serving() as server:
        installation.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port)}
        yield server
        installation.stop()


class Fuse:
    """Ends a worker at a chosen mail: before the server says yes, or a moment later."""

    def __init__(self) -> None:
        self.victim: Any = None
        self.left, self.delay = 0, 0.0

    def __call__(self, name: str) -> None:
        """The server has a mail."""
        self.left -= 1
        if self.left == 0 and self.delay == 0:
            kill(self.victim)
        elif self.left == 0:
            threading.Timer(self.delay, kill, [self.victim]).start()


@pytest.mark.torture
def test_no_reminder_is_lost_when_workers_die(
    installation: Installation, mail_server: MailServer, torture: bool
) -> None:
    points, chance = (100 if torture else 10), random.Random(20_260_131)  # noqa: S311 - a seeded series
    installation.extra["SWEEP_SECONDS"] = "0.5"
    installation.start("beat")
    mail_server.before_yes = fuse = Fuse()
    with installation.committed():
        users = [UserFactory() for _number in range(5)]
        for _point in range(points):
            for user in users:
                tell(user, 1)
            fuse.left = chance.randint(1, 5)
            fuse.delay = chance.choice([0.0, chance.uniform(0.0001, 0.03)])
            fuse.victim = installation.start("worker")
            wait_until(lambda: fuse.victim.poll() is not None, "the worker is killed")
            # Time passes: the claims of the dead end.
            Message.objects.update(claimed_until=None)
        fuse.left = 0
        installation.start("worker")
        wait_until(is_all_sent, "every message is sent")
        flagged = check_against(mail_server)
    # Each kill leaves one mail in doubt for each child that was sending.
    repeats = sum(times - 1 for times in mail_server.received.values())
    assert repeats <= points * CONCURRENCY
    print(
        f"{points} workers killed, {5 * points} messages, 0 lost, {len(flagged)} flagged as possibly repeated,"
        f" {repeats} mails came again"
    )


def check_against(mail_server: MailServer) -> set[str]:
    """Nothing lost, nothing mailed twice but what is flagged. The flagged ones, by Message-ID."""
    assert not Message.objects.filter(state="grouped").exclude(told_in__state="sent").exists()
    rows = Message.objects.filter(state="sent").values_list("pk", "is_possibly_repeated")
    flags = {f"<{key}@crm.example>": is_flagged for key, is_flagged in rows}
    repeated = {key for key, times in mail_server.received.items() if times > 1}
    flagged = {key for key, is_flagged in flags.items() if is_flagged}
    assert set(mail_server.received) == set(flags), "a message was lost"
    assert repeated <= flagged, "a message was mailed twice without a flag"
    return flagged


def cut_connections(database: str) -> int:
    """Let the server end every connection of the product's login, as a restart or a proxy does; how many."""
    server = psycopg2.connect(url_of(database, login="crm_web"))
    with contextlib.closing(server), server.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'crm_web' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchall()[0][0])


def start_two_beats(installation: Installation) -> None:
    """As on two machines, by mistake: each with a memory of its own."""
    installation.start("beat")
    command = serve.commands(serve.Address("127.0.0.1", 0))["beat"]
    here, other = str(env.data_dir()), str(installation.folder / "other")
    Path(other).mkdir()
    installation.run([part.replace(here, other) for part in command])


def test_a_bad_day(installation: Installation, broker: dict[str, str], mail_server: MailServer) -> None:
    """Two timetables, a server that hangs up after the mail and puts off, a database that ends connections."""
    installation.extra |= broker | {"SWEEP_SECONDS": "0.5"}
    cuts: Counter[str] = Counter()

    def trouble(name: str) -> None:
        count = mail_server.received.total()
        if count in {4, 9, 17}:
            cuts["connections"] += cut_connections(installation.database)
        if count == 20:
            mail_server.left = 3
        says = {12: {"END": HANG_UP}, 14: {}, 20: {"RCPT": "451 4.3.0 Later"}}
        mail_server.says = says.get(count, mail_server.says)

    mail_server.before_yes = trouble
    with installation.committed():
        for _number in range(30):
            tell(UserFactory(), 1)
        start_two_beats(installation)
        installation.start("worker")
        wait_until(_is_all_sent_after_pauses, "every message is sent")
        flagged = check_against(mail_server)
        attempts = Message.objects.aggregate(all=Sum("attempts"))["all"]
    assert cuts["connections"] >= 1
    # What the server took and hung up on: nobody knew, so it came twice and says so.
    assert {key for key, times in mail_server.received.items() if times > 1} <= flagged
    print(
        f"30 messages, {cuts['connections']} connections cut, {attempts} tries, {len(flagged)} possibly repeated"
    )


def _is_all_sent_after_pauses() -> bool:
    """The pause after a trouble is over at once."""
    Message.objects.exclude(last_error="").update(claimed_until=None)
    return is_all_sent()


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts a Redis of our own, each time on the same port and with nothing in it."""
    if shutil.which("redis-server") is None:
        pytest.skip("There is no redis-server.")
    port, started = free_port(), list["subprocess.Popen[bytes]"]()

    def start() -> "subprocess.Popen[bytes]":
        command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True))
        return started[-1]

    start.port = port  # type: ignore[attr-defined]
    yield start
    for server in started:
        kill(server)


def test_a_broker_that_is_restarted_loses_nothing(
    installation: Installation, mail_server: MailServer, own_redis: Any
) -> None:
    installation.extra |= {"REDIS_URL": f"redis://localhost:{own_redis.port}/0", "SWEEP_SECONDS": "0.5"}
    redis_server = own_redis()
    with installation.committed():
        for part in ("beat", "worker"):
            installation.start(part)
        tell(UserFactory(), 1)
        wait_until(is_all_sent, "the first message is sent")
        kill(redis_server)
        for _number in range(10):
            tell(UserFactory(), 1)
        own_redis()

        def is_all_sent_by_those_that_live() -> bool:
            # Celery's worker ends when it hears of the lost broker while it acknowledges a task.
            installation.start_ended_again()
            return is_all_sent()

        wait_until(is_all_sent_by_those_that_live, "every message is sent")
        assert check_against(mail_server) == set()


@pytest.mark.torture
def test_many_due_in_the_same_minute(
    installation: Installation, mail_server: MailServer, torture: bool
) -> None:
    count = 10_000 if torture else 300
    with installation.committed():
        people = [UserFactory.build() for _number in range(count)]
        User.objects.bulk_create(people)
        due_at = timezone.now()
        told = {"kind": "log_due", "occasion": "due", "link": "/interactions/", "due_at": due_at}
        Message.objects.bulk_create(
            Message(recipient=person, cause_id=person.pk, **told) for person in people
        )
        installation.extra["SWEEP_SECONDS"] = "0.5"
        start_two_beats(installation)
        installation.start("worker")
        wait_until(is_all_sent, "every message is sent", seconds=600)
        assert check_against(mail_server) == set()
        times = Message.objects.aggregate(first=Min("sent_at"), last=Max("sent_at"))
    seconds = (times["last"] - times["first"]).total_seconds()
    print(f"{count} due at once, two timetables: each mailed once, within {seconds:.1f} s")
