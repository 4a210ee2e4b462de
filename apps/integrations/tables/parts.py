"""The parts of a workbook (XML in a zip archive), element by element: nothing of a part is held but what is kept of it.

openpyxl builds trees of them, which need 40 times the memory of the part; its limits are those of the machine.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pyexpat import ExpatError, ParserCreate, XMLParserType

from django.utils.translation import gettext as _

from apps.integrations.formats.base import FileRefused

#: A sheet of a million rows and 60 columns unpacks to some 3 GB; packed text of it never exceeds 100 to 1.
MAX_SHEET = 4 * 1024**3
#: Every other part: formats, names, and the texts that are held in memory while a sheet is read.
MAX_PART = 64 * 1024**2
MAX_RATIO = 200
RATIO_COUNTS_FROM = 16 * 1024**2
#: Excel's own cells hold 32,767 characters.
MAX_CELL = 131_072
MAX_DEPTH = 100
MAX_NAMES = 5_000
#: Expat before 2.6 reads an unfinished tag again with every piece.
MAX_TAG = 1024**2
PIECE = 64 * 1024
#: What a damaged workbook causes, depending on where the damage is.
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, ExpatError, EOFError, OSError, RuntimeError, NotImplementedError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError),
)


@contextmanager
def refusing() -> Iterator[None]:
    """Whatever damage causes becomes a refusal in words."""
    try:
        yield
    except FAULTS as error:
        message = _("This Excel workbook is damaged (%(kind)s). Open it in Excel and save it again.")
        raise FileRefused(message % {"kind": type(error).__name__}) from error


class Reader:
    """What is done with the elements of a part: `opened` and `closed`, by names without their prefix.

    While `is_kept`, texts are collected; `taken` gives them.
    """

    def __init__(self) -> None:
        self.is_over = self.is_kept = False
        self.depth = self.size = 0
        self.texts: list[str] = []

    def opened(self, tag: str, given: dict[str, str]) -> None:
        """An element begins, with these attributes."""

    def closed(self, tag: str) -> None:
        """An element ends."""

    def taken(self) -> str:
        """What was collected; the next text begins."""
        found = "".join(self.texts)
        self.texts.clear()
        self.size = 0
        return found

    def begin(self, tag: str, given: dict[str, str]) -> None:
        """Expat's handler."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_much()
        self.opened(tag.rpartition(":")[2], given)

    def finish(self, tag: str) -> None:
        """Expat's handler."""
        self.depth -= 1
        self.closed(tag.rpartition(":")[2])

    def collect(self, text: str) -> None:
        """Expat's handler."""
        if not self.is_kept:
            return
        self.size += len(text)
        if self.size > MAX_CELL:
            raise FileRefused(_("A cell of the workbook is longer than any real one. Shorten it."))
        self.texts.append(text)


def walked(archive: zipfile.ZipFile, name: str, reader: Reader, most: int = MAX_PART) -> Iterator[None]:
    """Hand the elements of a part to a reader. A step per piece: what was found can be used before the next."""
    _check_size(archive.getinfo(name), most)
    parser, fed = _parser(reader), 0
    with archive.open(name) as part:
        while not reader.is_over and (piece := part.read(PIECE)):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - max(parser.CurrentByteIndex, 0) > MAX_TAG or len(parser.intern) > MAX_NAMES:
                raise too_much()
            yield
    if not reader.is_over:
        parser.Parse(b"", True)
        yield


def read(archive: zipfile.ZipFile, name: str, reader: Reader) -> None:
    """A whole part at once."""
    for _step in walked(archive, name, reader):
        pass


def too_much() -> FileRefused:
    """For what is made to flood us."""
    return FileRefused(_("The workbook unpacks to far more than any real one, so it was not read."))


def _check_size(part: zipfile.ZipInfo, most: int) -> None:
    """Part by part: what packs badly must not speak for what packs too well."""
    size = part.file_size
    if size > MAX_SHEET or (size > RATIO_COUNTS_FROM and size > part.compress_size * MAX_RATIO):
        raise too_much()
    if size > most:
        raise FileRefused(_("The workbook holds too much text to be read at once. Save the sheet as CSV."))


def _parser(reader: Reader) -> XMLParserType:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.finish
    parser.CharacterDataHandler = reader.collect
    return parser


def _refuse_doctype(*_given: object) -> None:
    """No spreadsheet program writes one; entities could be declared in it."""
    raise too_much()
