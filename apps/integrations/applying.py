"""Taking over staged rows, many at once; a record that cannot be stored is a problem of that record alone."""

from collections.abc import Sequence

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.integrations.kinds import Counts, added, kind_of
from apps.integrations.kinds.rehearsal import Rehearsal
from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.reviews import ask_about_candidates
from apps.users.models import User

BATCH = 500
#: The database went away or is busy: no record's fault, so the whole batch is tried again later.
NOBODYS_FAULT = (OperationalError, InterfaceError)
#: What one strange record can cause.
FAULTS = (DatabaseError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def apply_rows(
    rows: Sequence[ImportRow], *, by: User, run: ImportRun, rehearsal: Rehearsal | None = None
) -> Counts:
    """Take over these rows in a constant number of queries. Sets `problem` on rows that cannot be; saves no row."""
    try:
        return _record(rows, by, run, rehearsal)
    except NOBODYS_FAULT:
        raise
    except FAULTS:
        return _one_by_one(rows, by, run, rehearsal)


def counts_as_row(row: ImportRow) -> bool:
    """Whether somebody would call it a row: what an account is part of is staged apart from the account."""
    return not (row.record or {}).get("is_placing")


def rehearse(rows: Sequence[ImportRow], *, by: User, run: ImportRun, rehearsal: Rehearsal) -> Counts:
    """What taking over these rows would do: it is done, counted and taken back."""
    with transaction.atomic():
        counts = apply_rows(rows, by=by, run=run, rehearsal=rehearsal)
        transaction.set_rollback(True)
    return counts


def apply_next_rows(*, by: User, run: ImportRun) -> bool:
    """Take over the next batch; False when it was the last one."""
    rows = list(run.rows.to_apply().order_by("number")[:BATCH])
    since = timezone.now()
    counts = apply_rows(rows, by=by, run=run)
    ask_about_candidates(run, since=since)
    failed = [row for row in rows if row.problem]
    ImportRow.objects.bulk_update(failed, ["problem"])
    run.rows.filter(pk__in=[row.pk for row in rows if not row.problem]).update(is_applied=True)
    run.rows_applied += sum(counts_as_row(row) for row in rows)
    run.problems += len(failed)
    run.counts = added(run.counts, counts)
    ImportRun.objects.filter(pk=run.pk).update(
        rows_applied=run.rows_applied, problems=run.problems, counts=run.counts
    )
    return len(rows) == BATCH


def _record(rows: Sequence[ImportRow], by: User, run: ImportRun, rehearsal: Rehearsal | None) -> Counts:
    with transaction.atomic():
        return kind_of(run).take(rows, by=by, run=run, rehearsal=rehearsal)


def _one_by_one(rows: Sequence[ImportRow], by: User, run: ImportRun, rehearsal: Rehearsal | None) -> Counts:
    counts: Counts = {}
    for row in rows:
        try:
            counts = added(counts, _record([row], by, run, rehearsal))
        except NOBODYS_FAULT:
            raise
        except FAULTS as fault:
            # The kind only: what a database says about a row quotes it.
            message = _("This record could not be taken over (%(kind)s); the others were.")
            row.problem = message % {"kind": type(fault).__name__}
    return counts
