"""Affiliations by the batch, for imports: who works where, with a constant number of queries and a result per row."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.directory.actions.bulk import Refusal, Result, put, reasons_of, write_changes
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.directory.policies import may_add, may_edit
from apps.users.models import User


@dataclass(frozen=True)
class AffiliationRow:
    """One person at one account. Fields that `values` does not name stay as they are."""

    stakeholder: Stakeholder
    account: Account
    values: Mapping[str, Any]
    first_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Batch:
    people: dict[uuid.UUID, Stakeholder]
    held: dict[uuid.UUID, list[Affiliation]]
    added: list[Affiliation] = field(default_factory=list)
    changed: dict[uuid.UUID, Affiliation] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)


@audited
def save_affiliations(rows: Sequence[AffiliationRow], *, by: User) -> list[Result[Affiliation]]:
    """Add or update where people work.

    The same person at the same account, begun on the same day or on no known one, is the same affiliation. The first
    that holds is the main one; no row takes another's place as the main one unless it says so.
    """
    may_add(by).require()
    batch = _known(rows)
    results = [_result(batch, row, by) for row in rows]
    # The former main one first, so that the constraint never sees two.
    changed = sorted(batch.changed.values(), key=lambda found: found.is_primary)
    write_changes([found for found in changed if not found.is_primary], batch.fields)
    write_changes([found for found in changed if found.is_primary], batch.fields)
    Affiliation.objects.bulk_create(batch.added, batch_size=500)
    return results


def _known(rows: Sequence[AffiliationRow]) -> _Batch:
    """The careers of these people, held: all changes of one career queue at the person."""
    keys = {row.stakeholder.pk for row in rows}
    people = Stakeholder.objects.select_for_update().filter(pk__in=keys).order_by("id")
    batch = _Batch({person.pk: person for person in people}, defaultdict(list))
    for found in Affiliation.objects.select_for_update().filter(stakeholder__in=keys).order_by("id"):
        batch.held[found.stakeholder_id].append(found)
    return batch


def _result(batch: _Batch, row: AffiliationRow, by: User) -> Result[Affiliation]:
    try:
        _require_current(batch, row, by)
        known = _same(batch, row)
        found, outcome = _add(batch, row) if known is None else _change(batch, known, row)
    except ValidationError as fault:
        return Result("refused", reasons=reasons_of(fault, Affiliation))
    except Refusal as fault:
        return Result("refused", reasons=[str(fault)])
    return Result(outcome, found)


def _require_current(batch: _Batch, row: AffiliationRow, by: User) -> None:
    for thing in (batch.people[row.stakeholder.pk], row.account):
        if not (verdict := may_edit(by, thing)):
            raise Refusal(f"{thing}: {verdict.reason}")


def _same(batch: _Batch, row: AffiliationRow) -> Affiliation | None:
    """The affiliation that the row means: begun on the same day, else the one whose beginning either does not know."""
    held = [found for found in batch.held[row.stakeholder.pk] if found.account_id == row.account.pk]
    began = row.values.get("started_on")
    exact = [found for found in held if found.started_on == began]
    open_ones = [found for found in held if found.ended_on is None and None in (began, found.started_on)]
    return next(iter([*exact, *open_ones]), None)


def _add(batch: _Batch, row: AffiliationRow) -> tuple[Affiliation, str]:
    values = {**row.first_values, **row.values}
    found = Affiliation(stakeholder=batch.people[row.stakeholder.pk], account=row.account, **values)
    _check(found)
    others = batch.held[row.stakeholder.pk]
    has_current = any(other.ended_on is None for other in others)
    found.is_primary = found.ended_on is None and (found.is_primary or not has_current)
    _take_first_place(batch, found)
    others.append(found)
    batch.added.append(found)
    return found, "created"


def _change(batch: _Batch, found: Affiliation, row: AffiliationRow) -> tuple[Affiliation, str]:
    values = dict(row.values)
    if values.get("ended_on", found.ended_on) is not None:
        values["is_primary"] = False
    former = put(found, values)
    if not former:
        return found, "unchanged"
    try:
        _check(found)
    except ValidationError:
        put(found, former)
        raise
    _note(batch, found, set(former))
    _take_first_place(batch, found)
    return found, "updated"


def _take_first_place(batch: _Batch, found: Affiliation) -> None:
    """A new main affiliation takes the place of the former one."""
    for other in batch.held[found.stakeholder_id] if found.is_primary else ():
        if other is not found and other.is_primary:
            other.is_primary = False
            _note(batch, other, {"is_primary"})


def _note(batch: _Batch, found: Affiliation, fields: set[str]) -> None:
    if not found._state.adding:
        batch.changed[found.pk] = found
        batch.fields |= fields


def _check(found: Affiliation) -> None:
    found.clean_fields(exclude={"id", "stakeholder", "account"})
    if found.started_on and found.ended_on and found.ended_on < found.started_on:
        raise ValidationError({"ended_on": _("An affiliation cannot end before it began.")})
