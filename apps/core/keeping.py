"""Saving a row of a list that administrators keep: teams, products and the like."""

import uuid
from collections.abc import Callable, Mapping
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
