"""What the actions on many rows share: a result per row, and the writing of bulk changes with revision and time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

Row = TypeVar("Row", bound=Model)
Number = tuple[str, str]


@dataclass(frozen=True)
class Result(Generic[Row]):
    """What became of one row: `created`, `updated`, `unchanged`, or `refused` with reasons in words."""

    outcome: str
    row: Row | None = None
    reasons: list[str] = field(default_factory=list)


class Refusal(Exception):
    """This row cannot be saved; the others can."""


def put(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Set what differs; answers the former values of exactly these fields."""
    former = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in former:
        setattr(row, name, values[name])
    return former


def write_changes(rows: Sequence[Any], fields: Iterable[str]) -> None:
    """Bulk writes skip `save`, so revision and time are set here."""
    now = timezone.now()
    for row in rows:
        row.revision, row.updated_at = row.revision + 1, now
    if rows:
        names = sorted({*fields, "revision", "updated_at"})
        type(rows[0])._default_manager.bulk_update(rows, names, batch_size=500)


def reasons_of(fault: ValidationError, model: type[Model]) -> list[str]:
    """The messages, with the field's name before each."""
    if not hasattr(fault, "error_dict"):
        return list(fault.messages)
    labels: dict[str, str] = {found.name: str(found.verbose_name) for found in model._meta.fields}
    return [
        f"{labels.get(name, name)}: {message}"
        for name, messages in fault.message_dict.items()
        for message in messages
    ]
