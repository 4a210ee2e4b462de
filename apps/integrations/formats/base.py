"""What every file format produces, whatever the file looks like: records, problems of rows, or a refusal.

Plain values without Django's models, so that a format can be read, tested and measured on its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Precision = Literal["day", "month", "year", ""]


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


class Topic(NamedTuple):
    """A subject heading: its id in the vocabulary, its name, whether it is a main point of the paper."""

    ui: str
    name: str
    is_major: bool


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """One line of a publication's author list, as the file gives it.

    `position` counts every line from 1 and names the author within the record. First and last are meant among
    valid persons: a group's name behind the senior author does not make that author less the last one.
    """

    position: int
    is_first: bool
    is_last: bool
    last_name: str
    fore_name: str
    initials: str
    suffix: str
    orcid: str | None
    orcid_rejected: str
    affiliations: tuple[str, ...]
    is_collective: bool
    collective_name: str
    is_valid: bool


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """One publication. A date less exact than a day stands at the first day of its month or year."""

    pmid: str
    version: int
    doi: str | None
    title: str
    journal: str
    issn: str
    published_on: date | None
    published_precision: Precision
    published_text: str
    types: tuple[str, ...]
    topics: tuple[Topic, ...]
    trial_ids: tuple[str, ...]
    is_retracted: bool
    conflict_statement: str
    authors: tuple[AuthorRecord, ...]
    revised_on: date | None
    row: int
    line: int
    source: str = "pubmed"


Row = PublicationRecord | RowProblem


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, unpacked: enough to tell the format by."""

    content: bytes
    text: str
    root: str  # name of the outermost XML element, or nothing


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be read. `read` streams, and raises `FileRefused` at any fault of the file."""

    name: str
    label: "StrOrPromise"
    claims: Callable[[Head], bool]
    read: Callable[[Path], Iterator[Row]]
