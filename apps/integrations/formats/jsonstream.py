"""Records out of a JSON file of any size: one at a time, forgotten after use, and safe against hostile files.

The events of a streaming parser are built up here, because its own builder can neither leave out what is not
wanted, nor keep limits, nor see a name that stands twice.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ijson
from django.utils.translation import gettext as _

from apps.integrations.formats.base import FileRefused
from apps.integrations.formats.source import pieces

# Limits far above real files: studies nest some 10 deep, and the largest have 1,500 sites.
MAX_DEPTH = 100
MAX_ELEMENTS = 400_000
MAX_TEXT = 16 * 1024**2
#: A value may be spread over so many bytes; longer ones are no value of a register.
MAX_VALUE = 4 * 1024**2

_OPENING = {"start_map": dict, "start_array": list}
_CLOSING = {"end_map", "end_array"}
_FAULTS = (ijson.JSONError, ArithmeticError, ValueError)
# Python converts no number of more than 4,300 digits, which the parser written in C does not survive (ijson 3.6.0).
MAX_DIGITS = 1000
_ENDLESS_NUMBER = re.compile(rb"(?<![0-9])[0-9]{%d}" % MAX_DIGITS)


@dataclass(frozen=True, slots=True)
class Found:
    """One record of a file: whatever stands there, and the names that stand twice in one object of it."""

    value: Any
    doubled: tuple[str, ...]


def records(path: Path, *, listed: frozenset[str], skipped: frozenset[str]) -> Iterator[Found]:
    """The elements of an outermost list, or of a list under one of the names `listed`, else the outermost object.

    Members named in `skipped` are left out with all they hold. `FileRefused` tells the first fault.
    """
    builder = _Builder(listed, skipped)
    parser = _Parser(lambda: builder.count)
    for piece in _as_utf8(path):
        for event, value in parser.feed(piece):
            builder.take(event, value)
        yield from builder.finished()
    for event, value in parser.close():
        builder.take(event, value)
    yield from builder.finished()
    if builder.root is not None and not builder.has_list:
        yield Found(builder.root, tuple(builder.doubled))


def outline(text: str) -> frozenset[str]:
    """The names in the two outermost layers of objects, as far as this beginning of a file goes."""
    names, depth = set[str](), 0
    parser = _Parser(lambda: 0)
    try:
        for event, value in parser.feed(text.encode("utf-8", "replace")):
            depth += (event == "start_map") - (event == "end_map")
            if event == "map_key" and depth <= 2:
                names.add(value)
    except FileRefused:
        pass
    return frozenset(names)


class _Parser:
    """ijson, fed piece by piece; its complaints become helpful refusals. `count` tells how many records are read."""

    def __init__(self, count: Callable[[], int]) -> None:
        self.count = count
        self.events: Any = ijson.sendable_list()
        self.parsing: Any = ijson.basic_parse_coro(self.events)
        self.waiting = 0
        self.before = b""  # the end of the last piece, in which a number may have begun

    def feed(self, piece: bytes) -> Iterator[tuple[str, Any]]:
        """The events that end in this piece. What came before a fault is told first."""
        self.waiting += len(piece)
        self._check_digits(piece)
        fault = self._send(piece)
        if self.events:
            self.waiting = 0
        yield from self.events
        del self.events[:]
        if fault is not None:
            raise refused(
                _("The file is damaged and cannot be read further. Download it again."), self.count()
            )
        if self.waiting > MAX_VALUE:
            raise refused(_("One value has more text than any real one."), self.count())

    def close(self) -> Iterator[tuple[str, Any]]:
        """The last events. Raises FileRefused when the file ends in the middle."""
        try:
            self.parsing.close()
        except _FAULTS as fault:
            message = _("The file ends in the middle, so it is incomplete. Download it again.")
            raise refused(message, self.count()) from fault
        yield from self.events

    def _check_digits(self, piece: bytes) -> None:
        joined = self.before + piece
        if _ENDLESS_NUMBER.search(joined):
            raise refused(_("One number has more digits than any real one."), self.count())
        self.before = joined[-MAX_DIGITS:]

    def _send(self, piece: bytes) -> Exception | None:
        try:
            self.parsing.send(piece)
        except _FAULTS as fault:
            return fault
        except StopIteration:  # one parser ends at the end of the value, another complains about what follows
            return None if not piece.strip() else ValueError()
        return None


def refused(message: str, count: int) -> FileRefused:
    """The refusal, with the place: a file may be one line, so records are counted."""
    if not count:
        return FileRefused(message)
    return FileRefused(_("Behind study %(count)s: %(message)s") % {"count": count, "message": message})


@dataclass(slots=True)
class _Builder:
    """Builds the record that is open and keeps finished ones until asked."""

    listed: frozenset[str]
    skipped: frozenset[str]
    depth: int = 0
    skipping: int = 0  # the depth of what is left out, 0 when nothing is
    list_depth: int = 0  # the depth of the list of records, 0 outside of it
    elements: int = 0
    characters: int = 0
    count: int = 0
    has_list: bool = False
    key: str = ""
    root: dict[str, Any] | None = None
    open: list[Any] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    done: list[Found] = field(default_factory=list)

    def finished(self) -> Iterator[Found]:
        """The records completed since last asked; each is forgotten here once handed on."""
        done, self.done = self.done, []
        yield from done

    def take(self, event: str, value: Any) -> None:
        """One event of the parser."""
        if event in _CLOSING:
            self._close()
        elif self.skipping:
            self.depth += event in _OPENING
            self._limit_depth()
        elif event == "map_key":
            self._name(value)
        elif event in _OPENING:
            self._open(event)
        else:
            self._put(value)

    def _name(self, name: str) -> None:
        self.key = name
        self.characters += len(name)
        if isinstance(self.open[-1], dict) and name in self.open[-1]:
            self.doubled.append(name[:60])

    def _open(self, event: str) -> None:
        self.depth += 1
        self._limit_depth()
        if self._is_unwanted():
            self.skipping = self.depth
            return
        if not self.list_depth and event == "start_array" and self._is_list_of_records():
            if self.key in self.doubled:
                raise refused(_("The file holds two lists of studies. Download it again."), self.count)
            self._put([])  # the name counts as taken; the records go elsewhere
            self.list_depth, self.has_list = self.depth, True
            return
        container = _OPENING[event]()
        if not self.open and not self.list_depth and event == "start_map":
            self.root = container
        elif not self._is_record():
            self._put(container)
        self.open.append(container)
        self.keys.append(self.key)

    def _is_unwanted(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1], dict) and self.key in self.skipped

    def _is_list_of_records(self) -> bool:
        return not self.open or (len(self.open) == 1 and self.key in self.listed)

    def _is_record(self) -> bool:
        """Whether what opens now is an element of the list of records."""
        return bool(self.list_depth) and self.depth == self.list_depth + 1

    def _put(self, value: Any) -> None:
        """Into what is open; a bare value in the list of records is a record, if not one of use."""
        self._limit(value)
        if self.list_depth and self.depth == self.list_depth:
            self._finish(value)
        elif not self.open:
            return
        elif isinstance(self.open[-1], dict):
            if not self._is_unwanted():
                self.open[-1][self.key] = value
        else:
            self.open[-1].append(value)

    def _close(self) -> None:
        if self.skipping:
            self.skipping = 0 if self.skipping == self.depth else self.skipping
        elif self.depth == self.list_depth:
            self.list_depth = 0
        elif self.open:
            value, self.key = self.open.pop(), self.keys.pop()
            if self._is_record():
                self._finish(value)
        self.depth -= 1

    def _finish(self, value: Any) -> None:
        self.done.append(Found(value, tuple(self.doubled)))
        self.doubled = []
        self.elements = self.characters = 0
        self.count += 1

    def _limit(self, value: Any) -> None:
        self.elements += 1
        self.characters += len(value) if isinstance(value, str) else 0
        if self.elements > MAX_ELEMENTS or self.characters > MAX_TEXT:
            raise refused(_("One study is longer than any real one."), self.count)

    def _limit_depth(self) -> None:
        if self.depth > MAX_DEPTH:
            raise refused(_("One study is nested deeper than any real one."), self.count)


_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _as_utf8(path: Path) -> Iterator[bytes]:
    """The text in pieces, in the encoding that the parser reads; a byte order mark says where it is another."""
    decoder = None
    try:
        for piece in pieces(path):
            if decoder is None:
                name = next((name for mark, name in _BOMS if piece.startswith(mark)), "utf-8")
                decoder = codecs.getincrementaldecoder(name)()
            if text := decoder.decode(piece):  # to the parser nothing means the end
                yield text.encode()
        if decoder is not None:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as fault:
        message = _("A character is not in the encoding UTF-8. Download the file again, or save it as UTF-8.")
        raise FileRefused(message) from fault
    except UnicodeEncodeError as fault:
        raise FileRefused(_("The file is damaged and cannot be read further. Download it again.")) from fault


# No database column holds zero characters, and no encoding half surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """A text as it can be stored and shown: white space single, nothing unprintable."""
    return " ".join(_UNPRINTABLE.sub("", text).split())
