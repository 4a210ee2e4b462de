"""`manage.py import_data`: what it prints, how it ends, and with real processes: killed, two at once, workers."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.actions import apply_import
from apps.integrations.applying import BATCH
from apps.integrations.models import ImportRow, ImportRun
from apps.kols.models import Authorship, Candidate, Publication
from apps.users.models import User
from msl_crm import env
from tests.factories import UserFactory
from tests.integrations.makers import FIXTURE, begin, numbered
from tests.processes import Installation, kill, url_of, wait_until

State = ImportRun.State
Capture = pytest.CaptureFixture[str]


def test_imports_and_says_what_it_did(director: User, capsys: Capture) -> None:
    call_command("import_data", str(FIXTURE))
    out, err = capsys.readouterr()
    assert out.splitlines()[:2] == [f"{FIXTURE}: PubMed XML", "  New publications: 2"]
    assert "  Problems: 8" in out.splitlines()
    assert "PMID 900001, author 4: " in out
    assert err == ""
    run = ImportRun.objects.get()
    assert (run.state, run.started_by, run.applied_by) == (State.DONE, director, director)


def test_a_dry_run_says_the_same_and_keeps_nothing(director: User, capsys: Capture) -> None:
    call_command("import_data", str(FIXTURE), "--dry-run")
    dry = capsys.readouterr().out
    assert not ImportRun.objects.exists()
    assert not Publication.objects.exists()
    call_command("import_data", str(FIXTURE))
    assert capsys.readouterr().out == dry.replace(", dry run: nothing is kept", "")


def test_each_file_is_on_its_own(director: User, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "photo.xml").write_bytes(b"\xff\xd8\xff\xe0")
    files = [str(tmp_path / "photo.xml"), str(tmp_path / "missing.xml"), str(FIXTURE)]
    with pytest.raises(SystemExit) as ended:
        call_command("import_data", *files)
    out, err = capsys.readouterr()
    assert ended.value.code == 1
    assert err.splitlines() == [
        f"{files[0]}: This is a picture, whatever its name says. Choose the file that holds the records.",
        f"{files[1]}: The file cannot be opened: No such file or directory.",
    ]
    assert "New publications: 2" in out


def test_as_somebody(msl: User, capsys: Capture) -> None:
    call_command("import_data", str(FIXTURE), "--as", msl.email.upper())
    assert ImportRun.objects.get().started_by == msl


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "There is no medical director: name who imports with --as EMAIL."),
        (["--as", "nobody@company.example"], "Nobody can sign in as nobody@company.example."),
        (["--as", "kim@company.example"], "kim@company.example may not import: Publications are imported by"),
    ],
)
def test_nobody_to_import_as(options: list[str], told: str, db: None) -> None:
    UserFactory(role="kam", email="kim@company.example")
    with pytest.raises(CommandError, match=told):
        call_command("import_data", str(FIXTURE), *options)
    assert not ImportRun.objects.exists()


# --- Real processes ---------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Callable[[int], Path]:
    """Files of so many publications."""

    def written(count: int) -> Path:
        path = tmp_path / f"{count}.xml"
        path.write_text(numbered(count))
        return path

    return written


def importing(installation: Installation, path: Path) -> "subprocess.Popen[bytes]":
    return installation.run([sys.executable, "manage.py", "import_data", str(path)])


@contextmanager
def stuck_at(installation: Installation, pmid: int) -> Iterator[None]:
    """Whoever imports this publication waits inside its batch: another transaction is just adding the same one."""
    with closing(psycopg2.connect(url_of(installation.database))) as other, other.cursor() as cursor:
        columns = "id, created_at, updated_at, pmid, version, title, source, source_file, verified_on, content_digest"
        rest = "doi, journal, issn, published_precision, published_text, types, topics, trial_ids, conflict_statement"
        cursor.execute(
            f"INSERT INTO kols_publication ({columns}, {rest}, is_retracted) VALUES (gen_random_uuid(), now(), now(),"  # noqa: S608
            " %s, 1, 't', 's', 'f', now(), 'd', '', '', '', '', '', '{}', '[]', '{}', '', false)",
            [str(pmid)],
        )
        yield
        other.rollback()


def is_waiting(installation: Installation) -> bool:
    """Whether somebody in this database waits for a lock."""
    with closing(psycopg2.connect(url_of(installation.database))) as other, other.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')"
        )
        return bool(cursor.fetchone()[0])  # type: ignore[index]


def facts() -> dict[str, Any]:
    """What an import left in the domain, without what differs each time (keys, times)."""
    people = Candidate.objects.order_by("name_folded", "papers")
    return {
        "publications": list(Publication.objects.order_by("pmid").values_list("pmid", "content_digest")),
        "authors": list(
            Authorship.objects.order_by("publication__pmid", "position").values_list(
                "publication__pmid", "position", "printed_name", "candidate__name_folded"
            )
        ),
        "people": list(people.values_list("name_folded", "papers", "evidence_score")),
    }


def director_in(installation: Installation) -> User:
    return UserFactory(role="medical_director", email="director@company.example")


def finish(installation: Installation) -> ImportRun:
    """Let a worker and the timetable end what was left behind."""
    # Time passes: the claims of the dead end.
    ImportRun.objects.update(claimed_until=None)
    installation.extra["SWEEP_SECONDS"] = "0.5"
    installation.start("worker")
    installation.start("beat")
    wait_until(lambda: not ImportRun.objects.filter(state__in=ImportRun.RUNNING).exists(), "the run is ended")
    return ImportRun.objects.get()


def test_killed_while_importing(installation: Installation, files: Callable[[int], Path]) -> None:
    path = files(2 * BATCH)
    with installation.committed():
        director_in(installation)
        with stuck_at(installation, BATCH + 50):
            child = importing(installation, path)
            wait_until(lambda: is_waiting(installation), "the second batch is under way")
            kill(child)
        run = ImportRun.objects.get()
        assert (run.state, run.rows_applied, Publication.objects.count()) == (State.APPLYING, BATCH, BATCH)
        run = finish(installation)
        assert (run.state, run.counts["created"], run.rows_applied) == (State.DONE, 2 * BATCH, 2 * BATCH)
        interrupted = facts()
        history = Publication.history_rows.rel.related_model._default_manager  # type: ignore[attr-defined]
        assert history.count() == 2 * BATCH, "nothing was done twice"
        Authorship.objects.all().delete()
        Candidate.objects.all().delete()
        Publication.objects.all().delete()
        installation.manage("import_data", str(path))
        assert facts() == interrupted


def test_killed_while_reading(installation: Installation, files: Callable[[int], Path]) -> None:
    with installation.committed():
        user = director_in(installation)
        run = begin(files(BATCH + 10), user)
        installation.extra["SWEEP_SECONDS"] = "0.5"
        with stuck_at(installation, BATCH + 5):
            ImportRun.objects.update(claimed_until=None)
            worker, beat = installation.start("worker"), installation.start("beat")
            wait_until(lambda: is_waiting(installation), "the preview of the second batch is under way")
            kill(beat)
            kill(worker)
        run.refresh_from_db()
        assert (run.state, ImportRow.objects.count()) == (State.STAGING, 0)
        run = finish(installation)
        assert (run.state, run.rows_staged, run.attempts) == (State.STAGED, BATCH + 10, 2)
        assert run.expected["created"] == BATCH + 10
        assert not Publication.objects.exists()
        with acting_as(Side.MEDICAL):
            apply_import(by=user, run=run, is_attended=True)
        assert finish(installation).counts["created"] == BATCH + 10


def test_two_processes_at_once(installation: Installation, files: Callable[[int], Path]) -> None:
    path = files(20)
    with installation.committed():
        director_in(installation)
        with stuck_at(installation, 5):
            first = importing(installation, path)
            wait_until(lambda: is_waiting(installation), "the first one imports")
            second = importing(installation, path)
            assert second.wait() == 1
            assert "The same file is being imported at this moment, started by" in installation.log
        assert first.wait() == 0
        assert ImportRun.objects.get().counts["created"] == Publication.objects.count() == 20


def test_ends_of_the_command(installation: Installation, tmp_path: Path) -> None:
    """The process's own exit code, and the message on the right stream."""
    with installation.committed():
        director_in(installation)
        (tmp_path / "empty.xml").touch()
        done = subprocess.run(
            [sys.executable, "manage.py", "import_data", str(tmp_path / "empty.xml")],
            cwd=env.BASE_DIR,
            env=installation.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{tmp_path}/empty.xml: The file is empty. Download or export it again.\n"
        assert ImportRun.objects.get().state == State.REFUSED
