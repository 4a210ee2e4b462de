"""Stored values in the words of their fields: choices by label, rows by name, moments in the reader's zone."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

AnyField: TypeAlias = "Field[Any, Any]"
Names = dict[tuple[type[Model], str], str]
Wanted = dict[type[Model], set[Any]]


def in_words(field: AnyField, value: Any, names: Names) -> str:
    """One value as a person would say it; empty for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, str(value)), "") or _("Not visible to you")
    if isinstance(field, ArrayField):
        return ", ".join(in_words(field.base_field, item, names) for item in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), _("j M Y H:i"))
    if isinstance(value, date):
        return date_format(value, _("j M Y"))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def names_of(user: Any, wanted: Wanted) -> Names:
    """The names of rows that the reader may see, one query per model."""
    found: Names = {}
    for model, keys in wanted.items():
        manager: Any = model._default_manager
        rows = manager.visible_to(user) if hasattr(manager, "visible_to") else manager.all()
        found |= {(model, str(row.pk)): str(row) for row in _with_parents(model, rows).filter(pk__in=keys)}
    return found


def _with_parents(model: type[Model], rows: Any) -> Any:
    """The rows with what their own name may quote (`Robin Example at Hospital`), so that no name costs a query."""
    parents = [field.name for field in model._meta.fields if isinstance(field, ForeignKey) and not field.null]
    return rows.select_related(*parents) if parents else rows


def want(wanted: Wanted, field: AnyField, values: Iterable[Any]) -> None:
    """Note the rows whose names will be needed."""
    if isinstance(field, ForeignKey):
        keys = {value for value in values if value is not None}
        if keys:
            wanted.setdefault(field.related_model, set()).update(keys)
