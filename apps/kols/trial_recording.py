"""Takes over registered trials from an import, for many at once: a constant number of queries per batch.

A trial is known by its NCT number, also by one it had before. A newer state replaces the fields (the history keeps the
old ones), the same state changes nothing, an older or incomplete one is ignored. Its people are recognised as
authors are. Texts fit their columns: whoever hands them over has cut them and said so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.audit.recording import audited
from apps.core.folding import fold
from apps.kols import recognition
from apps.kols.models import Involvement, Trial, TrialSite
from apps.kols.policies import may_record_publications
from apps.kols.recognition import Known, Person, sketch_of
from apps.kols.taking_over import (
    BATCH,
    Counts,
    Incoming,
    Rows,
    candidates_of,
    held_rows,
    kept,
    news_in,
    one_import_at_a_time,
    people_counted,
    person_of,
    person_values,
    save_incoming,
    save_people,
    set_origin,
)
from apps.kols.trial_records import InvestigatorRecord, TrialRecord
from apps.users.models import User

Study = Incoming[TrialRecord, Trial]
#: What is taken over as it stands.
SAME = (
    *("title", "official_title", "acronym", "status", "study_type", "enrolment", "is_enrolment_actual"),
    *("started_on", "started_precision", "completed_on", "completed_precision", "sponsor", "sponsor_class"),
    *("nct_id", "is_partial"),
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


def _record_batch(records: Sequence[TrialRecord], run_file: str, verified_on: date) -> TrialCounts:
    newest = _newest(records)
    held = _held(newest.values())
    news = news_in(newest.values(), held=lambda record: _one_of(held, record), is_older=_is_older, new=Trial)
    for item in news.incoming:
        _set_fields(item.target, item.record, run_file, verified_on)
    counts = TrialCounts(unchanged=news.unchanged, older=news.older + len(records) - len(newest))
    return counts + _write(news.incoming) if news.incoming else counts


def _one_of(held: dict[str, Trial], record: TrialRecord) -> Trial | None:
    return next((held[number] for number in (record.nct_id, *record.aliases) if number in held), None)


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


def _set_fields(target: Trial, record: TrialRecord, run_file: str, verified_on: date) -> None:
    for name in SAME:
        setattr(target, name, getattr(record, name))
    for name in LISTS:
        setattr(target, name, list(getattr(record, name)))
    target.interventions = [one._asdict() for one in record.interventions]
    target.topics = [one._asdict() for one in record.topics]
    set_origin(target, record, run_file, verified_on)


def _write(incoming: Sequence[Study]) -> TrialCounts:
    held_people = held_rows(Involvement, "trial", incoming)
    held_sites = held_rows(TrialSite, "trial", incoming)
    former = candidates_of(row for rows in held_people.values() for row in rows)
    sketches = [sketch_of(one.person) for item in incoming for one in item.record.people]
    known = recognition.look_up(sketches, former)
    people, sites = Rows(Involvement), Rows(TrialSite)
    for item in incoming:
        rows = held_people[item.target.pk]
        people.plan(rows, _people(item.record, rows, known), trial=item.target)
        sites.plan(held_sites[item.target.pk], _sites(item.record), trial=item.target)
    # In the order in which rows refer to each other.
    save_incoming(Trial, incoming)
    save_people(known)
    sites.save()
    people.save()
    created = sum(item.is_new for item in incoming)
    return TrialCounts(created, len(incoming) - created, **people_counted(people, known, former))


def _sites(record: TrialRecord) -> dict[int, dict[str, Any]]:
    found = {}
    for site in record.sites:
        values = {name: getattr(site, name) for name in ("facility", "city", "state", "country", "status")}
        found[site.position] = values | {"place_key": place_key(site.facility, site.city)}
    return found


def place_key(facility: str, city: str) -> str:
    """Folded facility and town, under which an account finds its sites; "" where no facility is named."""
    return f"{fold(facility)[:300]}|{fold(city)[:150]}" if fold(facility) else ""


def _people(record: TrialRecord, held: Sequence[Involvement], known: Known) -> dict[int, dict[str, Any]]:
    """Who the people of one trial are. Whoever was recognised before stays who they were found to be."""
    former = {fold(row.printed_name): person_of(row, known) for row in held}
    taken: set[UUID] = set()
    found = {}
    for one in record.people:
        person = kept(former.get(fold(one.name)), taken)
        person = person or recognition.recognise(known, one.person, taken=taken)
        found[one.position] = _values(one, person)
    return found


def _values(one: InvestigatorRecord, person: Person) -> dict[str, Any]:
    return {
        "roles": list(one.roles),
        "is_leading": bool(Involvement.LEADING & set(one.roles)),
        "printed_name": one.name,
        "affiliations": list(one.affiliations),
        **person_values(person),
    }
