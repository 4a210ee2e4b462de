"""Records out of an XML file of any size: one at a time, forgotten after use, and safe against hostile files.

Expat is used directly because the readers above it can neither refuse an entity at its declaration nor say
the line of an element. External DTDs and entities are never fetched: no handler is set that could.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from pyexpat import ErrorString, ExpatError, ParserCreate, XMLParserType

from django.utils.translation import gettext as _

from apps.integrations.formats.base import FileRefused
from apps.integrations.formats.source import pieces

# Limits far above real files: PubMed nests some 20 deep, and its largest records hold 5,000 authors.
MAX_DEPTH = 100
MAX_ELEMENTS = 400_000
MAX_TEXT = 16 * 1024**2
MAX_NAMES = 5_000

# Expat before 2.6 reads an unfinished tag again with every piece: without a limit, hours for one long tag.
MAX_TAG = 1024**2

_BAD_CHARACTER = 4  # XML_ERROR_INVALID_TOKEN


@dataclass(slots=True)
class Node:
    """An element with its text and children in their order, so that markup inside a title loses no words."""

    tag: str
    attributes: dict[str, str]
    line: int
    parts: list["str | Node"] = field(default_factory=list)

    def all(self, path: str) -> Iterator["Node"]:
        """Every element down a path of child names ("AuthorList/Author"), in the file's order."""
        tag, _slash, rest = path.partition("/")
        for part in self.parts:
            if isinstance(part, Node) and part.tag == tag:
                if rest:
                    yield from part.all(rest)
                else:
                    yield part

    def first(self, path: str) -> "Node | None":
        """The first element down a path, if there is one."""
        return next(self.all(path), None)

    def text(self, path: str = "") -> str:
        """All text of the first element down a path, or of this one, white space single; "" if absent."""
        node = self.first(path) if path else self
        return " ".join("".join(node._pieces()).split()) if node else ""

    def texts(self, path: str) -> tuple[str, ...]:
        """The texts of every element down a path, empty ones left out."""
        return tuple(text for node in self.all(path) if (text := node.text()))

    def _pieces(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, Node):
                yield from part._pieces()
            else:
                yield part


def records(path: Path, *, alone: frozenset[str], skipped: frozenset[str]) -> Iterator[Node]:
    """Each child of the outermost element, or that element itself if its name is in `alone`.

    Elements named in `skipped` are left out with all they hold. `FileRefused` tells the first fault.
    """
    builder = _Builder(alone, skipped)
    parser = builder.parser
    fed = 0
    for piece in pieces(path):
        _feed(parser, piece, start=fed)
        fed += len(piece)
        if fed - max(parser.CurrentByteIndex, 0) > MAX_TAG or len(parser.intern) > MAX_NAMES:
            raise _refused(
                parser, _("This is not how a publication file looks: a tag has no end, or too many names.")
            )
        yield from builder.finished()
    _feed(parser, b"", is_end=True)
    yield from builder.finished()


def root_name(beginning: bytes) -> str:
    """The name of the outermost element of a file that begins so; "" where this is no XML."""
    parser = ParserCreate()
    parser.StartElementHandler = _stop_at_root
    try:
        parser.Parse(beginning, False)
    except _RootFound as found:
        return str(found)
    except (ExpatError, LookupError, ValueError):  # the latter two from the codec that the file names
        return ""
    return ""


class _RootFound(Exception):
    """Ends the reading at the first tag; what stands behind it is the format's to read."""


def _stop_at_root(tag: str, _attributes: dict[str, str]) -> None:
    raise _RootFound(tag)


class _Builder:
    """Expat's handlers: they build the record that is open and keep finished ones until asked."""

    def __init__(self, alone: frozenset[str], skipped: frozenset[str]) -> None:
        self.alone, self.skipped = alone, skipped
        self.depth = self.skipping = self.elements = self.characters = 0
        self.record_depth = 2
        self.open: list[Node] = []
        self.done: deque[Node] = deque()
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._unknown_entity

    def finished(self) -> Iterator[Node]:
        """The records completed since last asked; each is forgotten here once handed on."""
        while self.done:
            yield self.done.popleft()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1 and tag in self.alone:
            self.record_depth = 1
        self._count()
        if self.skipping or tag in self.skipped:
            self.skipping += 1
        elif self.depth >= self.record_depth:
            node = Node(tag, attributes, self.parser.CurrentLineNumber)
            if self.open:
                self.open[-1].parts.append(node)
            self.open.append(node)

    def _end(self, _tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif self.open:
            node = self.open.pop()
            if not self.open:
                self.done.append(node)
        self.depth -= 1

    def _text(self, text: str) -> None:
        if self.depth >= self.record_depth:
            self.characters += len(text)
            if self.characters > MAX_TEXT:
                raise _refused(self.parser, _("One record holds more text than any real one."))
            if self.open and not self.skipping:
                self.open[-1].parts.append(text)

    def _count(self) -> None:
        """Keep the limits; a new record starts counting anew."""
        if self.depth == self.record_depth:
            self.elements = self.characters = 0
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise _refused(self.parser, _("One record is nested deeper or is longer than any real one."))

    def _entity(self, name: str, *_declaration: object) -> None:
        message = _(
            "The file declares an entity (“%(name)s”). For safety such files are not read; export it without."
        )
        raise _refused(self.parser, message % {"name": name[:40]})

    def _unknown_entity(self, name: str, _is_parameter: bool) -> None:
        message = _(
            "The file uses “&%(name)s;” without saying what it stands for, so a text would be incomplete."
        )
        raise _refused(self.parser, message % {"name": name[:40]})


def _feed(parser: XMLParserType, piece: bytes, *, start: int = 0, is_end: bool = False) -> None:
    """Give expat the piece that starts at a byte of the file; its complaints become a helpful refusal."""
    try:
        parser.Parse(piece, is_end)
    except ExpatError as error:
        at = parser.ErrorByteIndex - start
        is_encoding = error.code == _BAD_CHARACTER and any(byte > 127 for byte in piece[max(at, 0) : at + 2])
        raise _refused(parser, _complaint(error, is_end=is_end, is_encoding=is_encoding)) from error
    except (LookupError, ValueError) as error:  # from the codec that the file names
        raise _refused(parser, _("Its character encoding cannot be read. Save it as UTF-8.")) from error


def _complaint(error: ExpatError, *, is_end: bool, is_encoding: bool) -> str:
    if is_end:
        return _("The file ends in the middle, so it is incomplete. Download or export it again.")
    if is_encoding:
        return _(
            "A character is not in the encoding that the file names. Save it as UTF-8, or download it again."
        )
    why = ErrorString(error.code) or str(error)
    return _("The file is damaged here (%(why)s). Download or export it again.") % {"why": why}


def _refused(parser: XMLParserType, message: str) -> FileRefused:
    """The refusal with its line, which the message names first."""
    line = parser.CurrentLineNumber
    return FileRefused(_("Line %(line)s: %(message)s") % {"line": line, "message": message}, line=line)
