"""Adding, changing and archiving one stakeholder."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from apps.audit.recording import audited
from apps.core.models import new_id
from apps.directory.actions.identifiers import add_identifier
from apps.directory.actions.rows import held_for_edit, set_archived, set_merged
from apps.directory.models import Stakeholder
from apps.directory.policies import may_add, may_archive, may_restore
from apps.users.models import User


@audited
def create_stakeholder(
    *,
    by: User,
    values: Mapping[str, Any],
    id: uuid.UUID | None = None,
    identifiers: Iterable[tuple[str, str]] = (),
) -> Stakeholder:
    """Add a person with identifiers as (system, value). The same `id` sent again answers the row it made.

    Raises ValidationError for values no stakeholder can have, IdentifierTaken when somebody else has a number.
    """
    may_add(by).require()
    known: Stakeholder | None = Stakeholder.objects.filter(pk=id).first() if id else None
    if known:
        return known
    stakeholder = Stakeholder(id=id or new_id(), **values)
    stakeholder.full_clean()
    stakeholder.save(force_insert=True)
    for system, value in identifiers:
        add_identifier(by=by, thing=stakeholder, system=system, value=value)
    return stakeholder


@audited
def edit_stakeholder(
    *, by: User, stakeholder: Stakeholder, before: str, values: Mapping[str, Any]
) -> Stakeholder:
    """Change a person. `before` is the `snapshot` the form was opened with. Raises EditConflict, ValidationError."""
    row = held_for_edit(stakeholder, by)
    if set_merged(row, before=before, values=values):
        row.full_clean()
        row.save()
    return row


@audited
def archive_stakeholder(*, by: User, stakeholder: Stakeholder) -> Stakeholder:
    """Put a person away: out of lists and suggestions, never lost."""
    may_archive(by, stakeholder).require()
    return set_archived(stakeholder, is_archived=True)


@audited
def restore_stakeholder(*, by: User, stakeholder: Stakeholder) -> Stakeholder:
    """Bring an archived person back."""
    may_restore(by, stakeholder).require()
    return set_archived(stakeholder, is_archived=False)
