"""What the inbox can be filtered by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.safety.models import SafetyItem

OPEN = "open"


class ItemFilter(django_filters.FilterSet):
    """State; without a choice, what is still to be worked on."""

    state = django_filters.ChoiceFilter(
        choices=[("all", _("All")), *SafetyItem.State.choices],
        method="in_state",
        label=_("State"),
        empty_label=_("To be worked on"),
    )

    class Meta:
        model = SafetyItem
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[SafetyItem]) -> QuerySet[SafetyItem]:
        """Open ones unless a state is chosen."""
        if not self.form.cleaned_data.get("state"):
            return queryset.filter(state__in=SafetyItem.OPEN)
        found: QuerySet[SafetyItem] = super().filter_queryset(queryset)
        return found

    def in_state(self, queryset: QuerySet[SafetyItem], name: str, value: str) -> QuerySet[SafetyItem]:
        """Items in one state, or in any."""
        return queryset if value == "all" else queryset.filter(state=value)
