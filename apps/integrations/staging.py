"""Reading a whole file into staged rows: all of it or nothing, at a memory that does not grow with the file."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction

from apps.integrations.applying import BATCH, counts_as_row, rehearse
from apps.integrations.formats import Row, RowProblem, recognise
from apps.integrations.kinds import Counts, Kind, added, kind_of
from apps.integrations.kinds.rehearsal import Rehearsal
from apps.integrations.mapped import table_rows
from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.progress import discarded_by, tell_progress
from apps.users.models import User

LABEL = 300


class NotWanted(Exception):
    """Somebody who may wants no more of this file."""


def stage_file(path: Path, *, by: User, run: ImportRun, is_previewed: bool) -> None:
    """Write the rows of the file and set the run's numbers. No row is left after FileRefused or NotWanted.

    `is_previewed`: find out, too, what importing would do; it takes as long as importing.
    """
    with transaction.atomic():
        known = recognise(path)
        run.format_name, run.kind = known.name, known.kind if known.read else run.kind
        expected: Counts = {}
        run.rows_staged = run.problems = 0
        rehearsal = Rehearsal()
        found = known.read(path) if known.read else table_rows(run, path, known)
        for rows in _batches(_staged(run, found)):
            if is_previewed:
                usable = [row for row in rows if not row.problem]
                expected = added(expected, rehearse(usable, by=by, run=run, rehearsal=rehearsal))
            ImportRow.objects.bulk_create(rows)
            _count(run, rows)
            if discarded_by(run.pk):
                raise NotWanted
        run.expected = expected if is_previewed else {}


def _staged(run: ImportRun, found: Iterable[Row]) -> Iterator[ImportRow]:
    kind = kind_of(run)
    for number, row in enumerate(_fitted(kind, found), start=1):
        if isinstance(row, RowProblem):
            kept = {"cells": row.cells} if row.cells else None
            yield ImportRow(
                run=run, number=number, label=row.pointer[:LABEL], problem=row.message, record=kept
            )
        else:
            yield ImportRow(run=run, number=number, label=kind.label(row)[:LABEL], record=kind.to_json(row))


def _fitted(kind: Kind, found: Iterable[Row]) -> Iterator[Row]:
    for row in found:
        if isinstance(row, RowProblem):
            yield row
        else:
            record, problems = kind.fitted(row)
            yield record
            yield from problems


def _batches(rows: Iterator[ImportRow]) -> Iterator[list[ImportRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _count(run: ImportRun, rows: list[ImportRow]) -> None:
    problems = sum(bool(row.problem) for row in rows)
    run.problems += problems
    run.rows_staged += sum(counts_as_row(row) for row in rows if not row.problem)
    tell_progress(run.pk, run.rows_staged)
