"""Which people of an account tree the map shows."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.directory.choices import DecisionRole
from apps.directory.filters import INFLUENTIAL
from apps.directory.models import Stakeholder
from apps.influence.choices import CommitteeKind, TieKind
from apps.influence.mapping import WEIGHT, influential_only
from apps.influence.models import Committee, Seat, Tie


class MapFilter(django_filters.FilterSet):
    """The people of a map."""

    q = django_filters.CharFilter(method="by_name", label=_("Name"))
    decides = django_filters.ChoiceFilter(
        choices=[(INFLUENTIAL, _("Influential but not deciding")), *DecisionRole.choices],
        method="by_role",
        label=_("Decision role"),
        empty_label=_("Any"),
    )

    class Meta:
        model = Stakeholder
        fields = ["q", "decides"]

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Words of the name in any order, one slip forgiven."""
        return queryset.meant_by(value)

    def by_role(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """By the weightiest decision role in the tree."""
        if value == INFLUENTIAL:
            return influential_only(queryset, self.account)
        return queryset.filter(weight=WEIGHT.index(DecisionRole(value)))


class _Current(django_filters.FilterSet):
    """What stands on the map now, as machines ask."""

    current = django_filters.BooleanFilter(method="by_end", label="On the map now, or no longer")

    def by_end(self, queryset: Any, name: str, value: bool) -> Any:
        """By today in the caller's zone."""
        return queryset.current() if value else queryset.exclude(pk__in=queryset.current().values("pk"))


class ExactCommittees(_Current):
    """Committees by account."""

    account = django_filters.UUIDFilter(field_name="account_id", label="Key of an account")
    kind = django_filters.ChoiceFilter(choices=CommitteeKind.choices)

    class Meta:
        model = Committee
        fields: list[str] = []


class ExactSeats(_Current):
    """Seats by committee or person."""

    committee = django_filters.UUIDFilter(field_name="committee_id", label="Key of a committee")
    stakeholder = django_filters.UUIDFilter(field_name="stakeholder_id", label="Key of a stakeholder")

    class Meta:
        model = Seat
        fields: list[str] = []


class ExactTies(_Current):
    """Ties by either person."""

    stakeholder = django_filters.UUIDFilter(field_name="source_id", label="Key of a stakeholder")
    towards = django_filters.UUIDFilter(field_name="target_id", label="Key of another stakeholder")
    kind = django_filters.ChoiceFilter(choices=TieKind.choices)

    class Meta:
        model = Tie
        fields: list[str] = []
