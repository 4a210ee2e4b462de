"""Tables on their way in: whose columns are known are read, the others wait until somebody says what they mean."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from apps.integrations.columns import Mapping, fingerprint, guessed, missing
from apps.integrations.columns.shaping import TableRecord, shaped
from apps.integrations.columns.targets import ACCOUNTS
from apps.integrations.formats import FileRefused, Format
from apps.integrations.formats.base import RowProblem
from apps.integrations.models import ColumnMapping, ImportRun
from apps.integrations.tables import Table, described, rows_below


class ColumnsNeeded(Exception):
    """What the columns mean is not known yet; nothing is wrong with the file."""


def table_rows(run: ImportRun, path: Path, known: Format) -> Iterator[Any]:
    """The rows of the run's table. Raises FileRefused, and ColumnsNeeded with the table described on the run."""
    table = described(path, is_workbook=known.name == "xlsx")
    run.table = table.to_json()
    mapping = mapping_of(run) or remembered(table)
    if mapping is None:
        raise ColumnsNeeded
    run.mapping, run.kind = mapping.to_json(), mapping.kind
    return _rows(path, table, mapping)


def _rows(path: Path, table: Table, mapping: Mapping) -> Iterator[Any]:
    lines = rows_below(path, table, mapping.sheet, mapping.header_row)
    is_empty = True
    for found in shaped(mapping, lines):
        is_empty = False
        yield found
    if is_empty:
        raise FileRefused(_("The table has headings but no rows below them."))
    if mapping.kind == ACCOUNTS and "parent_external_id" in mapping.columns:
        yield from _placings(shaped(mapping, rows_below(path, table, mapping.sheet, mapping.header_row)))


def _placings(found: Iterator[TableRecord | RowProblem]) -> Iterator[TableRecord]:
    """The file once more, for what is part of what: accounts stand in any order."""
    for record in found:
        if isinstance(record, TableRecord) and record.parent:
            yield replace(record, values={}, first_values={}, is_placing=True)


def mapping_of(run: ImportRun) -> Mapping | None:
    """What somebody said the columns of this run mean."""
    return Mapping(**run.mapping) if run.mapping else None


def table_of(run: ImportRun) -> Table | None:
    """What was found in the run's file."""
    return Table.from_json(run.table) if run.table else None


def remembered(table: Table) -> Mapping | None:
    """What these very headings meant before, if they came from one source only."""
    guess = guessed(table)
    found = list(
        ColumnMapping.objects.filter(fingerprint=fingerprint(guess.headings)).order_by("-used_at")[:2]
    )
    if len(found) != 1:
        return None
    return fitted(Mapping(**found[0].mapping), guess)


def fitted(known: Mapping, guess: Mapping) -> Mapping:
    """A mapping that was kept, for a file whose columns may stand in another order."""
    by_heading = dict(zip(known.headings, known.columns, strict=True))
    plain = {heading.casefold(): target for heading, target in by_heading.items()}
    columns = [plain.get(heading.casefold(), "") for heading in guess.headings]
    return replace(
        known, headings=guess.headings, columns=columns, header_row=guess.header_row, sheet=guess.sheet
    )


def missing_words(mapping: Mapping) -> list[str]:
    """What has to be mapped before the table can be read, one sentence per need."""
    return [
        _("No column is chosen for: %(targets)s.")
        % {"targets": _(" or ").join(f"“{target.label}”" for target in targets)}
        for targets in missing(mapping)
    ]
