"""What needs can be filtered by: one set for the list page and the API."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.core.fields import RowFilter
from apps.directory.models import Stakeholder
from apps.needs.ageing import LIMITS
from apps.needs.models import UnmetNeed
from apps.users.models import User

WHOSE = [("me", _("Mine to see to")), ("team", _("My team's")), ("nobody", _("Nobody's yet"))]


class NeedFilter(django_filters.FilterSet):
    """Text, whose, kind, state, age, reason and area."""

    text = django_filters.CharFilter(method="about", label=_("Words or person"))
    whose = django_filters.ChoiceFilter(
        method="of_whom", choices=WHOSE, label=_("Whose"), empty_label=_("Anybody's")
    )
    kind = django_filters.ChoiceFilter(choices=UnmetNeed.Kind.choices, empty_label=_("Any"), label=_("Kind"))
    state = django_filters.ChoiceFilter(
        choices=[("pending", _("Pending")), *UnmetNeed.State.choices],
        method="in_state",
        empty_label=_("Any"),
        label=_("State"),
    )
    age = django_filters.ChoiceFilter(
        method="of_age",
        choices=[("ageing", _("Getting old, or old")), ("old", _("Old"))],
        empty_label=_("Any"),
        label=_("Age"),
    )
    reason = django_filters.ChoiceFilter(
        choices=UnmetNeed.Reason.choices, empty_label=_("Any"), label=_("Why they do not want to")
    )
    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), empty_label=_("Any"), label=_("Therapeutic area")
    )

    class Meta:
        model = UnmetNeed
        fields: list[str] = []

    def about(self, queryset: QuerySet[UnmetNeed], name: str, value: str) -> QuerySet[UnmetNeed]:
        """With these words in it, or of a person of that name."""
        people: Any = Stakeholder.objects.all()
        return queryset.filter(
            Q(words__icontains=value) | Q(stakeholder__in=people.named_like(value).values("pk"))
        )

    def of_whom(self, queryset: QuerySet[UnmetNeed], name: str, value: str) -> QuerySet[UnmetNeed]:
        """What I heard or answer for, what my team did, or what has no owner."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        if value == "nobody":
            return queryset.filter(owner=None)
        if value == "team":
            in_team = Q(owner__team=user.team_id) | Q(recorded_by__team=user.team_id)
            return queryset.filter(in_team) if user.team_id else queryset.none()
        return queryset.filter(Q(owner=user) | Q(recorded_by=user))

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or all that are neither confirmed nor closed."""
        return queryset.pending() if value == "pending" else queryset.filter(state=value)

    def of_age(self, queryset: Any, name: str, value: str) -> Any:
        """Pending ones that wait for so long, each by its own priority."""
        today, waits = timezone.localdate(), Q()
        for priority, limits in LIMITS.items():
            days = limits.old if value == "old" else limits.ageing
            waits |= Q(priority=priority, heard_on__lte=today - timedelta(days=days))
        return queryset.pending().filter(waits)


class ExactFilter(NeedFilter):
    """The filters of the list page, and by key or day, as machines ask."""

    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), to_field_name="code", label="Code of a therapeutic area"
    )
    owner = django_filters.UUIDFilter(field_name="owner_id", label="Key of a user")
    recorded_by = django_filters.UUIDFilter(field_name="recorded_by_id", label="Key of a user")
    stakeholder = django_filters.UUIDFilter(field_name="stakeholder_id", label="Key of a stakeholder")
    interaction = django_filters.UUIDFilter(field_name="interaction_id", label="Key of an interaction")
    heard_on__gte = django_filters.DateFilter(
        field_name="heard_on", lookup_expr="gte", label="Heard on or after"
    )
    heard_on__lte = django_filters.DateFilter(
        field_name="heard_on", lookup_expr="lte", label="Heard on or before"
    )
