"""The embedded database: its address, who holds it, and the ways in which an earlier run may have ended."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import psutil
import psycopg2
import pytest

from msl_crm import embedded, env
from msl_crm.embedded_files import LONGEST_SOCKET_FOLDER, CannotStart, Home, make_folders

HOLD = """
import sys
from pathlib import Path
from msl_crm.embedded import attach
from msl_crm.embedded_files import Home

attach(Home(Path(sys.argv[1])), durable=sys.argv[2] == "True")
print("up", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def shared_home() -> Iterator[Home]:
    """A cluster that is made once; every test here starts it and must leave it stopped."""
    with tempfile.TemporaryDirectory(prefix="msl-crm-test-") as folder:
        home = Home(Path(folder).resolve())
        embedded.attach(home, durable=False)
        embedded.detach(home)
        yield home


@pytest.fixture
def home(shared_home: Home) -> Iterator[Home]:
    yield shared_home
    embedded.detach(shared_home)
    assert not shared_home.server_is_alive()


def query(home: Home, text: str, login: str = "crm_owner") -> Any:
    """The first value of the first row."""
    connection = psycopg2.connect(home.url(login, "crm"))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(text)
            row = cursor.fetchone() if cursor.description else None
            return row and row[0]
    finally:
        connection.close()


def hold(home: Home, *, durable: bool = False) -> "subprocess.Popen[str]":
    """Another process that holds the server until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path), str(durable)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=env.BASE_DIR,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "up"
    return process


def end(process: "subprocess.Popen[str]", number: int | None = None) -> None:
    """Let a holder end by itself, or by a signal."""
    if number is not None:
        process.send_signal(number)
    process.communicate(timeout=60)


def postmaster(home: Home) -> psutil.Process:
    return psutil.Process(int((home.cluster / "postmaster.pid").read_text().split()[0]))


def test_the_address_is_known_before_the_server_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "none"))
    settings = dj_database_url.parse(embedded.database_url("crm_web"))
    assert settings["USER"] == "crm_web"
    assert settings["NAME"] == "crm"
    assert settings["HOST"] == str(tmp_path / "none" / "postgres")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["x" * 100, "with space", "comma,quote'", "käse"])
def test_the_socket_is_short_and_plain_wherever_the_data_is(name: str) -> None:
    socket = Home(Path("/tmp") / name).socket
    assert len(str(socket)) <= LONGEST_SOCKET_FOLDER
    assert socket.name.startswith("msl-crm-")
    assert socket != Home(Path("/tmp") / f"{name}2").socket


def test_the_owner_is_no_superuser_and_owns_the_database(home: Home) -> None:
    embedded.attach(home, durable=False)
    assert query(home, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert (
        query(home, "SELECT rolcreaterole AND rolcreatedb FROM pg_roles WHERE rolname = current_user") is True
    )
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert query(home, owner) == "crm_owner"


def test_only_the_servers_user_reaches_the_socket(home: Home) -> None:
    embedded.attach(home, durable=False)
    assert home.socket.stat().st_mode & 0o077 == 0
    assert query(home, "SHOW listen_addresses", login="postgres") == ""


@pytest.mark.parametrize(("durable", "fsync"), [(True, "on"), (False, "off")])
def test_only_tests_give_up_crash_safety(home: Home, durable: bool, fsync: str) -> None:
    embedded.attach(home, durable=durable)
    assert query(home, "SHOW fsync", login="postgres") == fsync


def test_the_data_is_there_at_the_next_start_and_pgport_does_not_matter(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "6543")
    embedded.attach(home, durable=False)
    query(home, "CREATE TABLE kept AS SELECT 7 AS number")
    embedded.detach(home)
    embedded.attach(home, durable=False)
    assert query(home, "SELECT number FROM kept") == 7


def test_the_last_user_stops_the_server(home: Home) -> None:
    first, second = hold(home), hold(home)
    end(first)
    assert query(home, "SELECT 1") == 1
    end(second)
    assert not home.server_is_alive()


def test_a_second_hold_in_one_process_is_no_second_user(home: Home) -> None:
    assert embedded.attach(home, durable=False) is True
    assert embedded.attach(home, durable=False) is False
    embedded.detach(home)
    assert not home.server_is_alive()


def test_a_killed_user_does_not_keep_the_server_for_ever(home: Home) -> None:
    killed = hold(home)
    end(killed, signal.SIGKILL)
    assert query(home, "SELECT 1") == 1
    end(hold(home))
    assert not home.server_is_alive()


def test_a_killed_server_starts_again_with_what_was_committed(home: Home) -> None:
    killed = hold(home, durable=True)
    query(home, "CREATE TABLE committed AS SELECT 1 AS number")
    postmaster(home).kill()
    end(killed, signal.SIGKILL)
    embedded.attach(home, durable=False)
    assert query(home, "SELECT number FROM committed") == 1


def test_a_later_process_with_the_number_of_the_killed_server_does_not_prevent_the_start(home: Home) -> None:
    killed = hold(home)
    server = postmaster(home)
    owner = server.uids().real
    server.kill()
    end(killed, signal.SIGKILL)
    other = subprocess.Popen(["/bin/sleep", "60"], user=owner if os.geteuid() == 0 else None)
    try:
        for path in (home.cluster / "postmaster.pid", home.socket / ".s.PGSQL.5432.lock"):
            lines = path.read_text().splitlines()
            path.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        embedded.attach(home, durable=False)
        assert query(home, "SELECT 1") == 1
    finally:
        other.kill()
        other.wait()


def test_a_set_up_that_was_cut_short_is_made_again() -> None:
    with tempfile.TemporaryDirectory(prefix="msl-crm-test-") as folder:
        home = Home(Path(folder).resolve())
        make_folders(home)
        home.unfinished.mkdir()
        (home.unfinished / "PG_VERSION").write_text("18\n")
        embedded.attach(home, durable=False)
        try:
            assert query(home, "SELECT 1") == 1
        finally:
            embedded.detach(home)


def test_a_folder_that_somebody_else_prepared_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "postgres").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotStart, match="belongs to another user"):
        embedded.attach(Home(tmp_path))


@pytest.mark.parametrize("argument", ["collectstatic", "help", "--version", "makemessages"])
def test_commands_without_data_start_nothing(
    argument: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    embedded.start_if_needed(["manage.py", argument])
    assert not list(tmp_path.iterdir())


def test_a_configured_database_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres://crm_web@db.example/crm")
    embedded.start_if_needed(["manage.py", "migrate"])
    assert not list(tmp_path.iterdir())


def test_a_terminated_command_stops_the_server_it_started(home: Home) -> None:
    command = "import sys, time; from msl_crm import embedded; embedded.start_if_needed(['', 'migrate']); "
    process = subprocess.Popen(
        [sys.executable, "-c", command + "print('up', flush=True); time.sleep(60)"],
        env={**{k: v for k, v in os.environ.items() if k != "DATABASE_URL"}, "DATA_DIR": str(home.path)},
        stdout=subprocess.PIPE,
        text=True,
        cwd=env.BASE_DIR,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "up"
    assert home.server_is_alive()
    end(process, signal.SIGTERM)
    assert process.returncode == 128 + signal.SIGTERM
    assert not home.server_is_alive()
