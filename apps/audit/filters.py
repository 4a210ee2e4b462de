"""What the list of readings can be filtered by."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.audit.models import Reading


def readers(request: HttpRequest | None) -> "QuerySet[Any]":
    """People who have read something."""
    return get_user_model()._default_manager.filter(pk__in=Reading.objects.values("reader"))


class ReadingFilter(django_filters.FilterSet):
    """Who, and when."""

    reader = django_filters.ModelChoiceFilter(queryset=readers, label=_("Who"))
    start = django_filters.DateFilter(
        field_name="created_at",
        lookup_expr="date__gte",
        label=_("From"),
        widget=forms.DateInput({"type": "date"}),
    )
    end = django_filters.DateFilter(
        field_name="created_at",
        lookup_expr="date__lte",
        label=_("To"),
        widget=forms.DateInput({"type": "date"}),
    )

    class Meta:
        model = Reading
        fields: list[str] = []
