"""A worker that watches its own children, and ends when they stand still, to be started again.

Children of Celery's blocking pool (the file broker's) take turns at one pipe, under a lock in shared memory. When
the one that holds it is killed, nobody lets go: the pool replaces the child, and all wait for ever. Seen from the
main process, a task waits although a child is free. Nothing is lost by ending: the rows are the queue.
"""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterable
from typing import Any

import psutil
from celery import bootsteps
from celery.worker import state
from django.conf import settings
from django.db import DatabaseError, connection

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.workers import START_AGAIN
from apps.workers.actions import stamp_heartbeat

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0


class Waiting:
    """Since when tasks wait although a child is free. Times in seconds of a clock that only runs forward."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._since: dict[str, float] = {}

    def is_stuck(self, waiting: set[str], now: float, *, has_free_child: bool) -> bool:
        """Look once: whether one task has waited past all patience, with a child free at every look."""
        if not has_free_child:
            waiting = set()
        self._since = {task: self._since.get(task, now) for task in waiting}
        return any(now - since > self.patience for since in self._since.values())


class Watch(bootsteps.StartStopStep):
    """A thread beside the pool. Celery makes, starts and stops it with the worker."""

    requires = {"celery.worker.components:Pool"}

    def __init__(self, worker: Any, **kwargs: Any) -> None:
        super().__init__(worker, **kwargs)
        self._ended = threading.Event()

    def start(self, worker: Any) -> None:
        """Begin to watch."""
        threading.Thread(target=self._watch, args=[worker], name="watch", daemon=True).start()

    def stop(self, worker: Any) -> None:
        """A worker that is told to end may take its time."""
        self._ended.set()

    close = terminate = stop

    def _watch(self, worker: Any) -> None:
        waiting, stamped_at = Waiting(settings.WORKER_PATIENCE_SECONDS), 0.0
        while not self._ended.wait(LOOK_SECONDS):
            now, (reserved, active) = time.monotonic(), _requests()
            is_busy = len(active) >= worker.pool.num_processes
            if waiting.is_stuck(reserved - active, now, has_free_child=not is_busy):
                end_at_once()
            if is_busy and now - stamped_at > settings.HEARTBEAT_SECONDS:
                stamp_while_busy(worker.hostname)
                stamped_at = now


def _requests() -> tuple[set[str], set[str]]:
    """Keys of the tasks that this worker holds, and of those that a child has begun."""
    return _keys(state.reserved_requests), _keys(state.active_requests)


def _keys(requests: Iterable[Any]) -> set[str]:
    while True:
        # The main thread changes these sets meanwhile; they are small, so the next try succeeds.
        with contextlib.suppress(RuntimeError):
            return {request.id for request in requests}


def stamp_while_busy(worker: str) -> None:
    """All children work, so no heartbeat gets through; a database that does not answer is no reason to end."""
    try:
        with acting_as(Side.ADMINISTRATION):
            stamp_heartbeat(worker=worker)
    except DatabaseError as error:
        logger.warning("No heartbeat while busy: %s", type(error).__name__)
    finally:
        # A child forked later must not inherit it.
        connection.close()


def end_at_once() -> None:
    """End this worker and its children. A polite end would wait for the lock, too."""
    logger.critical("A task waits although a child is free: this worker ends, to be started again.")
    for child in psutil.Process().children(recursive=True):
        child.kill()
    logging.shutdown()
    os._exit(START_AGAIN)
