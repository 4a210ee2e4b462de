"""One scale under measurement: its database, its web server (the product's own command), and a signed-in browser."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from msl_crm.embedded import DATABASE
from msl_crm.embedded_files import Home
from msl_crm.serve import Address, commands, stop

ROOT = Path(__file__).resolve().parent.parent
TIMING = re.compile(r"db;dur=([0-9.]+);desc=(\d+)")
TOKEN = "b" * 32
#: gunicorn closes an idle connection after two seconds.
KEPT_SECONDS = 1.0


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took, in milliseconds."""

    status: int
    body: str
    milliseconds: float
    database: float
    queries: int
    location: str

    @property
    def between(self) -> float:
        """Seconds that the product worked between two statements, about."""
        return (self.milliseconds - self.database) / max(self.queries, 1) / 1000


@dataclass
class Scale:
    """A database of a size and what serves it."""

    name: str
    folder: Path
    port: int = 0
    session: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """For the processes of this scale: the embedded server of the folder and nothing else."""
        told = {
            name: value
            for name, value in os.environ.items()
            if not name.endswith("DATABASE_URL") and name != "DEMO"
        }
        return told | {
            "DATA_DIR": str(self.folder.resolve()),
            "DJANGO_SETTINGS_MODULE": "bench.probe_settings",
        }

    def run(self, *arguments: str, as_owner: bool = False) -> str:
        """Run a Python module of the product on this scale's data."""
        told = self.environment | ({"CRM_AS_OWNER": "1"} if as_owner else {})
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=told, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def start(self) -> float:
        """Start the web server; seconds until the first page was there."""
        began = time.perf_counter()
        self.port = free_port()
        address = Address("127.0.0.1", self.port)
        self.process = subprocess.Popen(
            commands(address)["web"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        while True:
            try:
                with closing(Browser(self)) as browser:
                    answer = browser.get("/kols/")
            except OSError:
                time.sleep(0.02)
                continue
            if answer.status != 200:
                raise RuntimeError(f"The first page answers {answer.status}.")
            return time.perf_counter() - began

    def stop(self) -> None:
        """Stop the web server, if it runs."""
        if self.process is not None:
            stop({"web": self.process})
            self.process = None

    def connect(self) -> Any:
        """A plain connection as the login of the product."""
        return psycopg2.connect(Home(self.folder.resolve()).url("crm_web", DATABASE))


class Browser:
    """One connection that is kept, as a browser's is, with the session's cookie."""

    def __init__(self, scale: Scale) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", scale.port, timeout=60)
        self.used_at = 0.0
        self.headers = {"Cookie": f"sessionid={scale.session}; csrftoken={TOKEN}", "Host": "localhost"}

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._send("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _connect(self) -> None:
        """Open the connection anew after a pause, in which the server has closed it; not under the clock."""
        if time.monotonic() - self.used_at > KEPT_SECONDS:
            self.connection.close()
            self.connection.connect()
        self.used_at = time.monotonic()

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        self._connect()
        began = time.perf_counter()
        self.connection.request(method, path, body, {**self.headers, **headers})
        response = self.connection.getresponse()
        content = response.read()
        milliseconds = (time.perf_counter() - began) * 1000
        timing = TIMING.search(response.headers.get("Server-Timing", "")) or ("", "0", "0")
        return Answer(
            response.status,
            content.decode(),
            milliseconds,
            float(timing[1]),
            int(timing[2]),
            response.headers.get("Location", ""),
        )


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
