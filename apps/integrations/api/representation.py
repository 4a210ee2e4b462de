"""Rows as the API shows them, read as plain values in one query, plus one per expansion."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from apps.core.resources import Field, ReadableResource

Item = dict[str, Any]


def items(
    resource: ReadableResource,
    user: Any,
    keys: Sequence[UUID],
    *,
    only: Sequence[str] = (),
    expand: Sequence[str] = (),
) -> list[Item]:
    """The visible rows with these keys, in this order; `only` some fields, `id` always among them."""
    names = [name for name in resource.fields if not only or name in only or name == "id"]
    sources = [_expression(resource.fields[name]) for name in ("id", *names)]
    rows = resource.rows(user).order_by().filter(pk__in=keys).values_list(*sources)
    found: dict[Any, Item] = {key: dict(zip(names, values, strict=True)) for key, *values in rows}
    chosen = [found[key] for key in keys if key in found]
    for name in names:
        field = resource.fields[name]
        _finish(field, name, chosen, user if field.is_expanded or name in expand else None)
    return chosen


def expandable(resource: ReadableResource) -> list[str]:
    """What `?expand=` knows."""
    return [name for name, field in resource.fields.items() if field.expand and not field.is_expanded]


def _expression(field: Field) -> Any:
    return F(field.source) if isinstance(field.source, str) else field.source


def _finish(field: Field, name: str, chosen: Iterable[Item], viewer: Any) -> None:
    """Give the values of one field their final form: expanded for a viewer, wrapped where they are items."""
    meaning = _meaning(field, name, chosen, viewer) if viewer is not None else {}
    for item in chosen:
        value = item[name]
        if isinstance(value, list):
            told = [meaning.get(part, part) for part in value] if meaning else value
            item[name] = [{field.item: part} for part in told] if field.item else told
        elif value is not None:
            item[name] = meaning.get(value, value)


def _meaning(field: Field, name: str, chosen: Iterable[Item], viewer: Any) -> Mapping[Any, Any]:
    values = (item[name] for item in chosen)
    flat = {part for value in values for part in (value if isinstance(value, list) else [value])} - {None}
    return field.expand(viewer, flat) if field.expand and flat else {}
