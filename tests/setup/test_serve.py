"""Serving: what is refused before anything starts, and that nothing is left behind however it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from msl_crm import env, serve
from msl_crm.serve import Address, Refused
from msl_crm.static_stamp import static_fingerprint
from tests.processes import free_port

# The real supervisor with small children; each prints its number, and one of them answers like the product.
SUPERVISED = """
import os, signal, sys
from msl_crm import serve

WEB = '''
import os, sys, http.server
print("child", os.getpid(), flush=True)
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "0"); self.end_headers()
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
'''
STUBBORN = '''
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("child", os.getpid(), flush=True); print("child", grandchild.pid, flush=True)
time.sleep(60)
'''
BRIEF = '''
import os, pathlib, sys, time
print("child", os.getpid(), flush=True)
while not pathlib.Path(sys.argv[2]).exists():
    time.sleep(0.05)
sys.exit(3)
'''
ONCE_AGAIN = '''
import os, pathlib, sys, time
print("child", os.getpid(), flush=True)
started = pathlib.Path(sys.argv[2])
if not started.exists():
    started.write_text(str(os.getpid()))
    sys.exit(75)
time.sleep(60)
'''
port, trigger, *names = sys.argv[1:]
serve.GRACE_SECONDS, serve.SHORT_LIFE_SECONDS = 1, float(os.environ.get("SHORT_LIFE", "60"))
programs = {"web": WEB, "stubborn": STUBBORN, "brief": BRIEF, "once again": ONCE_AGAIN}
commands = {name: [sys.executable, "-c", programs[name], port, trigger] for name in names}
serve.serve = lambda: serve.supervise(serve.Address("127.0.0.1", int(port)), commands)
sys.exit(serve.main())
"""


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    return free_port()


@pytest.fixture
def taken(port: int) -> Iterator[int]:
    """A port that another program serves."""
    with socket.create_server(("127.0.0.1", port)):
        yield port


def supervised(
    port: int, *names: str, trigger: Path = Path("never"), short_life: float = 60
) -> "subprocess.Popen[str]":
    """The supervisor with these children; the brief one ends when the trigger exists."""
    command = [sys.executable, "-c", SUPERVISED, str(port), str(trigger), *names]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=env.BASE_DIR,
        env={**os.environ, "SHORT_LIFE": str(short_life)},
        start_new_session=True,
        # Tests may themselves run under `nohup`, which a terminal's hang-up must not end.
        preexec_fn=hear_hang_ups,  # noqa: PLW1509 - safe: this process has no threads
    )


def hear_hang_ups() -> None:
    """Start as from a terminal."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def until_ready(process: "subprocess.Popen[str]", count: int) -> list[int]:
    """The numbers of this many children, once all have told theirs and the welcome is printed."""
    children: list[int] = []
    is_welcomed = False
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("child"):
            children.append(int(line.split()[1]))
        is_welcomed = is_welcomed or line.startswith("Ctrl-C")
        if is_welcomed and len(children) == count:
            return children
    raise AssertionError(process.stderr and process.stderr.read())


def all_gone(children: list[int], seconds: float = 30) -> bool:
    """Whether all these processes end within the time."""
    deadline = time.monotonic() + seconds
    while any(is_running(child) for child in children):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_running(number: int) -> bool:
    """Whether a process lives; a dead one that nobody has collected yet does not count."""
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("told", "database", "is_demo"),
    [
        ("", "", True),
        ("0", "", False),
        ("", "postgres://crm_web@db.example/crm", False),
        ("1", "postgres://crm_web@db.example/crm", True),
    ],
)
def test_somebodys_own_database_gets_no_known_logins_unasked(
    told: str, database: str, is_demo: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO", told)
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("DEMO", serve.demo_flag())
    assert env.flag("DEMO") is is_demo


def test_an_old_python_is_refused_in_one_line() -> None:
    with pytest.raises(Refused, match=r"^MSL CRM needs Python 3\.11 or newer; this is 3\.10\.$"):
        serve.check_python((3, 10))
    serve.check_python((3, 11))


def test_a_taken_port_is_refused_in_one_line(taken: int) -> None:
    with pytest.raises(
        Refused, match=rf"^Cannot serve at 127\.0\.0\.1:{taken}: Address already in use\.[^\n]*$"
    ):
        serve.check_is_free(Address("127.0.0.1", taken))


def test_a_free_port_is_accepted_also_right_after_it_was_used(port: int) -> None:
    with socket.create_server(("127.0.0.1", port)) as server:
        client = socket.create_connection(("127.0.0.1", port))
        connection, _peer = server.accept()
        connection.close()
        client.close()
    serve.check_is_free(Address("127.0.0.1", port))


def test_a_host_that_is_not_here_is_refused() -> None:
    with pytest.raises(Refused, match=r"Cannot serve at no-such-host\.invalid:8000"):
        serve.check_is_free(Address("no-such-host.invalid", 8000))


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "80.5"])
def test_a_port_that_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="PORT must be a number"):
        serve.port_number(text)


def test_both_logins_come_from_the_same_place() -> None:
    serve.check_databases("", "")
    serve.check_databases("postgres://web", "postgres://owner")
    for urls in (("postgres://web", ""), ("", "postgres://owner")):
        with pytest.raises(Refused, match="OWNER_DATABASE_URL"):
            serve.check_databases(*urls)


def test_a_data_folder_is_served_once(tmp_path: Path) -> None:
    with (
        serve.only_server_of(tmp_path),
        pytest.raises(Refused, match="already runs"),
        serve.only_server_of(tmp_path),
    ):
        pass
    with serve.only_server_of(tmp_path):
        assert (tmp_path / "serve.lock").exists()


def test_a_taken_port_ends_the_command_and_starts_nothing(taken: int, tmp_path: Path) -> None:
    environment = {**os.environ, "PORT": str(taken), "HOST": "127.0.0.1", "DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "msl_crm.serve"]
    result = subprocess.run(
        command, env=environment, capture_output=True, text=True, cwd=env.BASE_DIR, check=False
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_polite_signal_ends_every_process_also_the_stubborn_ones(number: int, port: int) -> None:
    process = supervised(port, "web", "stubborn")
    children = until_ready(process, 3)
    process.send_signal(number)
    output, _error = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output.splitlines()[-2:] == ["Stopping ...", "Stopped."]
    assert all_gone(children)


def test_ctrl_c_pressed_twice_still_ends_every_process(port: int) -> None:
    process = supervised(port, "web", "stubborn")
    children = until_ready(process, 3)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert all_gone(children)


def test_one_part_that_cannot_live_ends_all_and_is_named(port: int, tmp_path: Path) -> None:
    process = supervised(port, "web", "brief", trigger=tmp_path / "end")
    children = until_ready(process, 2)
    (tmp_path / "end").touch()
    _output, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "brief ended with code 3. Stopping everything." in error
    assert all_gone(children)


def test_a_part_that_asks_for_it_is_started_again_and_nothing_else_ends(port: int, tmp_path: Path) -> None:
    process = supervised(port, "web", "once again", trigger=tmp_path / "started")
    children = until_ready(process, 3)
    ended = int((tmp_path / "started").read_text())
    assert [child for child in children if not is_running(child)] == [ended]
    process.send_signal(signal.SIGTERM)
    _output, error = process.communicate(timeout=60)
    assert "once again ended with code 75 and is started again." in error
    assert process.returncode == 0
    assert all_gone(children)


def test_a_part_that_is_killed_after_a_while_is_started_again(port: int) -> None:
    process = supervised(port, "web", short_life=0)
    (web,) = until_ready(process, 1)
    os.kill(web, signal.SIGKILL)
    assert process.stdout is not None
    again = next(int(line.split()[1]) for line in process.stdout if line.startswith("child"))
    assert again != web
    assert is_running(again)
    process.send_signal(signal.SIGTERM)
    _output, error = process.communicate(timeout=60)
    assert "web ended with code -9 and is started again." in error
    assert process.returncode == 0
    assert all_gone([web, again])


def test_a_part_that_ends_before_all_is_ready_is_named(port: int, tmp_path: Path) -> None:
    process = supervised(port, "brief", trigger=tmp_path)
    _output, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert error.strip() == "brief ended with code 3 while starting; its reason stands above."


@pytest.mark.skipif(
    sys.platform != "linux", reason="only the Linux kernel ends the children of a killed parent"
)
def test_a_killed_parent_does_not_leave_its_children_on_the_port(port: int) -> None:
    process = supervised(port, "web")
    children = until_ready(process, 1)
    process.kill()
    process.communicate(timeout=60)
    assert all_gone(children)
    serve.check_is_free(Address("127.0.0.1", port))


def test_static_files_are_collected_again_when_one_changes(tmp_path: Path) -> None:
    rules = ("requirements.txt", "msl_crm/settings.py", "apps/core/static_storage.py")
    for name in (*rules, "static/css/one.css", "apps/core/static/two.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    before = static_fingerprint(tmp_path)
    assert static_fingerprint(tmp_path) == before
    (tmp_path / "apps/core/static/two.js").write_text("changed")
    after = static_fingerprint(tmp_path)
    assert after != before
    (tmp_path / "static/css/one.css").rename(tmp_path / "static/css/three.css")
    assert static_fingerprint(tmp_path) not in {before, after}
