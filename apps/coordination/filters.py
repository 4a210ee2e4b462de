"""What envelopes can be filtered by, on the radar and in the API."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder


class TouchpointFilter(django_filters.FilterSet):
    """Function, state, channel, period and name of the account or person."""

    text = django_filters.CharFilter(method="named_like", label=_("Account or person"))
    function = django_filters.ChoiceFilter(
        choices=Touchpoint.Function.choices, empty_label=_("Any"), label=_("Function")
    )
    state = django_filters.ChoiceFilter(
        choices=Touchpoint.State.choices, empty_label=_("Any"), label=_("State")
    )
    channel = django_filters.ChoiceFilter(choices=Channel.choices, empty_label=_("Any"), label=_("Channel"))
    start = django_filters.DateFilter(
        field_name="starts_at",
        lookup_expr="date__gte",
        label=_("From"),
        widget=forms.DateInput({"type": "date"}),
    )
    end = django_filters.DateFilter(
        field_name="starts_at",
        lookup_expr="date__lte",
        label=_("To"),
        widget=forms.DateInput({"type": "date"}),
    )

    class Meta:
        model = Touchpoint
        fields: list[str] = []

    def named_like(self, queryset: QuerySet[Touchpoint], name: str, value: str) -> QuerySet[Touchpoint]:
        """Contacts in an account, or with a person, of that name."""
        return queryset.filter(pk__in=matching_touchpoints(value))


def matching_touchpoints(text: str) -> Any:
    """Keys of touchpoints whose account or attendee is named like the text."""
    accounts = Account.objects.meant_by(text).values("pk")
    people = Stakeholder.objects.meant_by(text).values("pk")
    by_account = Touchpoint.objects.filter(account__in=accounts).values("pk")
    attending = TouchpointStakeholder.objects.filter(stakeholder__in=people, is_removed=False)
    by_person = attending.values("touchpoint")
    return by_account.union(by_person)
