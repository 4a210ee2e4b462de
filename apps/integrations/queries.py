"""Reading imports: viewer first."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from apps.integrations.kinds import Cell, kind_of
from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.policies import may_read_imports
from apps.users.models import User

PREVIEWED = 20
RECENT = 5


def require_reader(user: User) -> None:
    """Raises Http404 for whoever is not even told that there are imports."""
    if not may_read_imports(user):
        raise Http404


def runs_for(user: User) -> QuerySet[ImportRun]:
    """Every import this person may see."""
    require_reader(user)
    found: QuerySet[ImportRun] = ImportRun.objects.visible_to(user).select_related("started_by")
    return found


def recent_runs(user: User) -> list[ImportRun]:
    """The latest few."""
    return list(runs_for(user).order_by("-created_at", "-id")[:RECENT])


def run_for(user: User, id: UUID) -> ImportRun:
    """One import. Raises Http404 when this person may not see it."""
    return get_object_or_404(runs_for(user).select_related("applied_by"), pk=id)


def problems_of(run: ImportRun) -> QuerySet[ImportRow]:
    """What could not be used, in the file's order."""
    return run.rows.problems().defer("record")


def preview_of(run: ImportRun) -> Iterator[Sequence[Cell]]:
    """The first records of the file."""
    kind = kind_of(run)
    for row in run.rows.usable().order_by("number")[:PREVIEWED]:
        if row.record:
            yield kind.preview(row.label, kind.from_json(row.record))
