"""The rows of an XLSX workbook as text: numbers as people see them, formulas as the value that was last computed."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from apps.integrations.formats.base import FileRefused

#: A sheet of a million rows and 60 columns unpacks to some 3 GB; packed text of it never exceeds 100 to 1.
MAX_UNPACKED = 4 * 1024**3
MAX_RATIO = 200
RATIO_COUNTS_FROM = 16 * 1024**2
#: These are held in memory while the sheet is read: each text once.
MAX_TEXTS = 64 * 1024**2
MAX_COLUMNS = 500
TEXTS = "xl/sharedStrings.xml"
ZEROS = re.compile(r"0+")
#: What a damaged workbook causes, depending on where the damage is.
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, EOFError, OSError, SyntaxError, RuntimeError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, NotImplementedError),
)

Line = tuple[int, list[str]]


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except FAULTS as error:
        message = _("This Excel workbook is damaged (%(kind)s). Open it in Excel and save it again.")
        raise FileRefused(message % {"kind": type(error).__name__}) from error


def sheets(path: Path) -> list[tuple[str, bool]]:
    """The names of the sheets that hold cells, each with whether it is hidden. Raises FileRefused."""
    with _workbook(path) as book:
        return [(sheet.title, sheet.sheet_state != "visible") for sheet in book.worksheets]


def lines(path: Path, sheet: str) -> Iterator[Line]:
    """Each row of a sheet with its number. Raises FileRefused."""
    with _workbook(path) as book:
        if sheet not in [found.title for found in book.worksheets]:
            raise FileRefused(_("The workbook has no sheet “%(name)s”.") % {"name": sheet})
        table = book[sheet]
        # What the file says about its size is often wrong, and then rows would be left out.
        table.reset_dimensions()
        rows = table.iter_rows(max_col=MAX_COLUMNS)
        number = 0
        while (row := _next(rows)) is not None:
            number += 1
            yield number, [_text(cell) for cell in row]


def _next(rows: Iterator[Any]) -> Any:
    with _refusing():
        return next(rows, None)


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    # Opened here: the library refuses names that do not end as it expects, and ours have no ending.
    with path.open("rb") as file:
        with _refusing():
            _check_sizes(path)
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        yield book


def _check_sizes(path: Path) -> None:
    """Refuse what is made to flood us, before anything is unpacked."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if size > MAX_UNPACKED or (size > RATIO_COUNTS_FROM and size > packed * MAX_RATIO):
        raise FileRefused(_("The workbook unpacks to far more than any real one, so it was not read."))
    if any(part.filename == TEXTS and part.file_size > MAX_TEXTS for part in parts):
        raise FileRefused(_("The workbook holds too much text to be read at once. Save the sheet as CSV."))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float, shape: str) -> str:
    """All digits, with the leading zeros of the format: to Excel the numbers of people and places are numbers."""
    if value != value or abs(value) == float("inf") or abs(value) >= 1e21:
        return str(value)
    if value == int(value):
        text = str(int(value))
        return text.zfill(len(shape)) if ZEROS.fullmatch(shape) else text
    return f"{value:.10f}".rstrip("0")
