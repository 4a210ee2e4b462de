"""A select over a table of any size: it holds what is chosen and a few rows; the browser asks for others."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse

from apps.directory.queries import as_key


def offer(form: forms.BaseForm, name: str, queryset: "QuerySet[Any]") -> None:
    """Limit what may be chosen in a field. Raises TypeError for a field that offers no rows."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    field.queryset = queryset


class SearchSelect(forms.Select):
    """A select with a search box. Any row of the queryset is accepted; `offered` of them show without a script."""

    def __init__(self, url_name: str, *, offered: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url_name, self.offered = url_name, offered

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Say where the browser finds further choices."""
        search = {"data-combobox": True, "data-combobox-url": reverse(self.url_name)}
        return {**super().build_attrs(base_attrs, extra_attrs), **search}

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """The chosen rows and the first ones, never the whole table."""
        rows = self._rows(value)
        self.choices = [("", ""), *((str(row.pk), str(row)) for row in rows)]
        return super().optgroups(name, value, attrs)

    def _rows(self, value: Iterable[Any]) -> list[Any]:
        queryset = self._queryset()
        keys = [key for item in value if (key := as_key(str(item)))]
        chosen = list(queryset.filter(pk__in=keys)) if keys else []
        offered = (
            queryset.filter(archived_at=None).order_by("name_folded", "id")[: self.offered]
            if self.offered
            else []
        )
        return chosen + [row for row in offered if row not in chosen]

    def _queryset(self) -> "QuerySet[Any]":
        """The rows of the field this widget belongs to, which Django hands over as its choices."""
        given = self.choices
        if isinstance(given, ModelChoiceIterator):
            self._field_rows = given.queryset
        return self._field_rows
