"""Two people edit the same thing: fields that only one of them changed are merged, the others are shown to the second.

A form carries what it was opened with (`before`), signed, so that it can be trusted when it comes back. The action
reads the row under a lock (`theirs`), compares with what was typed (`mine`), and either gets the values to save or
raises `EditConflict`, with which the page is drawn again: mine / theirs / before for each field that both changed.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core import signing
from django.db import models

Values = Mapping[str, Any]
SALT = "core.merging"


@dataclass(frozen=True)
class FieldConflict:
    """Both changed this field, to different values. Values are in their canonical form."""

    name: str
    before: Any
    theirs: Any
    mine: Any


class EditConflict(Exception):
    """Somebody else saved meanwhile. `merged` is what to show in the form; `before` is its new starting point."""

    def __init__(self, conflicts: list[FieldConflict], merged: dict[str, Any], before: str) -> None:
        super().__init__(", ".join(conflict.name for conflict in conflicts))
        self.conflicts, self.merged, self.before = conflicts, merged, before


def canonical(value: Any) -> Any:
    """A value as JSON can carry and compare it: keys for rows, sorted lists for sets of rows, ISO for times."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, datetime):
        # One moment has many spellings; the browser sends it in the user's zone, the database in UTC.
        return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, uuid.UUID | date):
        return str(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return "" if value is None else value
    if isinstance(value, Iterable):
        return sorted((canonical(item) for item in value), key=str)
    return str(value)


def snapshot(values: Values) -> str:
    """What a form is opened with, signed and compressed, for its hidden field."""
    return signing.dumps({name: canonical(value) for name, value in values.items()}, salt=SALT, compress=True)


def opened_with(before: str) -> dict[str, Any]:
    """The values in a hidden field. A missing or tampered one is empty: every difference then counts as a conflict."""
    try:
        found: dict[str, Any] = signing.loads(before, salt=SALT)
    except signing.BadSignature:
        return {}
    return found


def merge(*, before: str, theirs: Values, mine: Values) -> dict[str, Any]:
    """The values to save. Raises EditConflict when both changed the same field to different values."""
    start = opened_with(before)
    merged = {name: _chosen(start.get(name), theirs[name], mine[name]) for name in mine}
    conflicts = [
        FieldConflict(name, start.get(name, ""), canonical(theirs[name]), canonical(mine[name]))
        for name in mine
        if _is_conflict(start.get(name), canonical(theirs[name]), canonical(mine[name]))
    ]
    if conflicts:
        raise EditConflict(conflicts, merged, snapshot(theirs))
    return merged


def _chosen(before: Any, theirs: Any, mine: Any) -> Any:
    return theirs if canonical(mine) == before else mine


def _is_conflict(before: Any, theirs: Any, mine: Any) -> bool:
    return theirs not in (before, mine) and mine != before
