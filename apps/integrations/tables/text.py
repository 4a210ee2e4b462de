"""The rows of a CSV file, whatever saved it: encoding and delimiter are found out, what cannot be is refused."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from apps.integrations.formats.base import FileRefused
from apps.integrations.formats.source import beginning, pieces

DELIMITERS = (",", ";", "\t", "|")
#: Cells that people type are far below; a quotation mark that is never closed soon passes these.
MAX_CELL = 131_072
MAX_ROW = 4 * 1024**2
SNIFFED_ROWS = 30
MOST_ZEROS = 3
#: cp1252 leaves these five bytes undefined, so a file that has one is something else.
LEGACY = "cp1252"
HINT = "sep="

Line = tuple[int, list[str]]


def encoding_of(path: Path) -> str:
    """How the characters of the whole file are written. Raises FileRefused where it is neither known nor likely."""
    head = beginning(path)
    if wide := _wide(head):
        return wide
    for name in ("utf-8-sig", LEGACY):
        if _decodes(path, name):
            return name
    raise FileRefused(
        _("The characters of this file are in no encoding known here. Save it again as “CSV UTF-8”.")
    )


def _wide(head: bytes) -> str:
    """UTF-16, by its mark or by the zero in every other byte; "" for anything else."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:2000]
    if len(sample) < 8 or sample.count(0) < len(sample) // 3:
        return ""
    return "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for piece in pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def head_text(content: bytes) -> str:
    """The first characters, as well as they can be read: to tell whether this is a table at all."""
    wide = _wide(content)
    # A zero here and there was put in by some program and means nothing; many mean that this is no text.
    if not wide and content[:2000].count(0) > MOST_ZEROS:
        return ""
    try:
        # The end of the piece may cut a character in two.
        return codecs.getincrementaldecoder(wide or "utf-8-sig")().decode(content)
    except UnicodeDecodeError:
        return content.decode(LEGACY, errors="replace")


def delimiter_of(text: str) -> str:
    """What stands between the cells; "" where no row has two of them."""
    lines = text.splitlines()
    if lines and lines[0].lower().startswith(HINT) and len(lines[0]) == len(HINT) + 1:
        return lines[0][-1]
    scores = {mark: _regularity(text, mark) for mark in DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] else ""


def _regularity(text: str, mark: str) -> float:
    """How many rows have the usual number of cells, times that number; 0 where that is one."""
    counts: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if any(cell.strip() for cell in row):
                counts[len(row)] += 1
            if counts.total() >= SNIFFED_ROWS:
                break
    except csv.Error:
        return 0
    usual = max(counts, key=lambda size: (counts[size] * (size > 1), size), default=1)
    return counts[usual] * (usual - 1) * (2 * counts[usual] >= counts.total())


def lines(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """Each row with the line of the file it ends on. Raises FileRefused."""
    reader = io.BufferedReader(_Pieces(path), buffer_size=256 * 1024)
    with io.TextIOWrapper(reader, encoding=encoding, newline="") as text:
        source = _Lines(text)
        rows = csv.reader(source, delimiter=delimiter or ",")
        try:
            for row in rows:
                if not _is_hint(row, rows.line_num):
                    yield rows.line_num, row
                source.begin_row()
        except csv.Error as error:
            raise _unreadable(rows.line_num) from error
        except UnicodeError as error:
            raise FileRefused(
                _("Line %(line)s: a character cannot be read. Save the file as “CSV UTF-8”.")
                % {"line": rows.line_num}
            ) from error


def _is_hint(row: list[str], line: int) -> bool:
    return line == 1 and len(row) <= 2 and row[:1] != [] and row[0].lower().rstrip(",;|\t") == HINT


def _unreadable(line: int) -> FileRefused:
    message = _(
        "Line %(line)s: a quotation mark is opened and never closed, or a cell is longer than any real one."
        " Correct it there, or export the file again."
    )
    return FileRefused(message % {"line": line}, line=line)


def _too_long(line: int) -> FileRefused:
    """Where it stands in the file. Cut in two it would be two rows, of which the second is nonsense."""
    message = _(
        "Line %(line)s has more than %(count)s characters. Are its line ends missing? Export the file again."
    )
    return FileRefused(message % {"line": line, "count": f"{MAX_ROW:,}"}, line=line)


class _Lines:
    """Lines of bounded length. The reader asks for more inside a row only while a quotation mark is open."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.line = self.size = 0

    def begin_row(self) -> None:
        """The row that was read is complete."""
        self.size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(MAX_ROW + 1)
        if not line:
            if self.size:
                raise _unreadable(self.line)
            raise StopIteration
        self.line += 1
        self.size += len(line)
        if len(line) > MAX_ROW:
            raise _too_long(self.line)
        if self.size > MAX_ROW:
            raise _unreadable(self.line)
        return line


class _Pieces(io.RawIOBase):
    """The unpacked pieces of a file as a stream."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.pieces = pieces(path)
        self.left = b""

    def readable(self) -> bool:
        """For the buffer around it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what there is; 0 at the end."""
        if not self.left:
            self.left = next(self.pieces, b"")
        size = min(len(buffer), len(self.left))
        buffer[:size], self.left = self.left[:size], self.left[size:]
        return size
