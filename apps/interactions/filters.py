"""What interactions can be filtered by: one set for the list page and the API."""

from uuid import UUID

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.coordination.filters import matching_touchpoints
from apps.coordination.models import TouchpointStakeholder
from apps.core.fields import RowFilter
from apps.interactions.models import Interaction
from apps.users.models import User


def _date(lookup: str, label: object) -> django_filters.DateFilter:
    widget = forms.DateInput({"type": "date"})
    return django_filters.DateFilter(field_name="starts_at", lookup_expr=lookup, label=label, widget=widget)


class InteractionFilter(django_filters.FilterSet):
    """Text of account or person, whose, state, type, area and period."""

    text = django_filters.CharFilter(method="named_like", label=_("Account or person"))
    whose = django_filters.ChoiceFilter(
        method="of_whom",
        choices=[("me", _("Mine")), ("team", _("My team's"))],
        label=_("Whose"),
        empty_label=_("Anybody's"),
    )
    state = django_filters.ChoiceFilter(
        choices=Interaction.State.choices, empty_label=_("Any"), label=_("State")
    )
    kind = django_filters.ChoiceFilter(
        choices=Interaction.Kind.choices, empty_label=_("Any"), label=_("Type")
    )
    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), empty_label=_("Any"), label=_("Therapeutic area")
    )
    start = _date("date__gte", _("From"))
    end = _date("date__lte", _("To"))

    class Meta:
        model = Interaction
        fields: list[str] = []

    def named_like(self, queryset: QuerySet[Interaction], name: str, value: str) -> QuerySet[Interaction]:
        """With a person, or in an account, of that name."""
        return queryset.filter(touchpoint__in=matching_touchpoints(value))

    def of_whom(self, queryset: QuerySet[Interaction], name: str, value: str) -> QuerySet[Interaction]:
        """Mine, or my team's."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        if value == "team":
            return queryset.filter(owner__team=user.team_id) if user.team_id else queryset.none()
        return queryset.filter(owner=user)


class ExactFilter(InteractionFilter):
    """The filters of the list page, and by key or exact time, as machines ask."""

    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), to_field_name="code", label=_("Code of a therapeutic area")
    )
    owner = django_filters.UUIDFilter(field_name="owner_id", label=_("Key of a user"))
    account = django_filters.UUIDFilter(field_name="touchpoint__account_id", label=_("Key of an account"))
    stakeholder = django_filters.UUIDFilter(method="with_person", label=_("Key of a stakeholder"))
    starts_at__gte = django_filters.IsoDateTimeFilter(
        field_name="starts_at", lookup_expr="gte", label=_("Starts at or after")
    )
    starts_at__lt = django_filters.IsoDateTimeFilter(
        field_name="starts_at", lookup_expr="lt", label=_("Starts before")
    )

    def with_person(
        self, queryset: "QuerySet[Interaction]", name: str, value: UUID
    ) -> "QuerySet[Interaction]":
        """Interactions that this stakeholder attends."""
        attending = TouchpointStakeholder.objects.filter(stakeholder=value, is_removed=False)
        return queryset.filter(touchpoint__in=attending.values("touchpoint"))
