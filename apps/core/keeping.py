"""Saving a row of a list that administrators keep: teams, products and the like; and which rows belong to another."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

from apps.core.locks import one_at_a_time
from apps.core.merging import canonical, merge

Row = TypeVar("Row", bound=models.Model)


def keep(
    model: type[Row],
    id: uuid.UUID,
    values: Mapping[str, Any],
    *,
    before: str = "",
    check: Callable[[Row], None] = lambda row: None,
) -> Row:
    """The row with this key, made or changed; a form sent twice makes one. Whoever changes the same list takes turns.

    `before` is what the form was opened with, "" for a new row. `check` looks at the row before it is saved. Raises
    ValidationError (a name that is taken, say), or EditConflict when somebody else changed the same field.
    """
    one_at_a_time(model._meta.label)
    row = model._default_manager.filter(pk=id).first() or model(pk=id)
    if not row._state.adding:
        theirs = {name: getattr(row, name) for name in values}
        values = merge(before=before, theirs=theirs, mine=values)
        if all(canonical(theirs[name]) == canonical(value) for name, value in values.items()):
            return row
    for name, value in values.items():
        setattr(row, name, value)
    check(row)
    row.full_clean()
    row.save()
    return row


def keep_members(model: Any, column: str, members: Iterable[models.Model], **parent: models.Model) -> None:
    """Exactly these belong to `parent`. Rows are never deleted: who is taken out is marked `is_removed`, who returns is
    unmarked. `column` of the rows names the members.
    """
    wanted = {member.pk for member in members}
    known = {getattr(row, f"{column}_id"): row for row in model._default_manager.filter(**parent)}
    for key, row in known.items():
        if row.is_removed != (key not in wanted):
            row.is_removed = key not in wanted
            row.save()
    missing = wanted - known.keys()
    model._default_manager.bulk_create(model(**parent, **{f"{column}_id": key}) for key in missing)
