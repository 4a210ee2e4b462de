"""How quick is the outbox? 10,000 reminders fall due at once, beside 100,000 that were sent long ago.

Run it from the root: `.venv/bin/python -m bench.messages [small|full]`. It makes an embedded database of its own, with
the settings that `make run` uses, and removes it. One worker process sends to a mail server beside it (`bench.sink`).
A bare `smtplib` loop sends as many mails of the same size to the same server, before and after. `full` writes
what it found into `docs/bench.md`.
"""

import argparse
import json
import os
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2

from bench.report import Aim, aims_table, machine
from bench.serving import ROOT, free_port
from msl_crm import embedded
from msl_crm.embedded import DATABASE
from msl_crm.embedded_files import Home
from msl_crm.serve import Address, commands, stop

DUE, OLD = 10_000, 100_000
#: What one worker has to send in a second.
WANTED = 300
INDEX = "message_next"
DOCUMENT = ROOT / "docs" / "bench.md"
MARKS = ("<!-- messages -->", "<!-- /messages -->")
PATIENCE = 600.0


@dataclass
class Found:
    """What was measured. Rates are per second."""

    due: int
    old: int
    plan: dict[str, Any] = field(default_factory=dict)
    queued: float = 0.0
    claimed: float = 0.0
    sent: float = 0.0
    mails: int = 0
    repeated: int = 0
    bare: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The worker against the bare loop."""
        return self.sent / statistics.median(self.bare)


@dataclass
class Outbox:
    """A data folder with a migrated database, and how its processes are told about it."""

    folder: Path
    port: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """One worker process; nothing else is due, so the sweep does not matter."""
        dropped = {"DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "DEMO"}
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        told = {"DATA_DIR": str(self.folder.resolve()), "DJANGO_SETTINGS_MODULE": "msl_crm.settings"}
        mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port), "WORKER_CONCURRENCY": "1"}
        return kept | told | mail | {"PUBLIC_URL": "https://crm.example", "PYTHONPATH": str(ROOT)}

    def run(self, *arguments: str, as_owner: bool = False) -> str:
        """Run a module of the product or of this bench to its end; what it printed."""
        told = self.environment | ({"CRM_AS_OWNER": "1"} if as_owner else {})
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=told, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def step(self, *arguments: str, as_owner: bool = False) -> Any:
        """One of the steps of `bench.outbox`; what it found."""
        return json.loads(self.run("-m", "bench.outbox", *arguments, as_owner=as_owner))

    def rows(self, statement: str) -> list[Any]:
        """What the product's own login reads."""
        connection = psycopg2.connect(Home(self.folder.resolve()).url("crm_web", DATABASE))
        with closing(connection), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    def prepare(self) -> None:
        """Roles and tables."""
        self.run("manage.py", "firewall_roles", as_owner=True)
        self.run("manage.py", "migrate", "--verbosity=0", as_owner=True)

    @contextmanager
    def sink(self) -> Iterator[Path]:
        """A mail server in a process of its own, which takes everything and writes down how much."""
        self.port, counts = free_port(), self.folder / "sink.json"
        command = [sys.executable, "-m", "bench.sink", str(self.port), str(counts)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            _wait(lambda: _answers(self.port), "the mail server answers")
            yield counts
        finally:
            stop({"sink": process})

    @contextmanager
    def worker(self) -> Iterator[None]:
        """The product's own worker, ready for work."""
        process = subprocess.Popen(
            commands(Address("127.0.0.1", 0))["worker"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait(lambda: self.rows("SELECT 1 FROM workers_heartbeat"), "the worker is ready")
            yield
        finally:
            stop({"worker": process})


def main() -> int:
    """Measure and print; after a full run write the document. 0 also when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scale", nargs="?", default="small", choices=["small", "full"])
    parser.add_argument("--due", type=int, default=DUE)
    parser.add_argument("--old", type=int, default=OLD)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="outbox") as name, ExitStack() as stack:
        home = Home(Path(name).resolve())
        embedded.attach(home)
        stack.callback(embedded.detach, home)
        outbox = Outbox(home.path)
        outbox.prepare()
        text = in_words(measured(outbox, asked.due, asked.old))
    print(text)
    if asked.scale == "full":
        write(text)
    return 0


def measured(outbox: Outbox, due: int, old: int) -> Found:
    """Fill the outbox, look at the scan, claim everything, let one worker send everything; bare loops around it."""
    found = Found(due, old)
    with outbox.sink() as counts:
        found.queued = due / outbox.step("fill", str(due), str(old), as_owner=True)["seconds"]
        found.plan = outbox.step("plan")
        found.claimed = due / outbox.step("claim")["seconds"]
        content = outbox.step("sample")["content"].encode()
        found.bare.append(_bare(outbox.port, content, due))
        before = _counted(counts)
        found.sent = due / _send(outbox, due)
        after = _counted(counts)
        found.mails, found.repeated = after["mails"] - before["mails"], after["repeated"]
        found.bare.append(_bare(outbox.port, content, due))
    return found


def _send(outbox: Outbox, due: int) -> float:
    """Seconds from waking the worker until the last row is marked."""
    left = "SELECT count(*) FROM notifications_message WHERE state = 'waiting'"
    with outbox.worker():
        woken: float = outbox.step("wake")["at"]
        _wait(lambda: outbox.rows(left) == [(0,)], f"{due} messages are sent", pause=0.2)
    ended: float = outbox.step("last")["at"]
    return ended - woken


def _bare(port: int, content: bytes, count: int) -> float:
    """Mails per second of the shortest program there is, over one connection."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number in range(count):
            line.sendmail("a@crm.example", [f"person{number}@crm.example"], content)
    return count / (time.perf_counter() - began)


def _counted(counts: Path) -> dict[str, int]:
    """What the mail server wrote down; it does so within a moment of the last mail."""
    time.sleep(0.5)
    found: dict[str, int] = json.loads(counts.read_text())
    return found


def _answers(port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=2):
            return True
    except OSError:
        return False


def _wait(is_so: Any, what: str, pause: float = 0.05) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Within {PATIENCE:.0f} s this did not happen: {what}.")
        time.sleep(pause)


def aims(found: Found) -> list[Aim]:
    """What is promised about the outbox."""
    plan = found.plan
    is_lean = plan["index"] == INDEX and plan["rows_read"] == plan["rows_found"]
    return [
        Aim(f"one worker sends {WANTED} messages a second", f"{found.sent:.0f}", found.sent >= WANTED),
        Aim(
            "each due message is mailed once",
            f"{found.mails:,} mails for {found.due:,}, {found.repeated} twice",
            (found.mails, found.repeated) == (found.due, 0),
        ),
        Aim(
            f"the scan reads only due rows, beside {found.old:,} old ones",
            f"{plan['index']}: {plan['rows_read']} read for {plan['rows_found']}",
            is_lean,
        ),
    ]


def in_words(found: Found) -> str:
    """The measured part of the document."""
    bare = ", ".join(f"{rate:.0f}" for rate in found.bare)
    lines = [
        ("step", "a second", "how"),
        ("---", "---", "---"),
        ("queued", f"{found.queued:.0f}", "rows written by the product's action, in one transaction"),
        ("found", f"{found.plan['rows_found'] / found.plan['seconds']:.0f}", "the scan for one batch, alone"),
        ("claimed", f"{found.claimed:.0f}", "batch after batch, without sending"),
        ("sent", f"{found.sent:.0f}", "one worker process: found, claimed, sent, marked"),
        ("bare loop", bare, "`smtplib` over one connection, the same mail; before and after"),
    ]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    ratio = f"The worker reaches {found.ratio:.2f} of the bare loop."
    return "\n\n".join(
        (f"{machine()}. {found.due:,} due, {found.old:,} old.", table, ratio, aims_table(aims(found)))
    )


def write(text: str) -> None:
    """Put the measured part into the document, between its marks."""
    before, rest = DOCUMENT.read_text().split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    DOCUMENT.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}")


if __name__ == "__main__":
    sys.exit(main())
