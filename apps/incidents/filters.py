"""What incidents and concerns can be filtered by: one set for the list page and the API."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.incidents.choices import Found, IncidentKind, Severity, State
from apps.incidents.models import Concern, ConcernKind, Incident


class IncidentFilter(django_filters.FilterSet):
    """State, kind, severity, and by what it came to light."""

    state = django_filters.ChoiceFilter(
        choices=[("pending", _("Not closed")), *State.choices],
        method="in_state",
        empty_label=_("Any"),
        label=_("State"),
    )
    kind = django_filters.ChoiceFilter(choices=IncidentKind.choices, empty_label=_("Any"), label=_("Kind"))
    severity = django_filters.ChoiceFilter(
        choices=Severity.choices, empty_label=_("Any"), label=_("Severity")
    )
    found = django_filters.ChoiceFilter(
        choices=Found.choices, empty_label=_("Any"), label=_("Came to light by")
    )

    class Meta:
        model = Incident
        fields: list[str] = []

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or all that are not closed."""
        return queryset.pending() if value == "pending" else queryset.filter(state=value)


class ConcernFilter(django_filters.FilterSet):
    """State and kind."""

    state = django_filters.ChoiceFilter(choices=Concern.State.choices, empty_label=_("Any"), label=_("State"))
    kind = django_filters.ChoiceFilter(choices=ConcernKind.choices, empty_label=_("Any"), label=_("Kind"))

    class Meta:
        model = Concern
        fields: list[str] = []
