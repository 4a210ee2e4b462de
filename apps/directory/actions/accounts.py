"""Adding, changing, moving and archiving one account."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.models import new_id
from apps.directory.actions.rows import held_for_edit, set_archived, set_merged
from apps.directory.models import Account
from apps.directory.policies import may_add, may_archive, may_edit, may_restore
from apps.users.models import User


@audited
def create_account(*, by: User, values: Mapping[str, Any], id: uuid.UUID | None = None) -> Account:
    """Add an account. The same `id` sent again answers the row it made. Raises ValidationError."""
    may_add(by).require()
    known: Account | None = Account.objects.filter(pk=id).first() if id else None
    if known:
        return known
    account = Account(id=id or new_id(), **values)
    if account.parent:
        account.parent = hold_trees(account.parent)[account.parent.pk]
    account.full_clean()
    account.save(force_insert=True)
    return account


@audited
def edit_account(*, by: User, account: Account, before: str, values: Mapping[str, Any]) -> Account:
    """Change an account; a new `parent` moves it with all that is below. Raises EditConflict, ValidationError."""
    may_edit(by, account).require()
    # Before the row itself, so that two moves never wait for each other.
    held = hold_trees(account, values["parent"]) if "parent" in values else {}
    row = held_for_edit(account, by)
    parent_before = row.parent_id
    if set_merged(row, before=before, values=values):
        row.full_clean()
        if row.parent_id != parent_before:
            _move(row, held[row.parent_id] if row.parent_id else None)
        row.save()
    return row


@audited
def move_account(*, by: User, account: Account, parent: Account | None) -> Account:
    """Make an account part of another, or a root. Raises ValidationError where that would close a circle."""
    may_edit(by, account).require()
    held = hold_trees(account, parent)
    row = held_for_edit(account, by)
    if row.parent_id != (parent.pk if parent else None):
        _move(row, held[parent.pk] if parent else None)
        row.save()
    return row


@audited
def archive_account(*, by: User, account: Account) -> Account:
    """Put an account away; what is below it stays."""
    may_archive(by, account).require()
    return set_archived(account, is_archived=True)


@audited
def restore_account(*, by: User, account: Account) -> Account:
    """Bring an archived account back."""
    may_restore(by, account).require()
    return set_archived(account, is_archived=False)


def _move(account: Account, parent: Account | None) -> None:
    """Hang the account below `parent` and rewrite the paths of everything below it; the trees of both are held."""
    refuse_circle(account, parent)
    account.parent = parent
    former, above = account.path, (parent.path if parent else [])
    below = list(Account.objects.filter(path__contains=[account.pk]).exclude(pk=account.pk).only("path"))
    for row in below:
        row.path = [*above, account.pk, *row.path[len(former) :]]
    Account.objects.bulk_update(below, ["path"], batch_size=500)


def hold_trees(*accounts: Account | None) -> dict[uuid.UUID, Account]:
    """The accounts as they stand once nobody else can move them: the roots of their trees are held, in a fixed order.

    Two moves at once could otherwise each be fine and close a circle together.
    """
    keys = {account.pk for account in accounts if account}
    held: set[uuid.UUID] = set()
    while not (roots := _roots_of(keys)) <= held:  # a tree may have moved while we waited for it
        list(Account.objects.select_for_update().filter(pk__in=roots).order_by("id").only("id"))
        held |= roots
    return Account.objects.in_bulk(keys)


def _roots_of(keys: set[uuid.UUID]) -> set[uuid.UUID]:
    return {path[0] for path in Account.objects.filter(pk__in=keys).values_list("path", flat=True)}


def refuse_circle(account: Account, parent: Account | None) -> None:
    """Raise ValidationError at `parent` when it lies inside the account."""
    if parent is not None and account.pk in parent.path:
        is_itself = parent.pk == account.pk
        raise ValidationError({"parent": circle_words(parent.name, account.name, is_itself=is_itself)})


def circle_words(parent: str, account: str, *, is_itself: bool) -> str:
    """Why the one cannot stand above the other."""
    if is_itself:
        return _("An account cannot be part of itself.")
    message = _("%(parent)s is itself part of %(account)s, so it cannot be above it.")
    return message % {"parent": parent, "account": account}
