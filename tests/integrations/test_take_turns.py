"""Imports with a real worker: however many files are read, mails go out; and a file that is read can be let go."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from apps.integrations.applying import BATCH
from apps.integrations.models import ImportRow, ImportRun
from tests.factories import UserFactory
from tests.integrations.makers import begin, numbered
from tests.processes import Installation, url_of, wait_until
from tests.queueing import is_all_sent, tell

State = ImportRun.State


@contextmanager
def endless_reading(database: str) -> Iterator[None]:
    """In this block whoever stages rows waits: a file that takes hours, in small."""
    holder = psycopg2.connect(url_of(database))
    try:
        with holder.cursor() as cursor:
            cursor.execute("LOCK TABLE integrations_importrow IN EXCLUSIVE MODE")
        yield
    finally:
        holder.close()


DISCARD = """
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import discard_import
from apps.integrations.applying import BATCH
from apps.integrations.models import ImportRun

with acting_as(Side.MEDICAL):
    run = ImportRun.objects.get()
    discard_import(by=run.started_by, run=run)
"""


def count(state: str) -> int:
    return ImportRun.objects.filter(state=state).count()


def test_mails_go_out_while_more_files_are_read_than_a_worker_has_children(
    installation: Installation, broker: dict[str, str], tmp_path: Path
) -> None:
    installation.extra |= broker | {"SWEEP_SECONDS": "1"}
    files = settings.WORKER_CONCURRENCY + 1
    with installation.committed(), endless_reading(installation.database):
        director = UserFactory(role="medical_director")
        for number in range(files):
            (tmp_path / f"{number}.xml").write_text(numbered(1, first=number + 1))
            begin(tmp_path / f"{number}.xml", director)
        ImportRun.objects.update(claimed_until=None)
        installation.start("worker")
        installation.start("beat")
        wait_until(lambda: count(State.STAGING) == settings.WORKER_CONCURRENCY - 1, "all but one read")
        tell(director, 3)
        wait_until(is_all_sent, "mails go out")
        # A run that asks for its turn stands among the others for a moment.
        turns = (settings.WORKER_CONCURRENCY - 1, 2)
        wait_until(lambda: (count(State.STAGING), count(State.WAITING)) == turns, "the rest wait")
    with installation.committed():
        wait_until(lambda: count(State.STAGED) == files, "each has its turn")
        assert ImportRow.objects.count() == files
        assert set(ImportRun.objects.values_list("attempts", flat=True)) == {1}, (
            "waiting is no failed attempt"
        )


def test_a_file_can_be_discarded_while_a_worker_reads_it(installation: Installation, tmp_path: Path) -> None:
    installation.extra["SWEEP_SECONDS"] = "1"
    (tmp_path / "long.xml").write_text(numbered(2 * BATCH))
    with installation.committed():
        with endless_reading(installation.database):
            begin(tmp_path / "long.xml", UserFactory(role="medical_director"))
            ImportRun.objects.update(claimed_until=None)
            installation.start("worker")
            installation.start("beat")
            wait_until(is_reading, "the first batch is read")
            installation.manage("shell", "-c", DISCARD)
            assert count(State.STAGING) == 1, "its reader holds the row"
        wait_until(lambda: count(State.DISCARDED) == 1, "the reader ends")
        assert not ImportRow.objects.exists()


def is_reading() -> bool:
    """Whether a reader waits for the lock of this test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'integrations_importrow'::regclass)"
        )
        return bool(cursor.fetchone()[0])
