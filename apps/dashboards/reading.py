"""What the REST resource reads besides columns: the parts of reports, as the page shows them to this reader."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from apps.dashboards.queries import ShownLine, ShownPart, editions_for, parts_shown
from apps.dashboards.registry import reports
from apps.users.models import User


def parts(viewer: User, keys: Iterable[UUID]) -> Mapping[UUID, Sequence[Mapping[str, Any]] | None]:
    """The parts of this reader's reports, by key; None for a report that is made no longer."""
    editions = list(editions_for(viewer).filter(pk__in=keys))
    found: dict[UUID, Any] = {edition.pk: None for edition in editions}
    for report in reports():
        its = [edition for edition in editions if edition.report == report.name]
        for key, shown in parts_shown(viewer, report, its).items():
            found[key] = [_part(part) for part in shown]
    return found


def _part(shown: ShownPart) -> dict[str, Any]:
    lines = [_line(line) for line in shown.lines]
    return {"name": shown.part.name, "title": str(shown.part.title), "lines": lines}


def _line(shown: ShownLine) -> dict[str, Any]:
    """A machine has no page to which an address could be relative."""
    host = settings.PUBLIC_URL.rstrip("/")
    return {
        "name": shown.line.name,
        "title": str(shown.line.label),
        "count": shown.count,
        "rows": [{"link": host + row.url, "words": row.words, "detail": row.detail} for row in shown.rows],
        "hidden": shown.hidden,
    }
