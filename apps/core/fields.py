"""Selects over tables of any size: they hold what is chosen and a few near rows; the browser asks for others."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ChoiceIteratorMixin

from apps.core.models import is_key

#: What Django shows for "nothing chosen", which a screen reader reads as nine dashes.
DASHES = "---------"


def offer(
    form: forms.BaseForm,
    name: str,
    rows: "QuerySet[Any]",
    *,
    near: Iterable[Model] | None = None,
    kept: Iterable[Model] = (),
) -> None:
    """Limit what may be chosen in a field; of a `SearchSelect`, `near` are those that show before anything is typed.

    `kept` are chosen already and stay so, though they may be offered no longer (switched off since, say).
    `near` is read only when the field is drawn. Raises TypeError for a field that offers no rows.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    field.iterator = ShortList
    if field.empty_label == DASHES:
        field.empty_label = _("Not chosen")
    field.queryset = _with_kept(rows, [row.pk for row in kept])
    if near is not None and isinstance(field.widget, SearchSelect):
        field.widget.near = near


def _with_kept(rows: "QuerySet[Any]", keys: list[Any]) -> "QuerySet[Any]":
    if not keys:
        return rows
    either = Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=keys)
    found: QuerySet[Any] = rows.model._default_manager.filter(either)
    return found


class LongSelect(forms.Select):
    """Many choices that are the same for everybody, such as countries: drawn once and kept as text.

    Django makes and draws an object for each of them whenever the form is shown.
    """

    template_name = "django/forms/widgets/long_select.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template needs: the options as text."""
        context = forms.Widget.get_context(self, name, value, attrs)
        choices = tuple((str(key), str(label)) for key, label in self.choices)
        context["widget"]["options"] = _drawn(choices, frozenset(self.format_value(value)))
        return context


@lru_cache(maxsize=256)
def _drawn(choices: tuple[tuple[str, str], ...], chosen: frozenset[str]) -> SafeString:
    rows = ((key, SafeString(" selected") if key in chosen else "", label) for key, label in choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', rows)


class ShortList(ModelChoiceIterator):  # type: ignore[type-arg]
    """Choices read by one statement. Django's own opens a cursor on the server, in three, for lists of any length."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, self.queryset.all())


class _ShortFilterList(ChoiceIteratorMixin, ShortList):
    """With the filter's choice for rows that have no value."""


class _RowField(django_filters.fields.ModelChoiceField):
    iterator = _ShortFilterList


class RowFilter(django_filters.ModelChoiceFilter):
    """A filter by one row of a short list, or of a long one with a `SearchSelect`."""

    field_class = _RowField


class SearchSelect(forms.Select):
    """A select with a search box. Any row of the field's queryset is accepted; `offer` says which ones show."""

    near: Iterable[Any] = ()

    def __init__(self, suggest_url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.suggest_url = suggest_url

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Say where the browser finds further choices."""
        search = {"data-combobox": True, "data-combobox-url": reverse(self.suggest_url)}
        return {**super().build_attrs(base_attrs, extra_attrs), **search}

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """The chosen rows and the near ones, never the whole table."""
        empty = [] if self.allow_multiple_selected else [("", "")]
        self.choices = [*empty, *((str(row.pk), str(row)) for row in self._rows(value))]
        return super().optgroups(name, value, attrs)

    def _rows(self, value: Iterable[Any]) -> list[Any]:
        keys = [str(item) for item in value if is_key(str(item))]
        chosen = list(self._queryset().filter(pk__in=keys)) if keys else []
        return chosen + [row for row in self.near if row not in chosen]

    def _queryset(self) -> "QuerySet[Any]":
        """The rows of the field this widget belongs to, which Django hands over as its choices."""
        given = self.choices
        if isinstance(given, ModelChoiceIterator):
            self._field_rows = given.queryset
        return self._field_rows


class SearchSelectMany(SearchSelect, forms.SelectMultiple):
    """Several rows of a table of any size."""
