"""A workbook without its rows: the names of its sheets, its texts, and the formats of its numbers."""

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS

from apps.integrations.formats.base import FileRefused
from apps.integrations.tables.parts import Reader, read, refusing

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
GENERAL = "General"
#: Excel's own limit is 65,490 formats; whoever has more sheets keeps no table in each.
MAX_FORMATS = 100_000
MAX_SHEETS = 255


@dataclass(frozen=True)
class SheetPart:
    """Where a sheet stands in the archive."""

    name: str
    is_hidden: bool
    part: str


@dataclass
class Book:
    """An open workbook. `formats` are by the number of a cell's style."""

    archive: zipfile.ZipFile
    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    starts_1904: bool = False

    def sheet(self, name: str) -> SheetPart:
        """By its name. Raises FileRefused."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise FileRefused(_("The workbook has no sheet “%(name)s”.") % {"name": name})


@contextmanager
def opened(path: Path) -> Iterator[Book]:
    """Read what every sheet needs. Raises FileRefused."""
    with refusing():
        archive = zipfile.ZipFile(path)
    with archive:
        with refusing():
            book = _book(archive)
        yield book


def _book(archive: zipfile.ZipFile) -> Book:
    named, relations = _Sheets(), _Relations()
    read(archive, BOOK, named)
    read(archive, RELATIONS, relations)
    parts = frozenset(archive.namelist())
    book = Book(archive, starts_1904=named.starts_1904)
    for name, is_hidden, key in named.found:
        kind, part = relations.found.get(key, ("", ""))
        if kind == "worksheet" and part in parts:
            book.sheets.append(SheetPart(name, is_hidden, part))
    for kind, part in relations.found.values():
        if part in parts and kind in _HELD:
            reader = _HELD[kind]()
            read(archive, part, reader)
            reader.fill(book)
    return book


def _attribute(given: dict[str, str], name: str) -> str:
    """By its name, whatever prefix the writer chose."""
    return next((value for key, value in given.items() if key.rpartition(":")[2] == name), "")


class _Sheets(Reader):
    """Name, whether hidden, and key of each sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool, str]] = []
        self.starts_1904 = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.starts_1904 = given.get("date1904") in {"1", "true"}
        if tag != "sheet":
            return
        if len(self.found) == MAX_SHEETS:
            message = _("The workbook has more than %(count)s sheets. Save the one with the table as CSV.")
            raise FileRefused(message % {"count": MAX_SHEETS})
        is_hidden = given.get("state", "visible") != "visible"
        self.found.append((given.get("name", ""), is_hidden, _attribute(given, "id")))


class _Relations(Reader):
    """By their key: the last word of their kind, and the name of the part."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def opened(self, tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", given.get("Target", ""))).lstrip("/")
            self.found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], part)
        if len(self.found) > MAX_FORMATS:
            raise ValueError("relations")


class _Texts(Reader):
    """The texts that cells refer to by number; what is only a help to pronounce them is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_said = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        if tag == "rPh":
            self.is_said = True
        self.is_kept = tag == "t" and not self.is_said

    def closed(self, tag: str) -> None:
        self.is_kept = False
        if tag == "rPh":
            self.is_said = False
        elif tag == "si":
            self.found.append(self.taken())

    def fill(self, book: Book) -> None:
        book.texts = self.found


class _Formats(Reader):
    """How numbers are shown, by style."""

    def __init__(self) -> None:
        super().__init__()
        self.named: dict[int, str] = {}
        self.used: list[int] = []
        self.is_for_cells = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        if tag == "cellXfs":
            self.is_for_cells = True
        elif tag == "xf" and self.is_for_cells:
            self.used.append(int(given.get("numFmtId", "0")))
        elif tag == "numFmt":
            self.named[int(given["numFmtId"])] = given.get("formatCode", GENERAL)
        if len(self.used) + len(self.named) > MAX_FORMATS:
            raise ValueError("formats")

    def closed(self, tag: str) -> None:
        if tag == "cellXfs":
            self.is_for_cells = False

    def fill(self, book: Book) -> None:
        book.formats = [self.named.get(key) or BUILTIN_FORMATS.get(key, GENERAL) for key in self.used]


_HELD: dict[str, type[_Texts] | type[_Formats]] = {"sharedStrings": _Texts, "styles": _Formats}
