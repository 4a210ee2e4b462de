"""Where a person works: add, change, end, and which one is the main one."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.models import new_id
from apps.directory.actions.rows import held_for_edit, locked, set_merged
from apps.directory.models import Affiliation, Stakeholder
from apps.users.models import User


@audited
def add_affiliation(
    *, by: User, stakeholder: Stakeholder, values: Mapping[str, Any], id: uuid.UUID | None = None
) -> Affiliation:
    """Record where a person works. The first one that holds is the main one. Raises ValidationError.

    The same `id` sent again answers the row it made.
    """
    holder = held_for_edit(stakeholder, by)  # also keeps two main affiliations from being made at once
    known: Affiliation | None = Affiliation.objects.filter(pk=id, stakeholder=holder).first() if id else None
    if known:
        return known
    affiliation = Affiliation(id=id or new_id(), stakeholder=holder, **values)
    if affiliation.account.is_archived:
        raise ValidationError({"account": _("This account is archived. Bring it back first.")})
    has_other = holder.affiliations.filter(ended_on=None).exists()
    affiliation.is_primary = affiliation.ended_on is None and (affiliation.is_primary or not has_other)
    return _saved(affiliation)


@audited
def edit_affiliation(
    *, by: User, affiliation: Affiliation, before: str, values: Mapping[str, Any]
) -> Affiliation:
    """Change an affiliation. Raises EditConflict, ValidationError."""
    row = _held(by, affiliation)
    if set_merged(row, before=before, values=values):
        row.is_primary = row.is_primary and row.ended_on is None
        _saved(row)
    return row


@audited
def end_affiliation(*, by: User, affiliation: Affiliation, ended_on: date) -> Affiliation:
    """The person leaves; the row stays as part of the career. Raises ValidationError if it ends before it began."""
    row = _held(by, affiliation)
    row.ended_on, row.is_primary = ended_on, False
    return _saved(row)


@audited
def make_main_affiliation(*, by: User, affiliation: Affiliation) -> Affiliation:
    """Show this one first. Raises ValidationError for one that ended."""
    row = _held(by, affiliation)
    if row.ended_on is not None:
        raise ValidationError(_("This affiliation has an end, so it cannot be the main one."))
    row.is_primary = True
    return _saved(row)


def _held(by: User, affiliation: Affiliation) -> Affiliation:
    """The row under a lock, after the person's: all changes of one career queue there."""
    held_for_edit(affiliation.stakeholder, by)
    return locked(affiliation)


def _saved(affiliation: Affiliation) -> Affiliation:
    """Save; a new main affiliation takes the place of the former one."""
    if affiliation.is_primary:
        former = Affiliation.objects.filter(stakeholder=affiliation.stakeholder_id, is_primary=True)
        for row in former.exclude(pk=affiliation.pk):
            row.is_primary = False
            row.save(update_fields=["is_primary"])
    affiliation.full_clean()
    affiliation.save()
    return affiliation
