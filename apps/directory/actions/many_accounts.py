"""Accounts by the batch, for imports: a constant number of queries, and a result per row."""

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
from apps.directory.models import Account, AccountIdentifier
from apps.directory.policies import may_add, may_edit
from apps.users.models import User


@dataclass(frozen=True)
class AccountRow:
    """One account from outside. Fields that `values` does not name stay; `first_values` count for new accounts only."""

    values: Mapping[str, Any]
    identifiers: Sequence[Number] = ()
    id: uuid.UUID | None = None
    first_values: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class _Batch:
    by_number: dict[Number, Account]
    by_key: dict[uuid.UUID, Account]
    added: dict[uuid.UUID, Account] = field(default_factory=dict)
    changed: dict[uuid.UUID, Account] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    numbers: list[AccountIdentifier] = field(default_factory=list)


@audited
def save_accounts(rows: Sequence[AccountRow], *, by: User) -> list[Result[Account]]:
    """Add or update accounts; results in the order of the rows. Recognised by an identifier, else by `id`.

    What an account is part of is set by `place_accounts`, once all of them are there.
    """
    may_add(by).require()
    batch = _known(rows)
    results = [_result(batch, row, by) for row in rows]
    for account in batch.added.values():
        account.path = [account.pk]
    Account.objects.bulk_create(batch.added.values(), batch_size=500)
    write_changes(list(batch.changed.values()), {*batch.fields, "name_folded"})
    AccountIdentifier.objects.bulk_create(batch.numbers, batch_size=500)
    return results


def accounts_by_number(numbers: Iterable[Number]) -> dict[Number, Account]:
    """Who has these numbers. One query."""
    asked = set(numbers)
    found = AccountIdentifier.objects.filter(value__in={value for _system, value in asked})
    return {
        (row.system, row.value): row.account
        for row in found.select_related("account")
        if (row.system, row.value) in asked
    }


def _known(rows: Sequence[AccountRow]) -> _Batch:
    """The accounts that are there already, held until the end of the transaction."""
    holders = accounts_by_number(number for row in rows for number in row.identifiers)
    keys = {row.id for row in rows if row.id} | {account.pk for account in holders.values()}
    held = Account.objects.select_for_update().filter(pk__in=keys).order_by("id")
    by_key = {account.pk: account for account in held}
    return _Batch({number: by_key[account.pk] for number, account in holders.items()}, by_key)


def _result(batch: _Batch, row: AccountRow, by: User) -> Result[Account]:
    try:
        numbers = [(system, normalised(system, value)) for system, value in row.identifiers]
        known = _account(batch, row, numbers)
        account, outcome = _add(batch, row) if known is None else _change(batch, known, row, by)
    except ValidationError as fault:
        return Result("refused", reasons=reasons_of(fault, Account))
    except Refusal as fault:
        return Result("refused", reasons=[str(fault)])
    new = [number for number in dict.fromkeys(numbers) if number not in batch.by_number]
    for system, value in new:
        batch.by_number[system, value] = account
        batch.numbers.append(AccountIdentifier(account=account, system=system, value=value))
    return Result("updated" if new and outcome == "unchanged" else outcome, account)


def _account(batch: _Batch, row: AccountRow, numbers: Sequence[Number]) -> Account | None:
    found = {account.pk: account for number in numbers if (account := batch.by_number.get(number))}
    if len(found) > 1:
        names = ", ".join(sorted(account.name for account in found.values()))
        raise Refusal(_("The identifiers belong to different accounts: %(names)s.") % {"names": names})
    if found:
        return next(iter(found.values()))
    return batch.by_key.get(row.id) if row.id else None


def _add(batch: _Batch, row: AccountRow) -> tuple[Account, str]:
    account = Account(id=row.id or new_id(), **{**row.first_values, **row.values})
    _check(account)
    batch.added[account.pk] = batch.by_key[account.pk] = account
    return account, "created"


def _change(batch: _Batch, account: Account, row: AccountRow, by: User) -> tuple[Account, str]:
    if not (verdict := may_edit(by, account)):
        raise Refusal(str(verdict.reason))
    former = put(account, dict(row.values))
    if not former:
        return account, "unchanged"
    try:
        _check(account)
    except ValidationError:
        put(account, former)
        raise
    if account.pk not in batch.added:
        batch.changed[account.pk] = account
        batch.fields |= set(former)
    return account, "updated"


def _check(account: Account) -> None:
    """The model's own rules, without those that ask the database."""
    account.clean_fields(exclude={"id", "territory", "parent", "path", "name_folded"})
    account.name_folded = account.folded_name()
