"""Children of a worker that are killed, busy or idle: the work goes on, and standing still is seen."""

import contextlib
import subprocess
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psutil
import pytest
from django.db import connection, transaction

from apps.workers import START_AGAIN
from apps.workers.models import Heartbeat
from apps.workers.queries import is_at_work
from apps.workers.watching import Waiting
from tests.factories import UserFactory
from tests.processes import Installation, kill, wait_until
from tests.queueing import is_all_sent, tell


@pytest.mark.parametrize(
    ("waiting", "has_free_child", "is_stuck"),
    [
        ([{"a"}, {"a"}, {"a"}], [True, True, True], True),
        ([{"a"}, {"a"}, {"b"}], [True, True, True], False),
        ([{"a"}, set(), {"a"}], [True, True, True], False),
        ([{"a"}, {"a"}, {"a"}], [False, False, False], False),
        ([{"a"}, {"a"}, {"a"}], [True, False, True], False),
        ([{"a"}, {"a", "b"}, {"a", "b"}], [True, True, True], True),
    ],
)
def test_a_worker_is_stuck_when_one_task_waits_beside_a_free_child(
    waiting: list[set[str]], has_free_child: list[bool], is_stuck: bool
) -> None:
    seen = Waiting(patience=30)
    looks = [
        seen.is_stuck(tasks, 20.0 * number, has_free_child=is_free)
        for number, (tasks, is_free) in enumerate(zip(waiting, has_free_child, strict=True))
    ]
    assert looks == [False, False, is_stuck]


@pytest.fixture
def running(installation: Installation, broker: dict[str, str]) -> Iterator[Installation]:
    """Worker and timetable, with little patience; the connection leads to their database."""
    installation.extra |= broker | {
        "SWEEP_SECONDS": "1",
        "HEARTBEAT_SECONDS": "1",
        "WORKER_PATIENCE_SECONDS": "3",
        "WORKER_SILENT_SECONDS": "10",
    }
    installation.start("beat")
    with installation.committed():
        yield installation


def how_many_wait() -> int:
    """Processes that wait for the lock of this test, or for one who waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database AS ours ON ours.oid = database"
            " WHERE NOT granted AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])


def newest_heartbeat() -> datetime:
    """When a worker last said that it is at work."""
    found: datetime = Heartbeat.objects.latest("seen_at").seen_at
    return found


def kill_idle_children(worker: "subprocess.Popen[bytes]") -> None:
    """All at once: one of them holds the lock."""
    for child in psutil.Process(worker.pid).children():
        child.kill()


def other_faults(log: str) -> list[str]:
    """Tracebacks in a log that are not of a job lost with a killed child."""
    told = log.split("Traceback (most recent call last)")[1:]
    return [fault for fault in told if "WorkerLostError" not in fault]


def test_the_worker_goes_on_after_its_idle_children_are_killed(running: Installation) -> None:
    """As `make run` and a container do it: a worker that asks for it is started again."""
    user, worker = UserFactory(), running.start("worker")
    tell(user, 1)
    wait_until(is_all_sent, "the first message is sent")
    kill_idle_children(worker)
    tell(user, 1)
    wait_until(lambda: worker.poll() == START_AGAIN or is_all_sent(), "the worker ends or goes on")
    if worker.poll() == START_AGAIN:
        running.start("worker")
    wait_until(is_all_sent, "the second message is sent")
    # On Redis the pool says of each job that a killed child had begun that it was lost, and nothing else goes wrong.
    # It may be writing just that, line by line, while we read.
    with contextlib.suppress(pytest.fail.Exception):
        wait_until(lambda: not other_faults(running.log), "it is written to its end", seconds=5)
    assert other_faults(running.log) == []


def test_a_worker_whose_children_are_all_busy_is_at_work_and_left_alone(
    running: Installation, settings: Any
) -> None:
    worker = running.start("worker")
    wait_until(is_at_work, "a first heartbeat")
    with transaction.atomic(), connection.cursor() as cursor:
        # All children come to wait for this table, and no heartbeat task gets through.
        cursor.execute("LOCK TABLE notifications_message")
        wait_until(lambda: how_many_wait() >= settings.WORKER_CONCURRENCY, "all children wait")
        before = newest_heartbeat()
        wait_until(lambda: newest_heartbeat() > before, "the watch stamps the row")
        before = newest_heartbeat()
        wait_until(lambda: newest_heartbeat() > before, "and again")
    assert worker.poll() is None


def test_the_silence_of_a_dead_worker_is_seen(running: Installation, settings: Any) -> None:
    settings.WORKER_SILENT_SECONDS = 10
    kept = running.start("worker")
    wait_until(is_at_work, "a first heartbeat")
    assert "seconds ago" in running.manage("worker_health")
    assert "seconds ago" in running.manage("worker_health", "--here")
    kill(kept)
    wait_until(lambda: not is_at_work(), "it counts as silent")
    assert "Restart the worker" in running.refused("worker_health")
