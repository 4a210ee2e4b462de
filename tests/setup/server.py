"""A machine as somebody who installs the product finds it: a PostgreSQL that asks for passwords, a Redis, secrets.

Everything is made for the test and goes with it; no other database or role is touched.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from msl_crm import embedded, env
from msl_crm.embedded_files import Home, group_of, make_folders, programs
from tests.processes import free_port

DOCKER = env.BASE_DIR / "docker"
SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"


@dataclass
class Machine:
    """Where the servers are, and what is told to a part of the product that is started there."""

    folder: Path
    postgres: int
    redis: int
    web: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def secrets(self) -> Path:
        """One file per secret, made by `docker/make-secrets.sh`."""
        return self.folder / "secrets"

    @property
    def told(self) -> dict[str, str]:
        """As docker-compose.yml and docker/env.example tell it."""
        return {
            "PATH": f"{programs()}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "DATABASE_URL": f"postgres://crm_web@127.0.0.1:{self.postgres}/crm",
            "DATABASE_PASSWORD_FILE": str(self.secrets / "web_password"),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis}/0",
            "SECRET_KEY_FILE": str(self.secrets / "secret_key"),
            "ALLOWED_HOSTS": "crm.example",
            "PUBLIC_URL": "https://crm.example",
            "HTTPS": "1",
            "BEHIND_PROXY": "1",
            "EMAIL_HOST": "127.0.0.1",
            "DEFAULT_FROM_EMAIL": "crm@company.example",
            "DATA_DIR": str(self.folder / "data"),
            "STATIC_ROOT": str(self.folder / "staticfiles"),
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "INFO",
            "HEARTBEAT_SECONDS": "2",
            "HOST": "127.0.0.1",
            "PORT": str(self.web),
        } | self.extra

    @property
    def told_as_owner(self) -> dict[str, str]:
        """What `migrate` knows besides."""
        return self.told | {
            "OWNER_DATABASE_URL": f"postgres://crm_owner@127.0.0.1:{self.postgres}/crm",
            "OWNER_DATABASE_PASSWORD_FILE": str(self.secrets / "owner_password"),
        }

    @property
    def told_as_superuser(self) -> dict[str, str]:
        """What the programs of PostgreSQL and `docker/first-start.sh` know in the database's container."""
        return {
            "PATH": self.told["PATH"],
            "POSTGRES_USER": "postgres",
            "PGUSER": "postgres",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.postgres),
            "PGPASSWORD": (self.secrets / "postgres_password").read_text(),
            "OWNER_DATABASE_PASSWORD_FILE": str(self.secrets / "owner_password"),
        }

    def start(self, *command: str, told: dict[str, str], log: str = "log") -> "subprocess.Popen[bytes]":
        """Start a process; what it prints is kept in a file of this name."""
        with (self.folder / log).open("ab") as file:
            return subprocess.Popen(command, cwd=env.BASE_DIR, env=told, stdout=file, stderr=file)

    def run(self, *command: str, told: dict[str, str]) -> str:
        """Run a command to its good end; what it printed."""
        done = subprocess.run(
            command, cwd=env.BASE_DIR, env=told, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def first_start(self) -> None:
        """What the database's container does when its volume is empty."""
        self.run(str(DOCKER / "first-start.sh"), told=self.told_as_superuser)


def entrypoint(*arguments: str) -> tuple[str, ...]:
    """The command of a container."""
    return (sys.executable, "-m", "msl_crm.entrypoint", *arguments)


@contextlib.contextmanager
def machine() -> Iterator[Machine]:
    """An empty machine: servers run, secrets are made, nothing of the product is there.

    Not in pytest's own folder: another run closes that to the user that PostgreSQL runs as.
    """
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="msl-crm-")))
        made = Machine(folder, postgres=free_port(), redis=free_port())
        (folder / "data").mkdir()
        made.run("sh", str(DOCKER / "make-secrets.sh"), str(made.secrets), told=dict(os.environ))
        password = (made.secrets / "postgres_password").read_text()
        stack.enter_context(postgres_server(folder / "server", made.postgres, password))
        stack.enter_context(redis_server(folder, made.redis))
        yield made


@contextlib.contextmanager
def postgres_server(folder: Path, port: int, password: str) -> Iterator[None]:
    """A cluster of its own that asks everybody for a password."""
    home = Home(folder, port)
    user = make_folders(home)
    file = home.data / "password"
    file.write_text(password)
    file.chmod(0o600)
    os.chown(file, user, group_of(user))
    auth = ["--auth=scram-sha-256", "--username=postgres", f"--pwfile={file}"]
    run_as(user, home, "initdb", *auth, "--encoding=UTF8", "--locale=C", f"--pgdata={home.cluster}")
    options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run_as(user, home, "pg_ctl", "start", "-w", "-D", str(home.cluster), "-l", str(home.log), "-o", options)
    try:
        yield
    finally:
        run_as(user, home, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(home.cluster))


def run_as(user: int, home: Home, program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, as the user that the server runs as."""
    done = embedded._run(user, home, program, *arguments)
    assert done.returncode == 0, done.stdout


@contextlib.contextmanager
def redis_server(folder: Path, port: int) -> Iterator[None]:
    """A Redis of its own."""
    program = shutil.which("redis-server")
    assert program, "callers skip without it"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            yield
        finally:
            server.send_signal(signal.SIGTERM)


def connect(
    machine: Machine, login: str, secret: str, database: str = "crm"
) -> "psycopg2.extensions.connection":
    """A connection by password."""
    password = (machine.secrets / secret).read_text()
    return psycopg2.connect(
        host="127.0.0.1", port=machine.postgres, user=login, password=password, dbname=database
    )
