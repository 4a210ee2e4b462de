"""What an import hands over: publications with their authors, as plain values.

They stand here, below the file formats that produce them: a format is read and tested without a database, and
this app needs to know no format.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year", ""]


class Topic(NamedTuple):
    """A subject heading: its id in the vocabulary, its name, whether it is a main point of the paper."""

    ui: str
    name: str
    is_major: bool


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody whom a file prints, as far as it helps to recognise them."""

    last_name: str
    fore_name: str
    initials: str = ""
    suffix: str = ""
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


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

    @property
    def person(self) -> PersonRecord:
        """As recognition wants a person."""
        return PersonRecord(
            self.last_name, self.fore_name, self.initials, self.suffix, self.orcid, self.affiliations
        )


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
