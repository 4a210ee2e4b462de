"""A Celery broker made of files: jobs run without Redis. The database is the queue; this wakes workers.

kombu's own `filesystem` transport shows readers half-written files, dies on an empty one, takes messages
through /tmp (a copy, if that is another disk) and looks once a second. Here a file appears complete under its
name or not at all, a message is taken by a rename that exactly one worker wins, and what cannot be
read is put aside.
"""

import contextlib
import fcntl
import logging
import os
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty
from typing import Any

from kombu import Connection
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.transport.filesystem import exchange_queue_t
from kombu.transport.virtual import BrokerState
from kombu.utils.json import dumps, loads

NAME = "filequeue"
URL = f"{NAME}://localhost"
logger = logging.getLogger(__name__)
Table = list[exchange_queue_t]
# What reading a file that is empty, cut short or simply something else can raise.
UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


def register() -> None:
    """Make `URL` a broker address that kombu knows."""
    TRANSPORT_ALIASES[NAME] = f"{__name__}:Transport"


def options(folder: Path) -> dict[str, Any]:
    """`CELERY_BROKER_TRANSPORT_OPTIONS` for a queue in this folder, which is made when it is first used."""
    return {"folder": str(folder), "polling_interval": 0.1}


class Channel(filesystem.Channel):
    """Reads and writes the folder: `messages/`, `taken/` for a moment, `bad/` to be looked at, `control/`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed: dict[str, deque[Path]] = {}

    def _folder(self, name: str) -> Path:
        path = Path(self.transport_options["folder"]) / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def control_folder(self) -> Path:
        """Which queues belong to which exchange, one file per exchange."""
        return self._folder("control")

    def _put(self, queue: str, message: dict[str, Any], **_options: Any) -> None:
        # Wall-clock time: file names must sort the same way after the machine was restarted.
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        _write_whole(self._folder("messages") / name, message)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        while (path := self._next(queue)) is not None:
            if (payload := self._take(path)) is not None:
                return payload
        raise Empty

    def _next(self, queue: str) -> Path | None:
        """The oldest file of the last listing; it is used up before a new one, or a backlog takes hours."""
        listed = self._listed.setdefault(queue, deque())
        if not listed:
            listed.extend(self._waiting(queue))
        return listed.popleft() if listed else None

    def _waiting(self, queue: str) -> list[Path]:
        return [path for path in sorted(self._folder("messages").iterdir()) if _is_for(path, queue)]

    def _take(self, path: Path) -> dict[str, Any] | None:
        """The message, or nothing when another worker was faster or the file is no message."""
        taken = self._folder("taken") / path.name
        try:
            path.rename(taken)
        except FileNotFoundError:
            return None
        try:
            payload = self._checked(loads(taken.read_bytes()))
        except UNREADABLE as error:
            aside = taken.rename(self._folder("bad") / taken.name)
            logger.error("Put an unreadable message aside as %s: %r", aside, error)
            return None
        taken.unlink()
        return payload

    def _checked(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Refuse what kombu would trip over later, where it would take the worker down."""
        message = self.message_to_python(payload)
        if not {"exchange", "routing_key"} <= set(message.delivery_info):
            raise KeyError("delivery_info")
        return payload

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        removed = 0
        for path in self._waiting(queue):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                removed += 1
        return removed

    def get_table(self, exchange: str) -> Table:
        """The queues bound to an exchange."""
        file = self._exchange_file(exchange)
        try:
            return [exchange_queue_t(*row) for row in loads(file.read_bytes())]
        except (FileNotFoundError, ValueError, TypeError):
            # A broken table heals by itself: every worker binds its queues when it starts.
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        row = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: rows if row in rows else [row, *rows])

    def _delete(
        self, queue: str, exchange: str, routing_key: str, pattern: str, *_args: Any, **_options: Any
    ) -> None:
        self._purge(queue)
        row = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: [other for other in rows if other != row])

    def _change_table(self, exchange: str, change: Callable[[Table], Table]) -> None:
        with _locked(self.control_folder / "lock"):
            before = self.get_table(exchange)
            if (after := change(before)) != before:
                _write_whole(self._exchange_file(exchange), after)


class Transport(filesystem.Transport):
    """The transport behind `filequeue://`."""

    Channel = Channel
    driver_type = NAME
    driver_name = NAME
    polling_interval = 0.1

    def __init__(self, client: Connection, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        # kombu shares what it believes to be bound between all connections, whatever folder they are for.
        self.state = BrokerState()


def _is_for(path: Path, queue: str) -> bool:
    """Names are `<time>_<id>.<queue>.msg`; files that are still being written start with a dot."""
    return not path.name.startswith(".") and path.name.partition(".")[2] == f"{queue}.msg"


def _write_whole(path: Path, content: object) -> None:
    """Readers see the finished file or none: written under another name, then renamed."""
    unfinished = path.with_name(f".{uuid.uuid4().hex}")
    unfinished.write_text(dumps(content))
    unfinished.replace(path)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time; the kernel lets go when the process dies."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
