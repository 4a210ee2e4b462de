"""Registered trials with their sites, and the people who lead them."""

from collections.abc import Sequence
from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.integrations import trial_fitting, trial_staged
from apps.integrations.kinds.base import Cell, Counts, Kind, named_first, taken_whole
from apps.integrations.models import ImportRun
from apps.kols.trial_recording import record_trials
from apps.kols.trial_records import TrialRecord
from apps.kols.trial_words import phases_in_words, status_in_words
from apps.users.models import User


def _record(records: Sequence[TrialRecord], by: User, run: ImportRun) -> Counts:
    day = timezone.localdate(run.created_at)
    return asdict(record_trials(records, by=by, run_file=run.file_name, verified_on=day))


def _import_words(count: int) -> str:
    return ngettext("Import %(count)s trial", "Import %(count)s trials", count) % {"count": f"{count:,}"}


def _preview(label: str, record: TrialRecord) -> tuple[Cell, ...]:
    what = ", ".join(filter(None, [phases_in_words(record.phases), status_in_words(record.status)]))
    people = named_first([person.name for person in record.people], _more)
    return (Cell(record.title, label), Cell(record.sponsor), Cell(what), Cell(people))


def _more(count: int) -> str:
    return ngettext("%(count)s more", "%(count)s more", count) % {"count": count}


KIND = Kind(
    name="trials",
    heading=_("Trials"),
    import_words=_import_words,
    progress_words={"applying": _("Trials imported"), "staging": _("Trials read")},
    fitted=trial_fitting.fitted,
    label=lambda record: record.nct_id,
    to_json=trial_staged.to_json,
    from_json=trial_staged.from_json,
    take=taken_whole(_record, trial_staged.from_json),
    lines={
        "created": _("New trials"),
        "updated": _("Changed trials"),
        "unchanged": _("Unchanged trials"),
        "older": _("Older or less complete than what we hold, left out"),
        "not_people": _("Not a person, but a desk or an organisation"),
    },
    people={
        "linked": _("Investigators recognised in the directory"),
        "candidates": _("New candidates"),
        "questions": _("Unsure, for you to decide"),
    },
    pages={"created": "kols:trials", "candidates": "kols:candidates", "questions": "integrations:review"},
    preview_head=(_("Title"), _("Sponsor"), _("Phase and status"), _("Led by")),
    preview=_preview,
)
