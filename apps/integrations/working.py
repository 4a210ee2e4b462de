"""Working on imports, step by step: one step is one transaction, and whoever is killed in it has done nothing.

A step holds the lock of its run, so no second worker can be in it. The claim says how long a run may lie between two
steps: after that its worker, or its wake-up message, is believed lost, and the sweep sends another.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.integrations.applying import apply_next_rows
from apps.integrations.formats import FileRefused
from apps.integrations.mapped import ColumnsNeeded
from apps.integrations.models import ImportRun
from apps.integrations.progress import discarded_by
from apps.integrations.staging import NotWanted, stage_file
from apps.integrations.uploads import forget_file, path_of
from apps.integrations.workflow import State, may_become
from apps.users.models import User

CLAIM = timedelta(minutes=1)
#: A file that ends its worker again and again would block all others.
MOST_ATTEMPTS = 3


def claim_end() -> datetime:
    """Until when a run may lie untouched."""
    return timezone.now() + CLAIM


def advance(run_id: UUID, *, is_previewed: bool = True, may_read: Callable[[], bool] = lambda: True) -> bool:
    """Do the next step of a run; True when another one follows at once. Safe to call at any time, also at once.

    Needs a transaction. Nothing happens while another worker is in a step of the same run. `may_read` is asked before
    the file is read, which takes long; all other steps are short.
    """
    found = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=run_id)
    run: ImportRun | None = found.first()
    if run is None or not run.is_running:
        return False
    if run.state != State.APPLYING and not may_read():
        _wait(run)
        return False
    steps: dict[str, Callable[[ImportRun], None]] = {
        State.WAITING: _begin,
        State.STAGING: partial(_read, is_previewed=is_previewed),
        State.APPLYING: _apply,
    }
    steps[run.state](run)
    return run.is_running


def take_over() -> list[UUID]:
    """Claim the runs that nobody works on; returns them, to be advanced once this is committed."""
    unclaimed = ImportRun.objects.unclaimed().select_for_update(skip_locked=True)
    found = list(unclaimed.order_by("created_at"))
    for run in found:
        # A file is read from its beginning again, and each beginning is counted.
        run.state = State.WAITING if run.state == State.STAGING else run.state
        run.claimed_until = claim_end()
        run.save(update_fields=["state", "claimed_until", "updated_at"])
    return [run.pk for run in found]


def move(run: ImportRun, state: str, message: str = "") -> None:
    """Pass to another state and save everything. Raises ValueError where that is not allowed."""
    if not may_become(run.state, state):
        raise ValueError(f"An import cannot pass from {run.state} to {state}.")
    run.state, run.message = state, message
    run.claimed_until = claim_end() if run.is_running else None
    if state in {State.DONE, State.REFUSED, State.DISCARDED}:
        transaction.on_commit(partial(forget_file, run), robust=True)
        run.table = None  # its first rows have served
    run.save()


def _begin(run: ImportRun) -> None:
    """Say that reading begins, before it does: what a killed worker tried must show."""
    if run.attempts >= MOST_ATTEMPTS:
        message = _("Reading this file failed %(count)s times. Split it, or tell your administrator.")
        _refuse(run, message % {"count": run.attempts})
        return
    begin_import(by=run.started_by, run=run)


def _wait(run: ImportRun) -> None:
    """Too many files are being read: the next sweep tries again. What was not read is no failed attempt."""
    if run.state == State.STAGING:
        run.attempts -= 1
        move(run, State.WAITING)
    ImportRun.objects.filter(pk=run.pk).update(claimed_until=None)


def _refuse(run: ImportRun, message: str) -> None:
    run.rows_staged = run.problems = 0
    refuse_import(by=run.started_by, run=run, message=message)


def _read(run: ImportRun, *, is_previewed: bool) -> None:
    try:
        stage_import(by=run.started_by, run=run, is_previewed=is_previewed)
    except FileRefused as refusal:
        _refuse(run, refusal.message)
    except ColumnsNeeded:
        ask_for_columns(by=run.started_by, run=run)
    except PermissionDenied as refusal:
        _refuse(run, str(refusal))
    except NotWanted:
        run.rows_staged = run.problems = 0
        drop_import(by=User.objects.get(pk=discarded_by(run.pk)), run=run)


def _apply(run: ImportRun) -> None:
    by = run.applied_by or run.started_by
    try:
        import_records(by=by, run=run)
    except PermissionDenied as refusal:
        stop(run, str(refusal))


@audited
def begin_import(*, by: User, run: ImportRun) -> None:
    """A worker has begun to read the file."""
    run.attempts += 1
    move(run, State.STAGING)


@audited
def refuse_import(*, by: User, run: ImportRun, message: str) -> None:
    """The file cannot be used; nothing of it was."""
    move(run, State.REFUSED, message)


@audited
def drop_import(*, by: User, run: ImportRun) -> None:
    """Throw away what was read; nothing of it was imported."""
    run.rows.all().delete()
    move(run, State.DISCARDED)


@audited
def stage_import(*, by: User, run: ImportRun, is_previewed: bool) -> None:
    """Read the file into staged rows. Raises FileRefused, NotWanted."""
    stage_file(path_of(run), by=by, run=run, is_previewed=is_previewed)
    move(run, State.STAGED)


@audited
def ask_for_columns(*, by: User, run: ImportRun) -> None:
    """The file is a table that nobody has explained yet."""
    move(run, State.MAPPING)


@audited
def import_records(*, by: User, run: ImportRun) -> None:
    """Take over the next batch of records; after the last one the staged rows have done their work."""
    if apply_next_rows(by=by, run=run):
        ImportRun.objects.filter(pk=run.pk).update(claimed_until=claim_end())
        return
    run.rows.usable().delete()
    move(run, State.DONE)


def stop(run: ImportRun, message: str = "") -> None:
    """Rest until somebody lets it go on."""
    move(run, State.STOPPED, message)
