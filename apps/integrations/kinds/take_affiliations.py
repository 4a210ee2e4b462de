"""Who works where, from tables: both must be in the directory. Where a name is not clear, people are asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.directory.actions import AffiliationRow, save_affiliations
from apps.directory.models import Account, Stakeholder
from apps.integrations.columns.shaping import Ref, TableRecord, from_json
from apps.integrations.kinds.base import Counts
from apps.integrations.kinds.rehearsal import Rehearsal
from apps.integrations.kinds.taking import (
    Item,
    accounts_named_by,
    hold_directory,
    note,
    numbers_of,
    origin_of,
    people_by_number,
    place_of,
    sketch_of,
    unknown,
)
from apps.integrations.models import ImportRow, ImportRun, Review
from apps.integrations.recognising import Guess, accounts_like, people_like, sure_one
from apps.integrations.reviews import NONE_OF_THEM, Answers, identity_of
from apps.kols.matching import PersonSketch
from apps.users.models import User


@dataclass
class _Side:
    """One of the two that a row names: whom its numbers say, or who it may be."""

    subject: str
    identity: str
    ref: Ref
    told: UUID | None
    guesses: Sequence[Guess]


def take_affiliations(
    rows: Sequence[ImportRow], *, by: User, run: ImportRun, rehearsal: Rehearsal | None
) -> Counts:
    """Add, update, ask. Sets `problem` on rows that name somebody or some place not in the directory."""
    hold_directory()
    items = [Item(row, from_json(row.record or {})) for row in rows]
    counts: Counter[str] = Counter()
    pairs = _pairs(items, run, counts)
    people = Stakeholder.objects.in_bulk([person for _item, person, _account in pairs])
    accounts = Account.objects.in_bulk([account for _item, _person, account in pairs])
    first = {"source": origin_of(run)}
    ready = [
        AffiliationRow(
            people[person], accounts[account], item.record.values, first | item.record.first_values
        )
        for item, person, account in pairs
    ]
    note(
        [item for item, _person, _account in pairs], save_affiliations(ready, by=by) if ready else [], counts
    )
    return dict(counts)


def _pairs(items: list[Item], run: ImportRun, counts: Counter[str]) -> list[tuple[Item, UUID, UUID]]:
    """The rows whose person and account are clear."""
    sides = [_sides(item, found) for item, found in zip(items, _known(items), strict=True)]
    answers = Answers.about(run, (side.identity for pair in sides for side in pair))
    found = []
    for item, pair in zip(items, sides, strict=True):
        keys = [_key(item, side, answers, counts) for side in pair if not _is_settled(item, answers, pair)]
        if len(keys) == len(pair) and all(isinstance(key, UUID) for key in keys):
            found.append((item, *keys))
    counts["questions"] += answers.save()
    return found  # type: ignore[return-value]


def _is_settled(item: Item, answers: Answers, pair: Sequence[_Side]) -> bool:
    """Whether the row was refused, or a question about it is put: one at a time."""
    return bool(item.row.problem) or any(side.identity in answers.asked for side in pair)


def _key(item: Item, side: _Side, answers: Answers, counts: Counter[str]) -> UUID | None:
    """Who or what is meant; else the row gets its problem, or its question."""
    if key := side.told or sure_one(side.guesses):
        return key
    answer = answers.of(side.identity)
    if isinstance(answer, UUID):
        return answer
    if answer == NONE_OF_THEM:
        counts["left_out"] += 1
    elif side.guesses:
        answers.ask(side.identity, side.subject, item.record.label, item.row.record or {}, side.guesses)
    else:
        item.row.problem = unknown(side.ref, is_person=side.subject == Review.Subject.PERSON)
    return None


@dataclass
class _Found:
    person: UUID | None
    account: UUID | None
    people: Sequence[Guess]
    accounts: Sequence[Guess]


def _known(items: Sequence[Item]) -> list[_Found]:
    """What the numbers say, and for the others who and what the names may mean."""
    records = [item.record for item in items]
    people = people_by_number(number for record in records for number in numbers_of(record.person))
    accounts = accounts_named_by(records)
    sketches = [_sketch(record) for record in records]
    likely = people_like(sketch for sketch in sketches if sketch.last_name)
    places = accounts_like(place_of(record) for record in records)
    return [
        _Found(
            _told(record.person, people),
            _told(record.account, accounts),
            likely.get(sketch, ()),
            places.get(place_of(record), ()),
        )
        for record, sketch in zip(records, sketches, strict=True)
    ]


def _told(ref: Ref, known: Any) -> UUID | None:
    return next((known[number].pk for number in numbers_of(ref) if number in known), None)


def _sketch(record: TableRecord) -> PersonSketch:
    place = ", ".join(filter(None, [record.account.name, record.account.city]))
    person = record.person
    return sketch_of(person.first_name, person.last_name, person.numbers, place)


def _sides(item: Item, found: _Found) -> tuple[_Side, _Side]:
    record = item.record
    names = [record.person.first_name, record.person.last_name, numbers_of(record.person)]
    place = [record.account.name, record.account.city, numbers_of(record.account)]
    person, account = Review.Subject.PERSON, Review.Subject.ACCOUNT
    row = sorted((name, str(value)) for name, value in record.values.items())
    about_person = identity_of("who", names, place, row)
    about_account = identity_of("where", names, place, row)
    return (
        _Side(person, about_person, record.person, found.person, found.people),
        _Side(account, about_account, record.account, found.account, found.accounts),
    )
