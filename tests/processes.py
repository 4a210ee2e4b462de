"""A product of its own for tests with real processes: a committed database, a data folder, workers to be killed.

Everything else tests in a transaction; a worker is another process and sees only what is committed. `installation`
gives each test a database of its own, which is dropped afterwards.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import redis
from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.test.utils import setup_databases, teardown_databases
from psycopg2 import sql
from pytest_django.plugin import DjangoDbBlocker

from msl_crm import env, serve

#: Generous: a worker starts in two seconds on a quiet machine, in a minute on a crowded one.
PATIENCE = 180.0
TEMPLATE = "crm_processes"


def free_port() -> int:
    """A port that nobody serves now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@dataclass
class Installation:
    """One database and one data folder. As a context, `committed()` lets the test itself read and write in them."""

    database: str
    folder: Path
    extra: dict[str, str] = field(default_factory=dict)
    children: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this installation is told."""
        told = {
            "DATABASE_URL": url_of(self.database, login="crm_web"),
            "OWNER_DATABASE_URL": url_of(self.database),
            "DATA_DIR": str(self.folder),
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "msl_crm.settings",
            "PUBLIC_URL": "https://crm.example",
        }
        dropped = {"REDIS_URL", "EMAIL_HOST", "CRM_AS_OWNER", "TEST_DATABASE_URL"}
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        return kept | told | self.extra

    def start(self, name: str) -> "subprocess.Popen[bytes]":
        """Start `worker` or `beat` as `make run` does; it is ended with the test."""
        command = serve.commands(serve.Address("127.0.0.1", 0))[name]
        return self.run([part.replace(str(env.data_dir()), str(self.folder)) for part in command])

    def start_ended_again(self) -> None:
        """What `make run` and a container's restart policy do with a worker that ended."""
        for child in [child for child in self.children if child.poll() is not None]:
            self.children.remove(child)
            self.run(child.args)  # type: ignore[arg-type]

    def run(self, command: list[str]) -> "subprocess.Popen[bytes]":
        """Start a process in a group of its own."""
        with (self.folder / "processes.log").open("ab") as log:
            child = subprocess.Popen(
                command,
                cwd=env.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.children.append(child)
        return child

    def manage(self, *arguments: str, as_owner: bool = False) -> str:
        """Run a management command to its end; its output."""
        done = self._managed(*arguments, as_owner=as_owner)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str) -> str:
        """Run a management command that ends with 1; its reason."""
        done = self._managed(*arguments)
        assert done.returncode == 1, done.stdout + done.stderr
        return done.stderr

    def _managed(self, *arguments: str, as_owner: bool = False) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=env.BASE_DIR,
            env=self.environment | ({"CRM_AS_OWNER": "1"} if as_owner else {}),
            capture_output=True,
            text=True,
            check=False,
        )

    def stop(self) -> None:
        """End what was started, and nothing else."""
        for child in self.children:
            kill(child)
        self.children.clear()

    @contextlib.contextmanager
    def committed(self) -> Iterator[None]:
        """In this block Django's connection, still as the owner, leads to this database, and commits."""
        former = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.database
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = former

    @property
    def log(self) -> str:
        """What the processes printed."""
        path = self.folder / "processes.log"
        return path.read_text() if path.exists() else ""


def kill(child: "subprocess.Popen[bytes]") -> None:
    """As a machine that loses its power: the process and all its children, at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def wait_until(is_so: Callable[[], Any], what: str, seconds: float = PATIENCE) -> None:
    """Return when it is so. Fails with `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"Within {seconds:.0f} s this did not happen: {what}")
        time.sleep(0.05)


def url_of(database: str, login: str = "") -> str:
    """The address of a database on the server that the tests use; both logins have one password there."""
    url = urlsplit(env.text("TEST_DATABASE_URL") or settings.OWNER_DATABASE_URL)
    person, _, place = url.netloc.rpartition("@")
    _owner, colon, password = person.partition(":")
    told = f"{login}{colon}{password}" if login else person
    return urlunsplit(url._replace(netloc=f"{told}@{place}", path=f"/{database}"))


@contextlib.contextmanager
def server_cursor() -> "Iterator[psycopg2.extensions.cursor]":
    """Statements outside of any transaction, in the server's own database."""
    server = psycopg2.connect(url_of("postgres"))
    server.autocommit = True
    with contextlib.closing(server), server.cursor() as cursor:
        yield cursor


def run_sql(statement: str, **names: str) -> None:
    with server_cursor() as cursor:
        cursor.execute(
            sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()})
        )


def drop_database(name: str) -> None:
    """Put out whoever is still connected, then drop it.

    Not `WITH (FORCE)`: that is refused to a role that is no superuser while autovacuum is in the database. The plain
    statement sends autovacuum away and waits for those who are leaving.
    """
    with server_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL",
            [name],
        )
    run_sql("DROP DATABASE {name}", name=name)


@pytest.fixture(scope="session")
def test_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django makes the test database only where a test with its mark was collected; else it is made here."""
    if connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def process_template(test_database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy of the test database, migrated and empty, to be copied again: that takes a moment, migrations do not."""
    name = f"{TEMPLATE}_{os.getpid()}"
    with django_db_blocker.unblock():
        # A database is copied only while nobody is connected to it.
        connections.close_all()
    run_sql("CREATE DATABASE {name} TEMPLATE {source}", name=name, source=connection.settings_dict["NAME"])
    try:
        yield name
    finally:
        drop_database(name)


@pytest.fixture
def installation(
    process_template: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Installation]:
    """Empty but migrated; nothing runs yet."""
    name = f"{process_template}_copy"
    run_sql("CREATE DATABASE {name} TEMPLATE {template}", name=name, template=process_template)
    made = Installation(name, tmp_path)
    try:
        with django_db_blocker.unblock():
            yield made
    finally:
        made.stop()
        drop_database(name)


@pytest.fixture(params=["files", "redis"])
def broker(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Both ways to wake a worker."""
    if request.param == "files":
        yield {}
        return
    database = empty_redis()
    if database is None:
        pytest.skip("No Redis with an empty database answers on localhost.")
    yield {"REDIS_URL": f"redis://localhost:6379/{database}"}
    with redis.Redis(db=database) as server:
        server.flushdb()


def empty_redis() -> int | None:
    """A Redis database that nobody uses, taken so that nobody else does; it is emptied afterwards."""
    for number in range(15, 0, -1):
        with contextlib.suppress(redis.RedisError), redis.Redis(db=number, socket_timeout=2) as server:
            if server.dbsize() == 0 and server.set("taken", os.getpid(), nx=True, ex=3600):
                return number
    return None
