"""What is longer than its column is cut and said so: a problem of one record, never the end of an import.

The limits are read from the models, so that a column that grows is used at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.integrations.formats import PublicationRecord, RowProblem
from apps.kols.models import Authorship, Candidate, Publication

# A PositiveSmallIntegerField, which numbers the lines of an author list.
MOST_AUTHORS = 32_767


def limit_of(model: Any, field: str) -> int:
    """How long a text of this column, or of the list in it, may be."""
    column = model._meta.get_field(field)
    return int(getattr(column, "base_field", column).max_length)


TEXTS = {
    "doi": (limit_of(Publication, "doi"), gettext_lazy("DOI")),
    "journal": (limit_of(Publication, "journal"), gettext_lazy("journal")),
    "issn": (limit_of(Publication, "issn"), gettext_lazy("ISSN")),
    "published_text": (limit_of(Publication, "published_text"), gettext_lazy("date")),
}
LISTS = {
    "types": (limit_of(Publication, "types"), gettext_lazy("type of publication")),
    "trial_ids": (limit_of(Publication, "trial_ids"), gettext_lazy("trial number")),
}
NAMES = {
    "last_name": (limit_of(Candidate, "last_name"), gettext_lazy("last name")),
    "fore_name": (limit_of(Candidate, "first_name"), gettext_lazy("first name")),
    "initials": (limit_of(Candidate, "initials"), gettext_lazy("initials")),
    "suffix": (limit_of(Candidate, "suffix"), gettext_lazy("suffix")),
    "collective_name": (limit_of(Authorship, "printed_name"), gettext_lazy("name of the group")),
}
#: Half a number would be another number: these are left out instead of cut.
NUMBERS = {"doi", "issn", "trial_ids"}

Note = Callable[[str], None]


def fitted(record: PublicationRecord) -> tuple[PublicationRecord, list[RowProblem]]:
    """The record as the tables can hold it, and what was lost on the way."""
    if not _is_too_long(record):
        return record, []
    problems: list[RowProblem] = []
    pointer = _("line %(line)s, PMID %(pmid)s") % {"line": record.line, "pmid": record.pmid}

    def note(message: str) -> None:
        problems.append(RowProblem(record.row, pointer, message))

    texts = {name: _shortened(name, getattr(record, name), *TEXTS[name], note) for name in TEXTS}
    lists: dict[str, Any] = {
        name: tuple(
            filter(None, (_shortened(name, text, *LISTS[name], note) for text in getattr(record, name)))
        )
        for name in LISTS
    }
    authors = tuple(_fitted_author(author, note) for author in record.authors[:MOST_AUTHORS])
    if len(record.authors) > MOST_AUTHORS:
        note(_("Only the first %(count)s authors were used.") % {"count": MOST_AUTHORS})
    return replace(record, **texts, **lists, authors=authors), problems


def _is_too_long(record: PublicationRecord) -> bool:
    """Nearly every record fits, so this is asked first."""
    return len(record.authors) > MOST_AUTHORS or any(len(text) > limit for text, limit in _texts_of(record))


def _texts_of(record: PublicationRecord) -> Iterator[tuple[str, int]]:
    yield from ((getattr(record, name) or "", limit) for name, (limit, _label) in TEXTS.items())
    for name, (limit, _label) in LISTS.items():
        yield from ((text, limit) for text in getattr(record, name))
    for author in record.authors:
        yield from ((getattr(author, name), limit) for name, (limit, _label) in NAMES.items())


def _fitted_author(author: Any, note: Note) -> Any:
    cut = {name: _shortened(name, getattr(author, name), *NAMES[name], note) for name in NAMES}
    return replace(author, **cut)


def _shortened(name: str, text: Any, limit: int, label: Any, note: Note) -> Any:
    if not text or len(text) <= limit:
        return text
    words = {"label": label, "limit": limit}
    if name in NUMBERS:
        note(_("The %(label)s has more than %(limit)s characters and was left out.") % words)
        return None if name == "doi" else ""
    note(_("The %(label)s has more than %(limit)s characters and was cut.") % words)
    return text[:limit]
