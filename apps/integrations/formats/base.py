"""What every file format produces, whatever the file looks like: records, problems of rows, or a refusal.

Plain values without Django's models, so that a format can be read, tested and measured on its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from apps.kols.records import AuthorRecord, Precision, PublicationRecord, Topic
from apps.kols.trial_records import TrialRecord

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "AuthorRecord",
    "FileRefused",
    "Format",
    "Head",
    "Notes",
    "Precision",
    "PublicationRecord",
    "Row",
    "RowProblem",
    "Topic",
    "TrialRecord",
]


class FileRefused(Exception):
    """The whole file cannot be used. The message is one sentence or two for the person who chose the file.

    It says what is wrong and what to do; `line` is where in the file, if that is known.
    """

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing in one record that could not be used; the rest of the file is not affected.

    `row` counts the file's records from 1; `pointer` says where in words ("line 12, PMID 345, author 2").
    """

    row: int
    pointer: str
    message: str
    cells: tuple[str, ...] = ()  # the whole row, to give it back


@dataclass
class Notes:
    """Collects the problems of one record, each once. `pointer` says where the record stands."""

    row: int
    pointer: str
    problems: list[RowProblem] = field(default_factory=list)

    def add(self, message: str, position: int = 0) -> None:
        """Note what could not be used; `position` is the author it is about, if it is about one."""
        where = _("%(where)s, author %(position)s") % {"where": self.pointer, "position": position}
        problem = RowProblem(self.row, where if position else self.pointer, message)
        if problem not in self.problems:
            self.problems.append(problem)


Row = PublicationRecord | TrialRecord | RowProblem


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, unpacked: enough to tell the format by."""

    content: bytes
    text: str
    root: str  # name of the outermost XML element, or nothing
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be read. `read` streams, and raises `FileRefused` at any fault of the file.

    Without `read` it is a table: what its columns mean must be said first, see `apps.integrations.columns`.
    """

    name: str
    label: "StrOrPromise"
    claims: Callable[[Head], bool]
    read: Callable[[Path], Iterator[Row]] | None = None
    kind: str = "publications"  # what its records are, see `apps.integrations.kinds`
