"""What the actions on single rows share: the lock, the merge with what others saved, and the archive."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from apps.core.merging import merge
from apps.directory.models.base import DirectoryModel
from apps.directory.policies import may_edit
from apps.users.models import User

Row = TypeVar("Row", bound=Model)
Archived = TypeVar("Archived", bound=DirectoryModel)


def locked(row: Row) -> Row:
    """The row as it stands now, held until the transaction ends. Raises DoesNotExist if it is gone."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def held_for_edit(thing: Archived, by: User) -> Archived:
    """The thing under a lock, for somebody who may edit it as it stands now. Raises PermissionDenied.

    Asked twice: a reader's role may not even lock, and another may have archived the thing meanwhile.
    """
    may_edit(by, thing).require()
    row = locked(thing)
    may_edit(by, row).require()
    return row


def set_merged(row: Model, *, before: str, values: Mapping[str, Any]) -> bool:
    """Put the typed values on a locked row, keeping what others changed since the form was opened.

    Answers whether anything differs now. Raises EditConflict where both changed the same field.
    """
    theirs = {name: getattr(row, name) for name in values}
    merged = merge(before=before, theirs=theirs, mine=values)
    for name, value in merged.items():
        setattr(row, name, value)
    return merged != theirs


def set_archived(row: Archived, *, is_archived: bool) -> Archived:
    """Put a row away or bring it back; a repeated call changes nothing."""
    row = locked(row)
    if row.is_archived != is_archived:
        row.archived_at = timezone.now() if is_archived else None
        row.save(update_fields=["archived_at"])
    return row
