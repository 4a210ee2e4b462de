"""What of a trial is longer than its column is cut and said so; see `fitting`."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.integrations.fitting import Note, limit_of
from apps.integrations.formats import RowProblem
from apps.kols.models import Candidate, Involvement, Trial, TrialSite
from apps.kols.trial_records import TrialRecord

# A PositiveSmallIntegerField, which numbers sites and people.
MOST_ROWS = 32_767

NUMBER = gettext_lazy("number")
TEXTS = {
    "acronym": (limit_of(Trial, "acronym"), gettext_lazy("acronym")),
    "status": (limit_of(Trial, "status"), gettext_lazy("status")),
    "study_type": (limit_of(Trial, "study_type"), gettext_lazy("type of study")),
    "sponsor": (limit_of(Trial, "sponsor"), gettext_lazy("sponsor")),
    "sponsor_class": (limit_of(Trial, "sponsor_class"), gettext_lazy("kind of sponsor")),
}
LISTS = {
    "org_ids": (limit_of(Trial, "org_ids"), NUMBER),
    "phases": (limit_of(Trial, "phases"), gettext_lazy("phase")),
    "collaborators": (limit_of(Trial, "collaborators"), gettext_lazy("collaborator")),
    "conditions": (limit_of(Trial, "conditions"), gettext_lazy("condition")),
}
SITES = {
    name: (limit_of(TrialSite, name), gettext_lazy("site"))
    for name in ("facility", "city", "state", "country", "status")
}
NAMES = {
    "name": (limit_of(Involvement, "printed_name"), gettext_lazy("name")),
    "last_name": (limit_of(Candidate, "last_name"), gettext_lazy("last name")),
    "fore_name": (limit_of(Candidate, "first_name"), gettext_lazy("first name")),
}

Limits = dict[str, tuple[int, Any]]


def fitted(record: TrialRecord) -> tuple[TrialRecord, list[RowProblem]]:
    """The record as the tables can hold it, and what was lost on the way."""
    problems: list[RowProblem] = []
    pointer = _("study %(row)s") % {"row": record.row} + f", {record.nct_id}"

    def note(message: str) -> None:
        problem = RowProblem(record.row, pointer, message)
        if problem not in problems:
            problems.append(problem)

    cut = _cut(record, TEXTS, note)
    lists = {name: tuple(_shortened(getattr(cut, name), *LISTS[name], note)) for name in LISTS}
    rows = {
        "sites": tuple(_cut(site, SITES, note) for site in _counted(cut.sites, note)),
        "people": tuple(_cut(person, NAMES, note) for person in _counted(cut.people, note)),
    }
    found = replace(cut, **lists, **rows)
    return (found, problems) if problems else (record, [])


def _cut(row: Any, limits: Limits, note: Note) -> Any:
    """A record with each text no longer than its column."""
    long = {name: limit for name, limit in limits.items() if len(getattr(row, name)) > limit[0]}
    cut = {name: _shortened([getattr(row, name)], *limit, note)[0] for name, limit in long.items()}
    return replace(row, **cut) if cut else row


def _shortened(texts: Iterable[str], limit: int, label: Any, note: Note) -> list[str]:
    found = []
    for text in texts:
        if len(text) > limit:
            words = {"label": label, "limit": limit}
            note(_("The %(label)s has more than %(limit)s characters and was cut.") % words)
        found.append(text[:limit])
    return found


def _counted(rows: tuple[Any, ...], note: Note) -> tuple[Any, ...]:
    if len(rows) > MOST_ROWS:
        note(_("Only the first %(count)s sites and people were used.") % {"count": MOST_ROWS})
    return rows[:MOST_ROWS]
