"""Reading imports: viewer first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from apps.integrations.models import ImportRow, ImportRun
from apps.integrations.policies import may_read_imports
from apps.integrations.staged import from_json
from apps.kols.records import AuthorRecord, PublicationRecord
from apps.users.models import User

PREVIEWED = 20
NAMED_AUTHORS = 3
RECENT = 5


@dataclass(frozen=True)
class PreviewRow:
    """A record as the page shows it before it is imported."""

    label: str
    title: str
    journal: str
    published_on: date | None
    published_text: str
    authors: str


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


def preview_of(run: ImportRun) -> Iterator[PreviewRow]:
    """The first records of the file."""
    for row in run.rows.usable().order_by("number")[:PREVIEWED]:
        if row.record:
            yield _preview(row.label, from_json(row.record))


def _preview(label: str, record: PublicationRecord) -> PreviewRow:
    return PreviewRow(
        label,
        record.title,
        record.journal,
        record.published_on if record.published_precision == "day" else None,
        record.published_text or str(record.published_on or ""),
        _named(record.authors),
    )


def _named(authors: tuple[AuthorRecord, ...]) -> str:
    names = [author.collective_name or f"{author.last_name} {author.initials}".strip() for author in authors]
    shown, more = names[:NAMED_AUTHORS], len(names) - NAMED_AUTHORS
    if more > 0:
        shown.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return ", ".join(shown)
