"""Takes over publications from an import, for many at once: a constant number of queries per batch.

A publication is known by its PubMed number. A newer state replaces the fields (the history keeps the old ones), the
same state changes nothing, an older one is ignored. Its authors are recognised by `recognition`.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import connection
from django.utils import timezone

from apps.audit.recording import audited
from apps.core.folding import fold
from apps.kols import recognition
from apps.kols.counting import count_evidence
from apps.kols.models import Authorship, Candidate, MatchQuestion, Publication
from apps.kols.policies import may_record_publications
from apps.kols.recognition import Known, Person, sketch_of
from apps.kols.records import AuthorRecord, PublicationRecord
from apps.users.models import User

BATCH = 500
#: Two imports at once would each make a candidate of the same author; the number is this lock's name.
LOCK = 5_107_001
#: Where in its file a record stood is no content.
NOT_CONTENT = {"row", "line"}


@dataclass(frozen=True)
class Counts:
    """What an import did, in publications and people."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    linked: int = 0
    candidates: int = 0
    questions: int = 0

    def __add__(self, other: "Counts") -> Self:
        """The sum, batch by batch."""
        names = [field.name for field in fields(self)]
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in names))


@audited
def record_publications(
    records: Sequence[PublicationRecord], *, by: User, run_file: str, verified_on: date
) -> Counts:
    """Take over publications and recognise their authors. `run_file` is the file's name as people know it."""
    may_record_publications(by).require()
    one_import_at_a_time()
    total = Counts()
    for start in range(0, len(records), BATCH):
        total += _record_batch(records[start : start + BATCH], run_file, verified_on)
    return total


def one_import_at_a_time() -> None:
    """Wait until no other import recognises people, to the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(slots=True)
class Incoming:
    """One record with the row it becomes."""

    record: PublicationRecord
    publication: Publication
    is_new: bool


def _record_batch(records: Sequence[PublicationRecord], run_file: str, verified_on: date) -> Counts:
    newest = _newest(records)
    held = {
        publication.pmid: publication
        for publication in Publication.objects.filter(pmid__in=newest).order_by("pmid")
    }
    incoming, unchanged, older = [], 0, len(records) - len(newest)
    for record in newest.values():
        publication = held.get(record.pmid)
        if publication and _is_older(record, publication):
            older += 1
        elif publication and publication.content_digest == digest_of(record):
            unchanged += 1
        else:
            target = publication or Publication(pmid=record.pmid)
            _set_fields(target, record, run_file, verified_on)
            incoming.append(Incoming(record, target, is_new=publication is None))
    counts = Counts(unchanged=unchanged, older=older)
    return counts + _write(incoming) if incoming else counts


def _newest(records: Iterable[PublicationRecord]) -> dict[str, PublicationRecord]:
    """The newest state of each publication; files repeat themselves."""
    found: dict[str, PublicationRecord] = {}
    for record in records:
        other = found.get(record.pmid)
        if other is None or _age(record.version, record.revised_on) >= _age(other.version, other.revised_on):
            found[record.pmid] = record
    return found


def _age(version: int, revised_on: date | None) -> tuple[int, date]:
    return version, revised_on or date.min


def _is_older(record: PublicationRecord, held: Publication) -> bool:
    """Whether the file holds an earlier state. Without a date of revision only the version can tell."""
    if record.version != held.version or not (record.revised_on and held.source_revised_on):
        return record.version < held.version
    return record.revised_on < held.source_revised_on


def digest_of(record: PublicationRecord) -> str:
    """Tells one state of a publication from another."""
    content = {name: value for name, value in asdict(record).items() if name not in NOT_CONTENT}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def _set_fields(target: Publication, record: PublicationRecord, run_file: str, verified_on: date) -> None:
    target.version = record.version
    target.doi = record.doi if record.doi and len(record.doi) <= 300 else ""
    target.title, target.journal, target.issn = record.title, record.journal[:300], record.issn[:9]
    target.published_on, target.published_precision = record.published_on, record.published_precision
    target.published_text = record.published_text[:60]
    target.types = [kind[:120] for kind in record.types]
    target.topics = [topic._asdict() for topic in record.topics]
    target.trial_ids = [number[:30] for number in record.trial_ids]
    target.conflict_statement, target.is_retracted = record.conflict_statement, record.is_retracted
    target.source, target.source_file = record.source, run_file[:255]
    target.source_revised_on, target.verified_on = record.revised_on, verified_on
    target.content_digest = digest_of(record)
    target.updated_at = timezone.now()


def _write(incoming: Sequence[Incoming]) -> Counts:
    created = [item.publication for item in incoming if item.is_new]
    updated = [item.publication for item in incoming if not item.is_new]
    held = _held_authorships(updated)
    touched = {row.candidate_id for rows in held.values() for row in rows if row.candidate_id}
    known = _look_up(incoming, touched)
    plan = _Plan()
    for item in incoming:
        _plan_authors(plan, item, held.get(item.publication.pk, []), known)
    _save(created, updated, known, plan)
    touched |= {row.candidate_id for row in plan.created + plan.changed if row.candidate_id}
    count_evidence(touched, today=timezone.localdate())
    linked = sum(row.stakeholder_id is not None for row in plan.created + plan.changed)
    return Counts(
        len(created), len(updated), 0, 0, linked, len(known.new_candidates), len(known.new_questions)
    )


def _held_authorships(publications: Sequence[Publication]) -> dict[UUID, list[Authorship]]:
    held: dict[UUID, list[Authorship]] = defaultdict(list)
    for row in Authorship.objects.filter(publication__in=publications).order_by("position"):
        held[row.publication_id].append(row)
    return held


def _look_up(incoming: Sequence[Incoming], former: Iterable[UUID]) -> Known:
    people = [
        sketch_of(author) for item in incoming for author in item.record.authors if not author.is_collective
    ]
    return recognition.look_up(people, former)


class _Plan:
    """The authorships to write."""

    def __init__(self) -> None:
        self.created: list[Authorship] = []
        self.changed: list[Authorship] = []
        self.dropped: list[UUID] = []


def printed_name(author: AuthorRecord) -> str:
    """The name as the paper prints it."""
    parts = (author.fore_name or author.initials, author.last_name, author.suffix)
    return (author.collective_name or " ".join(filter(None, parts)))[:400]


def _plan_authors(plan: _Plan, item: Incoming, held: Sequence[Authorship], known: Known) -> None:
    """Rows keep their position and take what stands there now; whom an author was found to be moves along."""
    by_position = {row.position: row for row in held}
    former = _former(held, known)
    authors = [author for author in item.record.authors if author.is_valid]
    people = _people(authors, former, known)
    for author in authors:
        row = by_position.pop(author.position, None)
        target = row or Authorship(publication=item.publication, position=author.position)
        before = _state(target)
        _set_author(target, author, people.get(author.position))
        if row is None:
            plan.created.append(target)
        elif before != _state(target):
            target.updated_at = timezone.now()
            plan.changed.append(target)
    plan.dropped.extend(row.pk for row in by_position.values())


Former = dict[tuple[str, str], tuple[Authorship, Person]]


def _former(held: Sequence[Authorship], known: Known) -> Former:
    """Whom the authors were found to be so far: by name and ORCID iD, and by name alone."""
    found: Former = {}
    for row in held:
        before = (row, _person_of(row, known))
        found[_identity(row.printed_name, row.orcid)] = before
        found.setdefault(_identity(row.printed_name, ""), before)
    return found


def _people(authors: Sequence[AuthorRecord], former: Former, known: Known) -> dict[int, Person]:
    """Who the authors of one paper are. Those with an ORCID iD first, so that nobody else takes their place."""
    found: dict[int, Person] = {}
    taken: set[UUID] = set()
    persons = [author for author in authors if not author.is_collective]
    for author in sorted(persons, key=lambda author: (not author.orcid, author.position)):
        name = printed_name(author)
        before = former.get(_identity(name, author.orcid or "")) or former.get(_identity(name, ""))
        found[author.position] = _person(known, author, before, taken)
    return found


def _person(
    known: Known, author: AuthorRecord, before: tuple[Authorship, Person] | None, taken: set[UUID]
) -> Person:
    """Whom this author was found to be before, unless the paper now names an ORCID iD that says more."""
    row, person = before or (None, None)
    candidate = person.candidate if person else None
    if row and person and author.orcid in {None, row.orcid}:
        key = person.stakeholder_id or (candidate.pk if candidate else None)
        if key and key not in taken:
            taken.add(key)
            return person
    return recognition.recognise(known, author, taken=taken, former=candidate)


def _person_of(row: Authorship, known: Known) -> Person:
    candidate = known.candidates.get(row.candidate_id) if row.candidate_id else None
    return Person(row.stakeholder_id, candidate, row.match_score, tuple(row.match_reasons))


def _identity(name: str, orcid: str) -> tuple[str, str]:
    return fold(name), orcid


#: What an import may change in an authorship.
AUTHOR_FIELDS = (
    *("is_first", "is_last", "printed_name", "orcid", "affiliations"),
    *("stakeholder_id", "candidate_id", "match_score", "match_reasons"),
)


def _state(row: Authorship) -> list[Any]:
    return [getattr(row, name) for name in AUTHOR_FIELDS]


def _set_author(row: Authorship, author: AuthorRecord, person: Person | None) -> None:
    row.is_first, row.is_last = author.is_first, author.is_last
    row.printed_name, row.orcid = printed_name(author), author.orcid or ""
    row.affiliations = list(author.affiliations)
    row.stakeholder_id = person.stakeholder_id if person else None
    row.candidate = person.candidate if person else None
    row.match_score = person.score if person else None
    row.match_reasons = list(person.reasons) if person else []


def _save(created: Sequence[Publication], updated: Sequence[Publication], known: Known, plan: _Plan) -> None:
    """Write in the order in which rows refer to each other."""
    names = [
        field.name for field in Publication._meta.concrete_fields if field.name not in {"id", "created_at"}
    ]
    Publication.objects.bulk_create(created, batch_size=BATCH)
    Publication.objects.bulk_update(updated, names, batch_size=BATCH)
    save_people(known)
    Authorship.objects.filter(pk__in=plan.dropped).delete()
    Authorship.objects.bulk_update(
        plan.changed, [*(name.removesuffix("_id") for name in AUTHOR_FIELDS), "updated_at"], batch_size=BATCH
    )
    Authorship.objects.bulk_create(plan.created, batch_size=1000)


def save_people(known: Known) -> None:
    """Write the candidates and questions that recognition made or changed."""
    now = timezone.now()
    for candidate in known.changed_candidates.values():
        candidate.updated_at = now
    Candidate.objects.bulk_create(known.new_candidates, batch_size=BATCH)
    Candidate.objects.bulk_update(
        known.changed_candidates.values(),
        ["orcid", "first_name", "name_folded", "updated_at"],
        batch_size=BATCH,
    )
    MatchQuestion.objects.bulk_create(known.new_questions, batch_size=BATCH)
