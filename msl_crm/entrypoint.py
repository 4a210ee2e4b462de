"""The start of a production process: `python -m msl_crm.entrypoint web|worker|beat|migrate|roles|words|health`.

A container runs this and nothing else, and so can systemd. It refuses unsafe settings (`production.py`), then
becomes the process it starts: signals reach that one directly, and its end is the container's end.
"""

import contextlib
import http.client
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import psycopg2
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from msl_crm import env, prepare, production

#: Exit codes of sysexits.h: a mistake in the configuration; something that may pass.
REFUSED = 78
NOT_NOW = 75
DATABASE_SECONDS = 30
#: Beat writes its file every three minutes.
BEAT_SILENT_SECONDS = 400
TAKE_LOCK = "SELECT pg_try_advisory_lock(hashtext('msl_crm.migrate'))"


def main(arguments: list[str]) -> int:
    """Start a part. Does not return when it becomes web, worker or beat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    part, *more = arguments or [""]
    try:
        if part == "health":
            return health(*more)
        if part in OWNERS_PARTS:
            return as_owner(OWNERS_PARTS[part])
        if part in COMMANDS:
            return become(COMMANDS[part]())
    except CommandError as reason:
        return say(str(reason), 1)
    except OSError as reason:
        return say(f"{reason.filename}: {reason.strerror}", REFUSED)
    return say(f"Say what to start: {', '.join([*COMMANDS, *OWNERS_PARTS, 'health'])}.", 64)


def say(sentence: str, code: int) -> int:
    """One line for the operator, and the exit code."""
    print(sentence, file=sys.stderr, flush=True)
    return code


def become(command: list[str]) -> int:
    """Check the settings, then be this command; comes back only with a refusal."""
    code = refusal(migrating=False)
    connection.close()
    if not code:
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 - no shell: a fixed list of words
    return code


def as_owner(action: Callable[[], None]) -> int:
    """Check the settings, then do this as the owner of the tables, one process at a time."""
    os.environ["CRM_AS_OWNER"] = "1"
    if code := refusal(migrating=True):
        return code
    with _alone():
        action()
    return 0


def refusal(*, migrating: bool) -> int:
    """Zero, or the exit code after the reasons were printed, one a line."""
    django.setup()
    found = production.setting_faults(migrating=migrating)
    try:
        if not found:
            wait_for_database()
            found = [] if migrating else production.login_faults()
    except OperationalError as error:
        name = "OWNER_DATABASE_URL" if migrating else "DATABASE_URL"
        return say(f"{name}: the database does not answer. {str(error).splitlines()[0]}", NOT_NOW)
    for sentence in found:
        say(sentence, REFUSED)
    return REFUSED if found else 0


def wait_for_database() -> None:
    """Return when the database answers; a machine that starts brings up everything at once."""
    deadline = time.monotonic() + DATABASE_SECONDS
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if "authentication failed" in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Two migrations at once would collide over the roles; the second waits and finds everything done."""
    with contextlib.closing(psycopg2.connect(env.database_url("OWNER_DATABASE_URL"))) as holder:
        holder.autocommit = True
        while not _takes_lock(holder):
            time.sleep(0.5)
        yield


def _takes_lock(holder: Any) -> bool:
    """Asked again and again: a waiting statement keeps a snapshot, for which an index made concurrently waits."""
    with holder.cursor() as cursor:
        cursor.execute(TAKE_LOCK)
        return bool(cursor.fetchone()[0])


def migrate() -> None:
    """Roles, tables and grants as this version wants them; then the wall is compared with its declaration."""
    prepare.prepare_database()
    call_command("firewall_audit")


def roles() -> None:
    """Roles alone, for a database that is about to be restored: its grants name them."""
    call_command("firewall_roles")


def words() -> None:
    """Forget the words that no row holds any more (decision 0008): nightly, and after an erasure."""
    call_command("rebuild_words")


def web() -> list[str]:
    """Gunicorn; everything about it stands in `gunicorn_settings.py`."""
    return ["-m", "gunicorn", "--config=python:msl_crm.gunicorn_settings", "msl_crm.wsgi"]


def worker() -> list[str]:
    """Celery's worker. It keeps no account of other workers, and is replaced bit by bit so that memory cannot creep."""
    options = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--max-tasks-per-child=1000"]
    return [*celery(), "worker", *options]


def beat() -> list[str]:
    """The timetable. Exactly one must run."""
    return [*celery(), "beat", "--pidfile=", f"--schedule={schedule()}"]


def celery() -> list[str]:
    """What worker and timetable share. Where the log goes stands in Django's settings."""
    return ["-m", "celery", "--app=msl_crm", "--quiet"]


def schedule() -> Path:
    """Where beat keeps what it did last."""
    return env.data_dir() / "beat-schedule"


def health(part: str = "web") -> int:
    """0 when this part works: asked by the container that runs it."""
    if part == "web":
        return int(not web_answers())
    if part == "beat":
        written = [path.stat().st_mtime for path in schedule().parent.glob(f"{schedule().name}*")]
        return int(time.time() - max(written, default=0) > BEAT_SILENT_SECONDS)
    django.setup()
    call_command("worker_health", "--here")
    return 0


def web_answers() -> bool:
    """Asked as the proxy asks, or each question would stand in the log as one for an unknown host."""
    host = env.names("ALLOWED_HOSTS", "localhost")[0].removeprefix(".")
    connection = http.client.HTTPConnection("127.0.0.1", int(env.text("PORT", "8000")), timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


COMMANDS = {"web": web, "worker": worker, "beat": beat}
OWNERS_PARTS = {"migrate": migrate, "roles": roles, "words": words}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
