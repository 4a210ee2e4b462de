"""Reading imports: viewer first."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.integrations.columns import KINDS as TABLE_KINDS
from apps.integrations.kinds import Cell, kind_of
from apps.integrations.mapped import mapping_of
from apps.integrations.models import ColumnMapping, ImportRow, ImportRun
from apps.integrations.policies import may_read_imports
from apps.users.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PREVIEWED = 20
SOURCES = 100
FILES = 50
RECENT = 5


def runs_for(user: User) -> QuerySet[ImportRun]:
    """Every import this person may see."""
    if not may_read_imports(user):
        return ImportRun.objects.none()
    found: QuerySet[ImportRun] = ImportRun.objects.visible_to(user).select_related("started_by", "applied_by")
    return found


def recent_runs(user: User) -> list[ImportRun]:
    """The latest few."""
    return list(runs_for(user).order_by("-created_at", "-id")[:RECENT])


def files_for(user: User) -> list[tuple[str, str]]:
    """The latest imported files, each name once."""
    if not may_read_imports(user):
        return []
    done = runs_for(user).filter(rows_applied__gt=0).exclude(kind__in=TABLE_KINDS)
    names = done.order_by("-created_at", "-id").values_list("file_name", flat=True)[:FILES]
    return [(name, name) for name in dict.fromkeys(names)]


def same_on_its_way(user: User, run: ImportRun) -> ImportRun | None:
    """The other import of the same file that is under way at this moment, for which this one has to wait."""
    same = runs_for(user).filter(digest=run.digest, state__in=ImportRun.RUNNING)
    return same.exclude(pk=run.pk).first()


def problems_of(run: ImportRun) -> QuerySet[ImportRow]:
    """What could not be used, in the file's order."""
    return run.rows.problems().defer("record")


def problem_table(run: ImportRun) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """Problems as a table to take away; of a table the refused rows themselves, to be corrected and imported again."""
    if mapping := mapping_of(run):
        width = len(mapping.headings)
        found = run.rows.problems().iterator()
        rows = (_padded((row.record or {}).get("cells", ()), width, row) for row in found)
        return [*mapping.headings, _("Where"), _("What is wrong")], rows
    plain = ((row.label, row.problem) for row in problems_of(run).iterator())
    return (_("Where"), _("What is wrong")), plain


def _padded(cells: Sequence[str], width: int, row: ImportRow) -> list[str]:
    return [*cells, *[""] * (width - len(cells)), row.label, row.problem]


def sources_for(user: User) -> list[str]:
    """Names of sources that tables came from."""
    found = ColumnMapping.objects.visible_to(user).order_by("source").values_list("source", flat=True)
    return list(found.distinct()[:SOURCES])


def preview_of(run: ImportRun) -> Iterator[Sequence[tuple["StrOrPromise", Cell]]]:
    """The first records of the file, each cell with what stands above it."""
    kind = kind_of(run)
    for row in run.rows.usable().order_by("number")[:PREVIEWED]:
        if row.record:
            yield kind.previewed(row.label, kind.from_json(row.record))
