"""Publications with their authors, whom the medical side recognises, asks about, or lists as candidates."""

from collections.abc import Sequence
from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.integrations import fitting, staged
from apps.integrations.kinds.base import Cell, Counts, Kind, named_first, taken_whole
from apps.integrations.models import ImportRun
from apps.kols.recording import record_publications
from apps.kols.records import AuthorRecord, PublicationRecord
from apps.users.models import User


def _record(records: Sequence[PublicationRecord], by: User, run: ImportRun) -> Counts:
    day = timezone.localdate(run.created_at)
    return asdict(record_publications(records, by=by, run_file=run.file_name, verified_on=day))


def _import_words(count: int) -> str:
    return ngettext("Import %(count)s publication", "Import %(count)s publications", count) % {
        "count": f"{count:,}"
    }


def _preview(label: str, record: PublicationRecord) -> tuple[Cell, ...]:
    day = record.published_on if record.published_precision == "day" else None
    published = Cell(record.published_text or str(record.published_on or ""), day=day)
    return (Cell(record.title, label), Cell(record.journal), published, Cell(_named(record.authors)))


def _named(authors: Sequence[AuthorRecord]) -> str:
    names = [author.collective_name or f"{author.last_name} {author.initials}".strip() for author in authors]
    return named_first(names, _more)


def _more(count: int) -> str:
    return ngettext("%(count)s more", "%(count)s more", count) % {"count": count}


KIND = Kind(
    name="publications",
    heading=_("Publications"),
    import_words=_import_words,
    progress_words={"applying": _("Publications imported"), "staging": _("Publications read")},
    fitted=fitting.fitted,
    label=lambda record: f"PMID {record.pmid}",
    to_json=staged.to_json,
    from_json=staged.from_json,
    take=taken_whole(_record, staged.from_json),
    lines={
        "created": _("New publications"),
        "updated": _("Changed publications"),
        "unchanged": _("Unchanged publications"),
        "older": _("Older than what we hold, left out"),
    },
    people={
        "linked": _("Authors recognised in the directory"),
        "candidates": _("New candidates"),
        "questions": _("Unsure, for you to decide"),
    },
    pages={"candidates": "kols:candidates", "questions": "integrations:review"},
    preview_head=(_("Title"), _("Journal"), _("Published"), _("Authors")),
    preview=_preview,
)
