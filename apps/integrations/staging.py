"""Reading a whole file into staged rows: all of it or nothing, at a memory that does not grow with the file."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from django.db import transaction

from apps.integrations.applying import BATCH, rehearse
from apps.integrations.fitting import fitted
from apps.integrations.formats import Row, RowProblem, recognise
from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.progress import tell_progress
from apps.integrations.staged import to_json
from apps.kols.recording import Counts
from apps.users.models import User

LABEL = 300


def stage_file(path: Path, *, by: User, run: ImportRun, is_previewed: bool) -> None:
    """Write the rows of the file and set the run's numbers. Raises FileRefused, after which no row is left.

    `is_previewed`: find out, too, what importing would do; it takes as long as importing.
    """
    with transaction.atomic():
        known = recognise(path)
        run.format_name = known.name
        expected = Counts()
        run.rows_staged = run.problems = 0
        for rows in _batches(_staged(run, known.read(path))):
            if is_previewed:
                expected += rehearse([row for row in rows if not row.problem], by=by, run=run)
            ImportRow.objects.bulk_create(rows)
            _count(run, rows)
        run.expected = asdict(expected) if is_previewed else {}


def _staged(run: ImportRun, found: Iterable[Row]) -> Iterator[ImportRow]:
    for number, row in enumerate(_fitted(found), start=1):
        if isinstance(row, RowProblem):
            yield ImportRow(run=run, number=number, label=row.pointer[:LABEL], problem=row.message)
        else:
            yield ImportRow(run=run, number=number, label=f"PMID {row.pmid}", record=to_json(row))


def _fitted(found: Iterable[Row]) -> Iterator[Row]:
    for row in found:
        if isinstance(row, RowProblem):
            yield row
        else:
            record, problems = fitted(row)
            yield record
            yield from problems


def _batches(rows: Iterator[ImportRow]) -> Iterator[list[ImportRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _count(run: ImportRun, rows: list[ImportRow]) -> None:
    problems = sum(bool(row.problem) for row in rows)
    run.problems += problems
    run.rows_staged += len(rows) - problems
    tell_progress(run.pk, run.rows_staged)
