"""`make run`: database, web server, worker and timetable, started and stopped as one.

honcho is not used: it knows nothing of readiness, and a signal while it starts, or its own death, leaves its
children behind. Here every way out of `serve` stops everything, and the kernel ends the children of a killed
parent.
"""

import contextlib
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from apps.core.logins import DEMO_LOGINS
from apps.workers import START_AGAIN
from msl_crm import embedded, env
from msl_crm.embedded_files import CannotStart

OLDEST_PYTHON = (3, 11)
READY_SECONDS = 60
GRACE_SECONDS = 10
SHORT_LIFE_SECONDS = 15
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1
# Running as root is what a bare machine does; Celery would print a page about it at every start.
QUIET_WARNINGS = "ignore:You're running the worker with superuser privileges"
Children = Mapping[str, "subprocess.Popen[bytes]"]


class Refused(Exception):
    """The product cannot start; the text says why in one line."""


class Stopped(BaseException):
    """Ctrl-C, or another polite request to end."""


class Address(NamedTuple):
    """Where the product is served."""

    host: str
    port: int

    @property
    def netloc(self) -> str:
        """As in a URL, and as gunicorn wants it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def main() -> int:
    """Serve until told to stop. 0: stopped as asked; 1: could not start, or a part of it cannot live."""
    for number in SIGNALS:
        # `nohup` asks to go on after the terminal is closed.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _raise_stopped)
    try:
        return serve()
    except (Refused, CannotStart) as reason:
        print(reason, file=sys.stderr)
        return 1
    except Stopped:
        print("Stopped.", flush=True)
        return 0


def serve() -> int:
    """Check, prepare, run: what fails the checks leaves no trace."""
    check_python(sys.version_info[:2])
    check_databases(env.text("DATABASE_URL"), env.text("OWNER_DATABASE_URL"))
    address = Address(env.text("HOST", "127.0.0.1"), port_number(env.text("PORT", "8000")))
    check_is_free(address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    os.environ["DEMO"] = demo_flag()
    database = contextlib.nullcontext() if env.text("DATABASE_URL") else embedded.running()
    with only_server_of(env.data_dir()), database:
        prepare()
        return supervise(address, commands(address))


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old to read the code."""
    if version < OLDEST_PYTHON:
        found = ".".join(str(part) for part in version)
        raise Refused(
            f"MSL CRM needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer; this is {found}."
        )


def check_databases(web_url: str, owner_url: str) -> None:
    """Both logins come from the same place: both from outside or both from the embedded server."""
    if bool(web_url) != bool(owner_url):
        raise Refused(
            "Set both DATABASE_URL (login crm_web) and OWNER_DATABASE_URL (login crm_owner), or neither."
        )


def demo_flag() -> str:
    """`DEMO` as told; else only our own database gets logins whose password everybody knows."""
    return env.text("DEMO", "" if env.text("DATABASE_URL") else "1")


def port_number(text: str) -> int:
    """The port as a number."""
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise Refused(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def check_is_free(address: Address) -> None:
    """Refuse an address that another program serves, or that this machine does not have."""
    try:
        family, kind, protocol, _name, target = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As gunicorn does: connections of the last run that the kernel still remembers do not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError as error:
        raise Refused(
            f"Cannot serve at {address.netloc}: {error.strerror}. Choose another PORT or HOST."
        ) from error


@contextlib.contextmanager
def only_server_of(folder: Path) -> Iterator[None]:
    """Two timetables on one data folder would do everything twice."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serve.lock").open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(
                f"MSL CRM already runs on {folder}: stop it, or choose another DATA_DIR."
            ) from error
        yield


def prepare() -> None:
    """Bring database and static files to the state of the code."""
    child = start([sys.executable, "-m", "msl_crm.prepare"], os.environ)
    try:
        if code := child.wait():
            raise Refused(f"The preparation failed with code {code}; its reason stands above.")
    except BaseException:
        stop({"preparation": child})
        raise


def commands(address: Address) -> dict[str, list[str]]:
    """The processes of a running product."""
    python = [sys.executable, "-m"]
    web = "gunicorn msl_crm.wsgi --workers=2 --worker-class=gthread --threads=4 --graceful-timeout=5"
    celery = "celery --app=msl_crm --quiet"
    worker = "worker --loglevel=WARNING --without-gossip --without-mingle --without-heartbeat"
    schedule = env.data_dir() / "beat-schedule"
    return {
        "web": [
            *python,
            *web.split(),
            "--no-control-socket",
            "--log-level=warning",
            f"--bind={address.netloc}",
        ],
        "worker": [*python, *celery.split(), *worker.split()],
        "beat": [*python, *celery.split(), "beat", "--loglevel=WARNING", f"--schedule={schedule}"],
    }


class Parts(dict[str, "subprocess.Popen[bytes]"]):
    """The processes of a running product, by name. One that ends is started again, unless it cannot live."""

    def __init__(self, wanted: Mapping[str, list[str]]) -> None:
        super().__init__()
        self.wanted = wanted
        self.begun: dict[str, float] = {}

    def begin(self, name: str) -> None:
        """Start one of them."""
        self.begun[name] = time.monotonic()
        self[name] = start(self.wanted[name], {**os.environ, "PYTHONWARNINGS": QUIET_WARNINGS})

    def replace_ended(self) -> str:
        """Start again what ended, and nothing of its group stays behind. Names the first that cannot live: it ended
        soon after its start, and would do so again."""
        for name in [name for name, child in self.items() if child.poll() is not None]:
            ended = _in_words(name, self[name])
            if self[name].returncode != START_AGAIN and self._lived(name) < SHORT_LIFE_SECONDS:
                return ended
            print(f"{ended} and is started again.", file=sys.stderr, flush=True)
            stop({name: self[name]})
            self.begin(name)
        return ""

    def _lived(self, name: str) -> float:
        return time.monotonic() - self.begun[name]


def supervise(address: Address, wanted: Mapping[str, list[str]]) -> int:
    """Run the processes until told to stop, or until one cannot live: without its worker the product sends no
    reminders, so a worker that was killed, or lost its broker in a bad moment, is started again."""
    children = Parts(wanted)
    try:
        for name in wanted:
            children.begin(name)
        wait_until_ready(address, children)
        print(welcome(address), flush=True)
        while not (ended := children.replace_ended()):
            time.sleep(0.2)
        print(f"{ended}. Stopping everything.", file=sys.stderr)
        return 1
    except Stopped:
        print("\nStopping ...", flush=True)
        raise
    finally:
        _ignore_signals()
        stop(children)


def start(command: list[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """A child in a group of its own: Ctrl-C reaches only us, and we can end it with all its own children."""
    return subprocess.Popen(
        command,
        cwd=env.BASE_DIR,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - safe: this process has no threads
    )


def stop(children: Children) -> None:
    """Ask all to end, then end what did not; nothing of their groups stays behind."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def wait_until_ready(address: Address, children: Children) -> None:
    """Return when the web server answers `/healthz`."""
    deadline = time.monotonic() + READY_SECONDS
    while not answers(address):
        if ended := first_ended(children):
            raise Refused(f"{ended} while starting; its reason stands above.")
        if time.monotonic() > deadline:
            raise Refused(f"The web server did not answer within {READY_SECONDS} seconds.")
        time.sleep(0.1)


def answers(address: Address) -> bool:
    """Whether the process is up. A refusal of our made-up host name is an answer, too."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(host, address.port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def first_ended(children: Children) -> str:
    """Which child ended, in words; empty while all run or are to be started again."""
    ended = (
        _in_words(name, child) for name, child in children.items() if child.poll() not in (None, START_AGAIN)
    )
    return next(ended, "")


def _in_words(name: str, child: "subprocess.Popen[bytes]") -> str:
    return f"{name} ended with code {child.returncode}"


def welcome(address: Address) -> str:
    """What to type into the browser."""
    lines = ["", f"MSL CRM is ready: http://{address.netloc}/", ""]
    if env.flag("DEMO"):
        lines += ["Demo logins, password `demo`:", ""]
        lines += [f"  {f'{name}@demo.example':<26}{role}" for name, role in DEMO_LOGINS.items()]
        lines += [""]
    return "\n".join([*lines, "Ctrl-C stops everything.", ""])


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    """The first request starts the way out; later ones must not interrupt it."""
    _ignore_signals()
    raise Stopped


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _end_with_parent() -> None:
    """So that after `kill -9` of this process its children do not keep the port (Linux only)."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
