"""What accounts are part of, by the batch: the trees are held once, and a constant number of queries does the rest."""

import uuid
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.directory.actions.accounts import hold_trees, refuse_circle
from apps.directory.actions.bulk import Number, Result, write_changes
from apps.directory.actions.many_accounts import accounts_by_number
from apps.directory.models import Account
from apps.directory.policies import may_add, may_edit
from apps.users.models import User

Held = dict[uuid.UUID, Account]


@audited
def place_accounts(pairs: Sequence[tuple[Number, Number]], *, by: User) -> list[Result[Account]]:
    """Make each account part of another, both named by a number: one after the other, results in their order.

    Circles, archived accounts and numbers that nobody has are refused, each for itself.
    """
    may_add(by).require()
    holders = accounts_by_number(number for pair in pairs for number in pair)
    children = {holders[child].pk for child, _parent in pairs if child in holders}
    held = _held(holders.values(), children)
    before = {key: (row.parent_id, row.path) for key, row in held.items()}
    results = [_placed(held, holders.get(child), holders.get(parent), parent, by) for child, parent in pairs]
    _write(held, before)
    return results


def _held(accounts: Collection[Account], children: set[uuid.UUID]) -> Held:
    """These accounts, what is above all of them and what is below the children, once nobody else can move them."""
    known = hold_trees(*accounts)
    above = {key for account in known.values() for key in account.path}
    rows = Account.objects.select_for_update().filter(Q(pk__in=above) | Q(path__overlap=list(children)))
    return {row.pk: row for row in rows.order_by("id")}


def _placed(
    held: Held, child: Account | None, parent: Account | None, number: Number, by: User
) -> Result[Account]:
    if child is None or parent is None:
        return Result("refused", reasons=[missing_words(number if parent is None else None)])
    row, above = held[child.pk], held[parent.pk]
    if row.parent_id == above.pk:
        return Result("unchanged", row)
    if not (verdict := may_edit(by, row)):
        return Result("refused", reasons=[str(verdict.reason)])
    above.path = _path(held, above)
    try:
        refuse_circle(row, above)
    except ValidationError as fault:
        return Result("refused", reasons=list(fault.messages))
    row.parent = above
    return Result("updated", row)


def missing_words(parent: Number | None) -> str:
    """That nobody has the number of what is above, as the file writes it; None: that the account itself is missing."""
    if parent is None:
        return _("The account itself is not in the directory yet, so it was not put below another one.")
    number = parent[1].partition(":")[2] or parent[1]
    return _("There is no account with the number %(number)s to be part of.") % {"number": number}


def _path(held: Held, account: Account) -> list[uuid.UUID]:
    """From the root down, as the accounts are placed by now."""
    path = [account.pk]
    while (key := held[path[-1]].parent_id) is not None:
        path.append(key)
    return path[::-1]


def _write(held: Held, before: dict[uuid.UUID, tuple[uuid.UUID | None, list[uuid.UUID]]]) -> None:
    """What was moved is a new revision; what is below only moves along."""
    moved, along = [], []
    for key, row in held.items():
        row.path = _path(held, row)
        if row.parent_id != before[key][0]:
            moved.append(row)
        elif row.path != before[key][1]:
            along.append(row)
    write_changes(moved, ["parent", "path"])
    Account.objects.bulk_update(along, ["path"], batch_size=500)
