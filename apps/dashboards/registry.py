"""What a periodic report is, and which there are. One declaration is all that a new report needs (see README.md).

A report consists of parts; a part finds, for many people at once, which rows belong in which of its lines, as keys. The
keys and their numbers are what an edition keeps.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, QuerySet

from apps.core.measuring import Period
from apps.core.registered import Registry
from apps.dashboards.periods import Weekly
from apps.users.models import User

#: Person to line to the keys found.
Found = Mapping[UUID, Mapping[str, Sequence[UUID]]]


class Row(NamedTuple):
    """One row behind a number, as the page shows it."""

    url: str
    words: str
    detail: str


@dataclass(frozen=True)
class Line:
    """One number of a part. `is_open`: its rows are shown at once; the others open on demand."""

    name: str
    label: Any
    is_open: bool = False


@dataclass(frozen=True)
class Part:
    """One card of a report.

    `find(people, period)` reads for all of them in a number of statements that does not depend on how many they are;
    who is not in its answer has nothing of this part. `rows(reader, keys)` answers what the reader may see of them now.
    """

    name: str
    title: Any
    icon: str
    lines: Sequence[Line]
    find: Callable[[Sequence[User], Period], Found]
    rows: Callable[[User, Iterable[UUID]], "QuerySet[Any]"]
    row: Callable[[Any], Row]


@dataclass(frozen=True)
class Report:
    """A report that comes by itself. `name` is stored and never changes; `roles` says who gets it."""

    name: str
    title: Any
    about: Any
    schedule: Weekly
    roles: frozenset[str]
    parts: Sequence[Part]


_reports: Registry[str, Report] = Registry()


def register_report(report: Report) -> None:
    """Let it be made. Raises ValueError when another report bears its name."""
    _reports.add(report.name, report)


def report_named(name: str) -> Report | None:
    """One report."""
    return _reports.get(name)


def reports() -> list[Report]:
    """All of them."""
    return _reports.all()


def reports_for(user: User) -> list[Report]:
    """Those that this person's role gets."""
    return [report for report in reports() if user.role in report.roles]


def keys_by_line(rows: Iterable[tuple[UUID, str, UUID]]) -> dict[UUID, dict[str, list[UUID]]]:
    """(person, line, key) as a part answers it."""
    found: dict[UUID, dict[str, list[UUID]]] = {}
    for person, line, key in rows:
        found.setdefault(person, {}).setdefault(line, []).append(key)
    return found


def link_of(row: Model) -> str:
    """The address of a row's page."""
    url: str = row.get_absolute_url()  # type: ignore[attr-defined]
    return url
