"""What people do with imports: start, import, stop, discard. The work itself is done by `working`."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.integrations.columns import Mapping, fingerprint
from apps.integrations.mapped import missing_words
from apps.integrations.models import ColumnMapping, ImportRun
from apps.integrations.policies import may_apply, may_discard, may_import, may_map, may_stop
from apps.integrations.progress import ask_to_discard, forget_wish
from apps.integrations.tasks import wake
from apps.integrations.workflow import State
from apps.integrations.working import claim_end, drop_import, move, stop
from apps.users.models import User


class AlreadyRunning(PermissionDenied):
    """The same file is on its way in at this moment; `run` is that import."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(
            _("The same file is being imported at this moment, started by %(name)s.")
            % {"name": run.started_by}
        )
        self.run = run


class OtherFileSent(PermissionDenied):
    """The same form had sent another file before; `run` is the import of that one."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(
            _(
                "Another file was sent from this page before: “%(name)s”. Choose your file again to import it, too."
            )
            % {"name": run.file_name}
        )
        self.run = run


@audited
def start_import(
    *, by: User, id: UUID, file_name: str, stored_path: str, digest: str, is_attended: bool = False
) -> ImportRun:
    """Make the run of a file that lies on disk; a repeated call returns it again.

    Raises AlreadyRunning, and OtherFileSent where the repeated call is about another file.

    `digest` is the SHA-256 of the file. `is_attended`: the caller does the work, so no worker is sent for.
    """
    may_import(by).require()
    if (known := _made_before(by, id, digest)) is not None:
        return known
    wanted = ImportRun(
        pk=id,
        file_name=file_name[-255:],
        stored_path=stored_path,
        digest=digest,
        started_by=by,
        claimed_until=claim_end(),
    )
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError:
        return _made_meanwhile(wanted)
    if not is_attended:
        wake(str(wanted.pk))
    return wanted


def _made_meanwhile(wanted: ImportRun) -> ImportRun:
    """The same request twice at once, or the same file."""
    if (known := _made_before(wanted.started_by, wanted.pk, wanted.digest)) is not None:
        return known
    raise_if_running(wanted.digest)
    raise PermissionDenied(_("This import belongs to somebody else."))


def _made_before(by: User, id: UUID, digest: str) -> ImportRun | None:
    found: ImportRun | None = ImportRun.objects.filter(pk=id, started_by=by).first()
    if found is not None and found.digest != digest:
        raise OtherFileSent(found)
    return found


def raise_if_running(digest: str) -> None:
    """Raises AlreadyRunning when this file is on its way in."""
    same = (
        ImportRun.objects.filter(digest=digest, state__in=ImportRun.RUNNING)
        .select_related("started_by")
        .first()
    )
    if same is not None:
        raise AlreadyRunning(same)


@audited
def apply_import(*, by: User, run: ImportRun, is_attended: bool = False) -> ImportRun:
    """Let the staged records be imported, or go on after a stop. Raises AlreadyRunning."""
    locked = _locked(run)
    may_apply(by, locked).require()
    locked.applied_by = by
    _set_going(locked, State.APPLYING, is_attended=is_attended)
    return locked


@audited
def map_columns(*, by: User, run: ImportRun, mapping: Mapping, is_attended: bool = False) -> ImportRun:
    """Say what the columns of a table mean, and have it read so; kept under the name of the source for its next file.

    Raises ValidationError where something needed has no column, AlreadyRunning.
    """
    locked = _locked(run)
    may_map(by, locked).require()
    if lacking := missing_words(mapping):
        raise ValidationError(lacking)
    locked.mapping, locked.kind, locked.attempts = mapping.to_json(), mapping.kind, 0
    _set_going(locked, State.WAITING, is_attended=is_attended)
    locked.rows.all().delete()
    if mapping.source:
        ColumnMapping.objects.update_or_create(
            source=mapping.source,
            fingerprint=fingerprint(mapping.headings),
            defaults={"mapping": mapping.to_json()},
        )
    return locked


def _set_going(run: ImportRun, state: str, *, is_attended: bool) -> None:
    """Pass to a state in which a worker has something to do. Raises AlreadyRunning: one file is on its way in once."""
    try:
        with transaction.atomic():
            move(run, state)
    except IntegrityError:
        raise_if_running(run.digest)
        raise
    forget_wish(run.pk)
    if not is_attended:
        wake(str(run.pk))


@audited
def discard_import(*, by: User, run: ImportRun) -> None:
    """Throw away what was read; nothing of it was imported. Who reads the file now ends behind the rows at hand."""
    current = ImportRun.objects.get(pk=run.pk)
    may_discard(by, current).require()
    locked = _unheld(run)
    if locked is None and current.state == State.STAGING:
        ask_to_discard(run.pk, by.pk)
        return
    locked = locked or _locked(run)
    may_discard(by, locked).require()
    drop_import(by=by, run=locked)


@audited
def stop_import(*, by: User, run: ImportRun) -> None:
    """Stop behind the batch that is being imported; it can go on later."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    may_stop(by, locked).require()
    stop(locked)


def _locked(run: ImportRun) -> ImportRun:
    """The row, unless a worker holds it: reading a file may take longer than anybody waits for a page."""
    if (locked := _unheld(run)) is None:
        raise PermissionDenied(_("This file is being worked on at this moment. Try again soon."))
    return locked


def _unheld(run: ImportRun) -> ImportRun | None:
    found: ImportRun | None = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=run.pk).first()
    return found
