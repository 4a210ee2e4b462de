"""The product as `make run` starts it: its own data folder, port and processes, so that requests run as `crm_web`."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from msl_crm import env
from tests.e2e.mailbox import Mailbox
from tests.processes import free_port

READY = "Ctrl-C stops everything."
#: The first start on a busy machine makes a cluster, migrates and loads the demo.
START_SECONDS = 600
STOP_SECONDS = 60
#: What a test run or a developer's shell may have set, and `make run` on a bare machine has not.
NOT_OURS = {
    "ALLOWED_HOSTS", "BEHIND_PROXY", "CRM_AS_OWNER", "DATABASE_URL", "DEBUG", "DEMO", "DJANGO_SETTINGS_MODULE",
    "EMAIL_HOST", "HTTPS", "OWNER_DATABASE_URL", "PUBLIC_URL", "REDIS_URL", "SECRET_KEY", "TEST_DATABASE_URL",
}  # fmt: skip


@dataclass
class Product:
    """One installation: started, stopped, killed and started again by the tests."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    #: What this installation sets beyond a bare machine.
    extra: dict[str, str] = field(default_factory=dict)
    #: Where its mails go, if not into files.
    mailbox: Mailbox = field(default_factory=Mailbox)

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What all its processes printed."""
        path = self.folder / "product.log"
        return path.read_text() if path.exists() else ""

    def start(self) -> float:
        """Start it; the seconds until it says that it is ready."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        told = kept | {"DATA_DIR": str(self.folder / "data"), "HOST": "127.0.0.1", "PORT": str(self.port)}
        told |= self.extra
        welcomes = self.log.count(READY)
        began = time.monotonic()
        with (self.folder / "product.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "msl_crm.serve"],
                cwd=env.BASE_DIR,
                env=told,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while self.log.count(READY) == welcomes:
            assert self.process.poll() is None, f"It did not start:\n{self.log[-2000:]}"
            assert time.monotonic() - began < START_SECONDS, f"It never became ready:\n{self.log[-2000:]}"
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self, number: int = signal.SIGTERM) -> list[str]:
        """Ask it to end, as Ctrl-C or a service manager does; the processes that stayed behind."""
        if self.process is None:
            return []
        theirs = self.processes()
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(STOP_SECONDS)
        self.process = None
        _gone, alive = psutil.wait_procs(theirs, timeout=10)
        return [" ".join(one.cmdline()) for one in alive if one.is_running()]

    def lose_power(self) -> None:
        """End every process of the product at once: nobody is asked, nothing is tidied up."""
        assert self.process is not None
        for one in self.processes():
            one.kill()
        self.process.wait(STOP_SECONDS)
        self.process = None

    def processes(self) -> list[psutil.Process]:
        """The supervisor, all its children, and the database server of this data folder."""
        assert self.process is not None
        ours = [psutil.Process(self.process.pid)]
        ours += ours[0].children(recursive=True)
        return ours + [one for one in psutil.process_iter() if self._is_database(one)]

    def _is_database(self, one: psutil.Process) -> bool:
        try:
            return one.name() == "postgres" and one.cwd().startswith(str(self.folder.resolve()))
        except psutil.Error:
            return False

    def faults(self) -> list[str]:
        """Tracebacks in the log: a page can look right while its server failed."""
        return re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception)\b.*$", self.log, re.MULTILINE)
