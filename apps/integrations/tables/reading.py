"""A table file as one thing: which sheets it has, how its first rows look, and all rows below the headings.

What reads workbooks is imported when there is one: openpyxl brings numpy where that is installed, which no page needs.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from apps.integrations.formats.base import FileRefused
from apps.integrations.formats.source import beginning
from apps.integrations.tables import text

PEEKED = 30
SHOWN = 200
#: Beyond: not a table that people work with.
MAX_COLUMNS = 500
_CONTROL = dict.fromkeys([*range(32), 127])
_KEPT = {ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A sheet, or the whole of a CSV file: its first rows as they stand in the file."""

    name: str
    rows: list[list[str]]
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """What has to be known of a file to read it again, and to ask somebody what its columns are."""

    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""

    def to_json(self) -> dict[str, Any]:
        """For the run."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Table":
        """As it was kept."""
        return cls(**found | {"sheets": [Sheet(**sheet) for sheet in found["sheets"]]})


def described(path: Path, *, is_workbook: bool) -> Table:
    """Look into a file. Raises FileRefused, also where there is no row at all."""
    found = _workbook(path) if is_workbook else _text(path)
    if not any(sheet.rows for sheet in found.sheets):
        raise FileRefused(_("The table holds no rows. Export it again."))
    return found


def _workbook(path: Path) -> Table:
    from apps.integrations.tables import sheets
    from apps.integrations.tables.workbook import opened

    with opened(path) as book:
        found = [(sheet, sheets.rows_of(book, sheet.name)) for sheet in book.sheets]
        return Table([Sheet(sheet.name, _first(rows), sheet.is_hidden) for sheet, rows in found])


def _text(path: Path) -> Table:
    encoding = text.encoding_of(path)
    delimiter = text.delimiter_of(text.head_text(beginning(path)))
    return Table([Sheet("", _first(text.lines(path, encoding, delimiter)))], encoding, delimiter)


def _first(lines: Iterator[Line]) -> list[list[str]]:
    with closing(lines):  # type: ignore[type-var]
        return [[cell[:SHOWN] for cell in trimmed(row)] for _number, row in islice(lines, PEEKED)]


def lines_of(path: Path, table: Table, sheet: str) -> Iterator[Line]:
    """Every row with its number, cells without blanks around them. Raises FileRefused."""
    if table.encoding:
        found = text.lines(path, table.encoding, table.delimiter)
    else:
        from apps.integrations.tables import sheets

        found = sheets.lines(path, sheet)
    for number, row in found:
        yield number, trimmed(row)


def rows_below(path: Path, table: Table, sheet: str, header_row: int) -> Iterator[Line]:
    """The rows below the headings, without empty ones. `header_row` counts rows from 1."""
    for number, row in islice(lines_of(path, table, sheet), header_row, None):
        if row:
            yield number, row


def trimmed(row: Sequence[str]) -> list[str]:
    """Cells without control characters, blanks around them, and empty cells at the end."""
    cells = [cell.translate(_KEPT).translate(_CONTROL).strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise FileRefused(_("The table has more than %(count)s columns.") % {"count": MAX_COLUMNS})
    return cells
