"""Takes over registered trials from an import, for many at once: a constant number of queries per batch.

A trial is known by its NCT number, also by one it had before. A newer state replaces the fields (the history keeps the
old ones), the same state changes nothing, an older or incomplete one is ignored. Its people are recognised as
authors are.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from apps.audit.recording import audited
from apps.core.folding import fold
from apps.kols import recognition
from apps.kols.counting import count_evidence
from apps.kols.models import Involvement, Trial, TrialSite
from apps.kols.policies import may_record_publications
from apps.kols.recognition import Known, Person, sketch_of
from apps.kols.recording import BATCH, Counts, one_import_at_a_time, save_people
from apps.kols.trial_records import InvestigatorRecord, TrialRecord
from apps.users.models import User

#: Where in its file a record stood is no content.
NOT_CONTENT = {"row"}
#: What is taken over as it stands.
SAME = (
    *("title", "official_title", "acronym", "status", "study_type", "enrolment", "is_enrolment_actual"),
    *("started_on", "started_precision", "completed_on", "completed_precision", "sponsor", "sponsor_class"),
    *("is_partial", "source"),
)
LISTS = ("aliases", "org_ids", "phases", "collaborators", "conditions", "pmids")


@dataclass(frozen=True)
class TrialCounts(Counts):
    """What an import of trials did; `not_people` counts desks in place of people."""

    not_people: int = 0


@audited
def record_trials(
    records: Sequence[TrialRecord], *, by: User, run_file: str, verified_on: date
) -> TrialCounts:
    """Take over trials and recognise their people. `run_file` is the file's name as people know it."""
    may_record_publications(by).require()
    one_import_at_a_time()
    total = TrialCounts(not_people=sum(len(record.desks) for record in records))
    for start in range(0, len(records), BATCH):
        total += _record_batch(records[start : start + BATCH], run_file, verified_on)
    return total


@dataclass(slots=True)
class _Incoming:
    """One record with the row it becomes."""

    record: TrialRecord
    trial: Trial
    is_new: bool


def _record_batch(records: Sequence[TrialRecord], run_file: str, verified_on: date) -> TrialCounts:
    newest = _newest(records)
    held = _held(newest.values())
    incoming, unchanged, older = [], 0, len(records) - len(newest)
    for record in newest.values():
        trial = next((held[number] for number in (record.nct_id, *record.aliases) if number in held), None)
        if trial and trial.content_digest == digest_of(record):
            unchanged += 1
        elif trial and _is_older(record, trial):
            older += 1
        else:
            target = trial or Trial()
            _set_fields(target, record, run_file, verified_on)
            incoming.append(_Incoming(record, target, is_new=trial is None))
    counts = TrialCounts(unchanged=unchanged, older=older)
    return counts + _write(incoming) if incoming else counts


def _newest(records: Iterable[TrialRecord]) -> dict[str, TrialRecord]:
    """The newest state of each trial; pages of a search repeat them, and one may stand under two numbers."""
    found: dict[str, TrialRecord] = {}
    for record in records:
        other = found.get(record.nct_id)
        if other is None or _age(record) >= _age(other):
            found[record.nct_id] = record
    renamed = {alias for record in found.values() for alias in record.aliases}
    return {number: record for number, record in found.items() if number not in renamed}


def _age(record: TrialRecord) -> tuple[bool, date]:
    return not record.is_partial, record.revised_on or date.min


def _held(records: Iterable[TrialRecord]) -> dict[str, Trial]:
    """The trials that are known, by every number of theirs; the number of today counts most."""
    numbers = [number for record in records for number in (record.nct_id, *record.aliases)]
    found = list(Trial.objects.filter(Q(nct_id__in=numbers) | Q(aliases__overlap=numbers)).order_by("nct_id"))
    by_alias = {alias: trial for trial in found for alias in trial.aliases}
    return by_alias | {trial.nct_id: trial for trial in found}


def _is_older(record: TrialRecord, held: Trial) -> bool:
    """Whether the file holds an earlier state, or less of it; also the same trial under a number given up since."""
    if record.nct_id in held.aliases or record.is_partial:
        return True
    return (record.revised_on or date.min) < (held.source_revised_on or date.min)


def digest_of(record: TrialRecord) -> str:
    """Tells one state of a trial from another."""
    content = {name: value for name, value in asdict(record).items() if name not in NOT_CONTENT}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def _set_fields(target: Trial, record: TrialRecord, run_file: str, verified_on: date) -> None:
    target.nct_id = record.nct_id
    for name in SAME:
        setattr(target, name, getattr(record, name))
    for name in LISTS:
        setattr(target, name, list(getattr(record, name)))
    target.interventions = [one._asdict() for one in record.interventions]
    target.topics = [one._asdict() for one in record.topics]
    target.source_file, target.source_revised_on = run_file[:255], record.revised_on
    target.verified_on, target.content_digest = verified_on, digest_of(record)
    target.updated_at = timezone.now()


@dataclass(slots=True)
class _Rows:
    """The rows of one table to write."""

    created: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    dropped: list[UUID] = field(default_factory=list)

    def plan(
        self, held: Sequence[Any], wanted: Mapping[int, dict[str, Any]], new: Callable[..., Any]
    ) -> None:
        """Rows keep their position and take what stands there now."""
        by_position = {row.position: row for row in held}
        for position, values in wanted.items():
            row = by_position.pop(position, None)
            if row is None:
                self.created.append(new(position=position, **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in (values | {"updated_at": timezone.now()}).items():
                    setattr(row, name, value)
                self.changed.append(row)
        self.dropped.extend(row.pk for row in by_position.values())


def _write(incoming: Sequence[_Incoming]) -> TrialCounts:
    trials = [item.trial for item in incoming if not item.is_new]
    held_people, held_sites = _by_trial(Involvement, trials), _by_trial(TrialSite, trials)
    touched = {row.candidate_id for rows in held_people.values() for row in rows if row.candidate_id}
    sketches = [sketch_of(one.as_author) for item in incoming for one in item.record.people]
    known = recognition.look_up(sketches, touched)
    people, sites = _Rows(), _Rows()
    for item in incoming:
        key = item.trial.pk
        people.plan(held_people[key], _people(item, held_people[key], known), Involvement)
        sites.plan(held_sites[key], _sites(item), TrialSite)
    _save(incoming, known, people, sites)
    touched |= {row.candidate_id for row in people.created + people.changed if row.candidate_id}
    count_evidence(touched, today=timezone.localdate())
    linked = sum(row.stakeholder_id is not None for row in people.created + people.changed)
    return TrialCounts(
        created=sum(item.is_new for item in incoming),
        updated=len(trials),
        linked=linked,
        candidates=len(known.new_candidates),
        questions=len(known.new_questions),
    )


def _by_trial(model: Any, trials: Sequence[Trial]) -> dict[UUID, list[Any]]:
    held: dict[UUID, list[Any]] = defaultdict(list)
    for row in model._default_manager.filter(trial__in=trials).order_by("position"):
        held[row.trial_id].append(row)
    return held


def _sites(item: _Incoming) -> dict[int, dict[str, Any]]:
    found = {}
    for site in item.record.sites:
        values = {name: getattr(site, name) for name in ("facility", "city", "state", "country", "status")}
        key = place_key(site.facility, site.city)
        found[site.position] = values | {"trial": item.trial, "place_key": key}
    return found


def place_key(facility: str, city: str) -> str:
    """Folded facility and town, under which an account finds its sites; "" where no facility is named."""
    return f"{fold(facility)[:300]}|{fold(city)[:150]}" if fold(facility) else ""


def _people(item: _Incoming, held: Sequence[Involvement], known: Known) -> dict[int, dict[str, Any]]:
    """Who the people of one trial are. Whoever was recognised before stays who they were found to be."""
    former = {fold(row.printed_name): _person_of(row, known) for row in held}
    taken: set[UUID] = set()
    found = {}
    for one in item.record.people:
        person = _kept(former.get(fold(one.name)), taken)
        person = person or recognition.recognise(known, one.as_author, taken=taken)
        found[one.position] = _values(item.trial, one, person)
    return found


def _person_of(row: Involvement, known: Known) -> Person:
    candidate = known.candidates.get(row.candidate_id) if row.candidate_id else None
    return Person(row.stakeholder_id, candidate, row.match_score, tuple(row.match_reasons))


def _kept(person: Person | None, taken: set[UUID]) -> Person | None:
    key = person and (person.stakeholder_id or (person.candidate and person.candidate.pk))
    if not key or key in taken:
        return None
    taken.add(key)
    return person


def _values(trial: Trial, one: InvestigatorRecord, person: Person) -> dict[str, Any]:
    return {
        "trial": trial,
        "roles": list(one.roles),
        "is_leading": bool(Involvement.LEADING & set(one.roles)),
        "printed_name": one.name[:400],
        "affiliations": list(one.affiliations),
        "stakeholder_id": person.stakeholder_id,
        "candidate": person.candidate,
        "match_score": person.score,
        "match_reasons": list(person.reasons),
    }


PERSON_FIELDS = (
    *("roles", "is_leading", "printed_name", "affiliations"),
    *("stakeholder", "candidate", "match_score", "match_reasons", "updated_at"),
)
SITE_FIELDS = ("facility", "city", "state", "country", "status", "place_key", "updated_at")


def _save(incoming: Sequence[_Incoming], known: Known, people: _Rows, sites: _Rows) -> None:
    """Write in the order in which rows refer to each other."""
    names = [one.name for one in Trial._meta.concrete_fields if one.name not in {"id", "created_at"}]
    Trial.objects.bulk_create([item.trial for item in incoming if item.is_new], batch_size=BATCH)
    Trial.objects.bulk_update([item.trial for item in incoming if not item.is_new], names, batch_size=BATCH)
    save_people(known)
    for model, rows, columns in ((TrialSite, sites, SITE_FIELDS), (Involvement, people, PERSON_FIELDS)):
        model._default_manager.filter(pk__in=rows.dropped).delete()
        model._default_manager.bulk_update(rows.changed, columns, batch_size=BATCH)
        model._default_manager.bulk_create(rows.created, batch_size=1000)
