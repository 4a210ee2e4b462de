"""Reading reports: one's own editions, as numbers that stay and rows as far as they may be seen now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.dashboards.models import Edition, EditionQuerySet, Subscription
from apps.dashboards.registry import Line, Part, Report, Row, report_named, reports_for
from apps.users.models import User


@dataclass(frozen=True)
class ShownLine:
    """A number with the rows behind it, as far as they may be seen now."""

    line: Line
    count: int
    rows: list[Row]

    @property
    def hidden(self) -> int:
        """Counted then, and not shown now."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class ShownPart:
    """One card."""

    part: Part
    lines: list[ShownLine]


@dataclass(frozen=True)
class Choice:
    """A report that somebody may get, and whether they want it."""

    report: Report
    is_wanted: bool


def editions_for(user: User) -> EditionQuerySet:
    """One's own reports."""
    found: EditionQuerySet = Edition.objects.visible_to(user)
    return found


def edition_for(user: User, id: UUID) -> Edition | None:
    """One of one's own reports; None when it is not there, or somebody else's."""
    return editions_for(user).filter(pk=id).first()


def parts_shown(user: User, report: Report, editions: Sequence[Edition]) -> dict[UUID, list[ShownPart]]:
    """What the report says, by key of its edition. A part that was added since is not in it; one statement for the rows
    of each part, however many editions."""
    visible = {part.name: _rows_visible(user, part, editions) for part in report.parts}
    return {
        edition.pk: [
            ShownPart(part, _lines_shown(part, edition.content[part.name], visible[part.name]))
            for part in report.parts
            if part.name in edition.content
        ]
        for edition in editions
    }


def _rows_visible(user: User, part: Part, editions: Iterable[Edition]) -> dict[str, Row]:
    lines = (line for edition in editions for line in edition.content.get(part.name, {}).values())
    keys = {key for line in lines for key in line["keys"]}
    return {str(row.pk): part.row(row) for row in part.rows(user, keys)} if keys else {}


def _lines_shown(part: Part, kept: Mapping[str, Any], visible: Mapping[str, Row]) -> list[ShownLine]:
    return [
        ShownLine(
            line,
            kept[line.name]["count"],
            [visible[key] for key in kept[line.name]["keys"] if key in visible],
        )
        for line in part.lines
        if line.name in kept
    ]


def choices_of(user: User) -> list[Choice]:
    """The reports of one's role; who said nothing wants them."""
    mine = Subscription.objects.visible_to(user).values_list("report", "is_wanted")
    said = dict(mine)
    return [Choice(report, said.get(report.name, True)) for report in reports_for(user)]


def report_of(edition: Edition) -> Report | None:
    """What kind of report it is; None for one that is no longer made."""
    return report_named(edition.report)
