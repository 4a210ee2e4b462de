"""The rows of an XLSX workbook as text: numbers as people see them, formulas as the value that was last computed."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from apps.integrations.formats.base import FileRefused
from apps.integrations.tables.parts import MAX_SHEET, Reader, refusing, too_much, walked
from apps.integrations.tables.workbook import GENERAL, Book, opened

#: Where Excel's own sheets end.
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_ROW_SIZE = 4 * 1024**2
#: Among the first rows, which people are shown, empty ones count as they do in Excel; further down they are left out.
FILLED = 30
ZEROS = re.compile(r"0+")

Line = tuple[int, list[str]]


def lines(path: Path, sheet: str) -> Iterator[Line]:
    """Each row of a sheet with its number. Raises FileRefused."""
    with opened(path) as book:
        yield from rows_of(book, sheet)


def rows_of(book: Book, sheet: str) -> Iterator[Line]:
    """The same, of an open workbook."""
    reader, last = _Rows(book), 0
    steps = walked(book.archive, book.sheet(sheet).part, reader, MAX_SHEET)
    while _goes_on(steps):
        while reader.done:
            number, cells = reader.done.popleft()
            yield from ((missing, []) for missing in range(last + 1, min(number, FILLED + 1)))
            yield number, cells
            last = number


def _goes_on(steps: Iterator[None]) -> bool:
    with refusing():
        return next(steps, steps) is None


class _Rows(Reader):
    """Collects the row that is open; empty cells cost nothing."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.book = book
        self.done: deque[Line] = deque()
        self.row = self.column = self.count = self.row_size = 0
        self.cells: list[str] = []
        self.kind = self.wanted = ""
        self.style = 0

    def opened(self, tag: str, given: dict[str, str]) -> None:
        if tag == "c":
            self._open_cell(given)
        elif tag == "row":
            self._open_row(given)
        elif tag == "rPh":
            self.wanted = ""  # only a help to pronounce the text
        else:
            self.is_kept = tag == self.wanted

    def closed(self, tag: str) -> None:
        self.is_kept = False
        if tag == "c":
            self._close_cell()
        elif tag == "row":
            self.done.append((self.row, self.cells))
        elif tag == "rPh":
            self.wanted = "t"
        elif tag == "sheetData":
            self.is_over = True

    def _open_row(self, given: dict[str, str]) -> None:
        self.row = int(float(given.get("r", self.row + 1)))
        self.count += 1
        if self.row > MAX_ROWS or self.count > MAX_ROWS:
            message = _("Row %(row)s: an Excel sheet has no more than %(count)s rows. Save the table as CSV.")
            raise FileRefused(message % {"row": max(self.row, self.count), "count": f"{MAX_ROWS:,}"})
        self.column = self.row_size = 0
        self.cells = []

    def _open_cell(self, given: dict[str, str]) -> None:
        place = given.get("r")
        self.column = _column(place.rstrip("0123456789")) if place else self.column + 1
        if self.column > MAX_COLUMNS:
            raise too_much()
        self.kind = given.get("t", "n")
        self.style = int(given.get("s", 0))
        self.wanted = "t" if self.kind == "inlineStr" else "v"

    def _close_cell(self) -> None:
        self.wanted = ""
        if not self.size or not (text := self._text(self.taken())):
            return
        self.row_size += len(text)
        if self.row_size > MAX_ROW_SIZE:
            raise FileRefused(_("Row %(row)s is longer than any real one. Shorten it.") % {"row": self.row})
        self.cells.extend([""] * (self.column - len(self.cells)))
        self.cells[self.column - 1] = text

    def _text(self, value: str) -> str:
        if self.kind == "s":
            return self.book.texts[int(value)]
        if self.kind == "b":
            return "true" if int(value) else "false"
        if self.kind == "e":
            return ""
        if self.kind == "d":
            return _moment(from_ISO8601(value))  # type: ignore[no-untyped-call]
        return self._number(value) if self.kind == "n" else value

    def _number(self, value: str) -> str:
        number = int(value) if value.lstrip("-").isdecimal() else float(value)
        shape = self.book.formats[self.style] if self.book.formats else GENERAL
        if not _is_date(shape):
            return _shown(number, shape)
        epoch = MAC_EPOCH if self.book.starts_1904 else WINDOWS_EPOCH
        try:
            return _moment(from_excel(number, epoch, timedelta=is_timedelta_format(shape)))
        except (OverflowError, ValueError):
            return ""  # Excel itself shows ##### here


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters: str) -> int:
    return column_index_from_string(letters)


@lru_cache(maxsize=1000)
def _is_date(shape: str) -> bool:
    return bool(is_date_format(shape))


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _shown(value: float, shape: str) -> str:
    """All digits, with the leading zeros of the format: to Excel the numbers of people and places are numbers."""
    if value != value or abs(value) == float("inf") or abs(value) >= 1e21:
        return str(value)
    if value == int(value):
        text = str(int(value))
        return text.zfill(len(shape)) if ZEROS.fullmatch(shape) else text
    return f"{value:.10f}".rstrip("0")
