"""What taking over publications and trials has in common: records that are new, rows by position, people."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db import connection
from django.utils import timezone

from apps.kols.counting import count_evidence
from apps.kols.models import Candidate, MatchQuestion
from apps.kols.recognition import Known, Person

BATCH = 500
#: Two imports at once would each make a candidate of the same author; the number is this lock's name.
LOCK = 5_107_001
#: Where in its file a record stood is no content.
NOT_CONTENT = {"row", "line"}

Record = TypeVar("Record")
Target = TypeVar("Target")


@dataclass(frozen=True)
class Counts:
    """What an import did, in records and people."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    linked: int = 0
    candidates: int = 0
    questions: int = 0

    def __add__(self, other: "Counts") -> Self:
        """The sum, batch by batch."""
        names = [one.name for one in fields(self)]
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in names))


def one_import_at_a_time() -> None:
    """Wait until no other import recognises people, to the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def digest_of(record: Any) -> str:
    """Tells one state of a record from another."""
    content = {name: value for name, value in asdict(record).items() if name not in NOT_CONTENT}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(slots=True)
class Incoming(Generic[Record, Target]):
    """One record with the row it becomes."""

    record: Record
    target: Target
    is_new: bool


@dataclass(slots=True)
class News(Generic[Record, Target]):
    """The records that say something new, and how many do not."""

    incoming: list[Incoming[Record, Target]] = field(default_factory=list)
    unchanged: int = 0
    older: int = 0


def news_in(
    records: Iterable[Record],
    *,
    held: Callable[[Record], Any],
    is_older: Callable[[Record, Any], bool],
    new: Callable[[], Target],
) -> News[Record, Target]:
    """Compare records with the rows that are held of them: the same state changes nothing, an older one is ignored."""
    found: News[Record, Target] = News()
    for record in records:
        row = held(record)
        if row and row.content_digest == digest_of(record):
            found.unchanged += 1
        elif row and is_older(record, row):
            found.older += 1
        else:
            found.incoming.append(Incoming(record, row or new(), is_new=row is None))
    return found


def set_origin(target: Any, record: Any, run_file: str, verified_on: date) -> None:
    """Where a publication or a trial is known from, and since when."""
    target.source, target.source_file = record.source, run_file
    target.source_revised_on, target.verified_on = record.revised_on, verified_on
    target.content_digest, target.updated_at = digest_of(record), timezone.now()


def save_incoming(model: Any, incoming: Sequence[Incoming[Any, Any]]) -> None:
    """Write the publications or trials themselves."""
    names = [one.name for one in model._meta.concrete_fields if one.name not in {"id", "created_at"}]
    model.objects.bulk_create([item.target for item in incoming if item.is_new], batch_size=BATCH)
    model.objects.bulk_update([item.target for item in incoming if not item.is_new], names, batch_size=BATCH)


def held_rows(model: Any, parent: str, incoming: Sequence[Incoming[Any, Any]]) -> dict[UUID, list[Any]]:
    """The rows that hang on what is known already, in order."""
    known = [item.target for item in incoming if not item.is_new]
    held: dict[UUID, list[Any]] = defaultdict(list)
    for row in model._default_manager.filter(**{f"{parent}__in": known}).order_by("position"):
        held[getattr(row, f"{parent}_id")].append(row)
    return held


@dataclass(slots=True)
class Rows:
    """The rows of one table to write. Values name their columns: `candidate_id`, so that no row is read for another."""

    model: Any
    created: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    dropped: list[UUID] = field(default_factory=list)
    names: set[str] = field(default_factory=lambda: {"updated_at"})

    def plan(self, held: Sequence[Any], wanted: Mapping[int, dict[str, Any]], **parent: Any) -> None:
        """Rows keep their position and take what stands there now."""
        by_position = {row.position: row for row in held}
        for position, values in wanted.items():
            row = by_position.pop(position, None)
            if row is None:
                self.created.append(self.model(position=position, **parent, **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                self._change(row, values)
        self.dropped.extend(row.pk for row in by_position.values())

    def _change(self, row: Any, values: dict[str, Any]) -> None:
        for name, value in (values | {"updated_at": timezone.now()}).items():
            setattr(row, name, value)
        self.names |= values.keys()
        self.changed.append(row)

    def save(self) -> None:
        """Three statements per batch at most."""
        columns = sorted(name.removesuffix("_id") for name in self.names)
        self.model._default_manager.filter(pk__in=self.dropped).delete()
        self.model._default_manager.bulk_update(self.changed, columns, batch_size=BATCH)
        self.model._default_manager.bulk_create(self.created, batch_size=1000)


def person_of(row: Any, known: Known) -> Person:
    """Whom an authorship or an involvement was found to be."""
    candidate = known.candidates.get(row.candidate_id) if row.candidate_id else None
    return Person(row.stakeholder_id, candidate, row.match_score, tuple(row.match_reasons))


def kept(person: Person | None, taken: set[UUID]) -> Person | None:
    """Whoever was recognised before stays who they were found to be, unless another line took them."""
    key = person and (person.stakeholder_id or (person.candidate and person.candidate.pk))
    if not key or key in taken:
        return None
    taken.add(key)
    return person


def person_values(person: Person | None) -> dict[str, Any]:
    """What an authorship or an involvement holds of whom it was found to be; nobody for a group."""
    return {
        "stakeholder_id": person.stakeholder_id if person else None,
        "candidate_id": person.candidate.pk if person and person.candidate else None,
        "match_score": person.score if person else None,
        "match_reasons": list(person.reasons) if person else [],
    }


def candidates_of(rows: Iterable[Any]) -> set[UUID]:
    """The candidates whom these rows are about."""
    return {row.candidate_id for row in rows if row.candidate_id}


def people_counted(people: Rows, known: Known, former: set[UUID]) -> dict[str, int]:
    """Count anew the evidence for all whom this concerns; answers what became of the people."""
    written = [*people.created, *people.changed]
    count_evidence(former | candidates_of(written), today=timezone.localdate())
    return {
        "linked": sum(row.stakeholder_id is not None for row in written),
        "candidates": len(known.new_candidates),
        "questions": len(known.new_questions),
    }


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
