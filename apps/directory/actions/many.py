"""Stakeholders by the batch, for imports and REST: a constant number of queries, and a result per row."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.models import new_id
from apps.directory.actions.bulk import Number, Refusal, Result, put, reasons_of, write_changes
from apps.directory.actions.identifiers import normalised
from apps.directory.models import Stakeholder, StakeholderIdentifier
from apps.directory.policies import may_add, may_edit
from apps.users.models import User


@dataclass(frozen=True)
class StakeholderRow:
    """One person from outside. Fields that `values` does not name stay; `first_values` count for new people only."""

    values: Mapping[str, Any]
    identifiers: Sequence[Number] = ()
    id: uuid.UUID | None = None
    first_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Batch:
    """The rows known before, by number and key; and what is to be written."""

    by_number: dict[Number, Stakeholder]
    by_key: dict[uuid.UUID, Stakeholder]
    added: dict[uuid.UUID, Stakeholder] = field(default_factory=dict)
    changed: dict[uuid.UUID, Stakeholder] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    numbers: list[StakeholderIdentifier] = field(default_factory=list)


@audited
def save_stakeholders(rows: Sequence[StakeholderRow], *, by: User) -> list[Result[Stakeholder]]:
    """Add or update people; the results stand in the order of the rows.

    A person is recognised by an identifier first, then by `id`, never by name alone: that is for people to decide.
    """
    may_add(by).require()
    batch = _known(rows)
    results = [_result(batch, row, by) for row in rows]
    Stakeholder.objects.bulk_create(batch.added.values(), batch_size=500)
    write_changes(list(batch.changed.values()), {*batch.fields, "name_folded"})
    StakeholderIdentifier.objects.bulk_create(batch.numbers, batch_size=500)
    return results


def _known(rows: Sequence[StakeholderRow]) -> _Batch:
    """Who is there already, held until the end of the transaction. Three queries whatever the length."""
    asked = set(_readable_numbers(rows))
    found = StakeholderIdentifier.objects.filter(value__in={value for _system, value in asked})
    holders = {
        (row.system, row.value): row.stakeholder_id for row in found if (row.system, row.value) in asked
    }
    keys = {row.id for row in rows if row.id} | set(holders.values())
    held = Stakeholder.objects.select_for_update().filter(pk__in=keys).order_by("id")
    people = {person.pk: person for person in held}
    return _Batch({number: people[key] for number, key in holders.items()}, people)


def _readable_numbers(rows: Iterable[StakeholderRow]) -> Iterable[Number]:
    for row in rows:
        for system, value in row.identifiers:
            try:
                yield system, normalised(system, value)
            except ValidationError:
                continue  # the row itself is refused with this reason later


def _result(batch: _Batch, row: StakeholderRow, by: User) -> Result[Stakeholder]:
    try:
        numbers = [(system, normalised(system, value)) for system, value in row.identifiers]
        known = _person(batch, row, numbers)
        person, outcome = _add(batch, row) if known is None else _change(batch, known, row, by)
    except ValidationError as fault:
        return Result("refused", reasons=reasons_of(fault, Stakeholder))
    except Refusal as fault:
        return Result("refused", reasons=[str(fault)])
    has_more = _take_numbers(batch, person, numbers)
    return Result("updated" if has_more and outcome == "unchanged" else outcome, person)


def _take_numbers(batch: _Batch, person: Stakeholder, numbers: Iterable[Number]) -> bool:
    """Note the numbers that nobody had yet; answers whether there were any."""
    new = [number for number in dict.fromkeys(numbers) if number not in batch.by_number]
    for system, value in new:
        batch.by_number[system, value] = person
        batch.numbers.append(StakeholderIdentifier(stakeholder=person, system=system, value=value))
    return bool(new)


def _person(batch: _Batch, row: StakeholderRow, numbers: Sequence[Number]) -> Stakeholder | None:
    """Whom the row means. Raises Refusal when its numbers belong to different people."""
    found = {person.pk: person for number in numbers if (person := batch.by_number.get(number))}
    if len(found) > 1:
        names = ", ".join(sorted(person.full_name for person in found.values()))
        raise Refusal(_("The identifiers belong to different people: %(names)s.") % {"names": names})
    if found:
        return next(iter(found.values()))
    return batch.by_key.get(row.id) if row.id else None


def _add(batch: _Batch, row: StakeholderRow) -> tuple[Stakeholder, str]:
    person = Stakeholder(id=row.id or new_id(), **{**row.first_values, **row.values})
    _check(person)
    batch.added[person.pk] = batch.by_key[person.pk] = person
    return person, "created"


def _change(batch: _Batch, person: Stakeholder, row: StakeholderRow, by: User) -> tuple[Stakeholder, str]:
    """Put the differing values on the person. A refused row leaves the person as it was."""
    if not (verdict := may_edit(by, person)):
        raise Refusal(str(verdict.reason))
    former = put(person, dict(row.values))
    if not former:
        return person, "unchanged"
    try:
        _check(person)
    except ValidationError:
        put(person, former)
        raise
    if person.pk not in batch.added:
        batch.changed[person.pk] = person
        batch.fields |= set(former)
    return person, "updated"


def _check(person: Stakeholder) -> None:
    """The model's own rules, without those that ask the database."""
    person.clean_fields(exclude={"id", "territory", "merged_into", "name_folded"})
    person.name_folded = person.folded_name()
