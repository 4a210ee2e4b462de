"""What commitments can be filtered by: one set for the list page and the API."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.core.fields import RowFilter
from apps.directory.models import Stakeholder
from apps.followups.models import Commitment
from apps.followups.review import to_review
from apps.users.models import User

DUE = [
    ("overdue", _("Overdue")),
    ("today", _("Today")),
    ("week", _("Within seven days")),
    ("later", _("Later")),
    ("review", _("To be reviewed")),
]


class CommitmentFilter(django_filters.FilterSet):
    """Text, whose, when due, state and area."""

    text = django_filters.CharFilter(method="about", label=_("Promise or person"))
    whose = django_filters.ChoiceFilter(
        method="of_whom",
        choices=[("me", _("Mine")), ("team", _("My team's"))],
        label=_("Whose"),
        empty_label=_("Anybody's"),
    )
    due = django_filters.ChoiceFilter(method="due_in", choices=DUE, label=_("Due"), empty_label=_("Any day"))
    state = django_filters.ChoiceFilter(
        choices=[("pending", _("Pending")), *Commitment.State.choices],
        method="in_state",
        empty_label=_("Any"),
        label=_("State"),
    )
    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), empty_label=_("Any"), label=_("Therapeutic area")
    )

    class Meta:
        model = Commitment
        fields: list[str] = []

    def about(self, queryset: QuerySet[Commitment], name: str, value: str) -> QuerySet[Commitment]:
        """With these words in it, or to a person of that name."""
        people: Any = Stakeholder.objects.all()
        return queryset.filter(what__icontains=value) | queryset.filter(
            stakeholder__in=people.named_like(value).values("pk")
        )

    def of_whom(self, queryset: QuerySet[Commitment], name: str, value: str) -> QuerySet[Commitment]:
        """Mine, or my team's."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        if value == "team":
            return queryset.filter(owner__team=user.team_id) if user.team_id else queryset.none()
        return queryset.filter(owner=user)

    def due_in(self, queryset: Any, name: str, value: str) -> Any:
        """Pending ones by their day, in the reader's zone."""
        if value == "review":
            return to_review(queryset)
        today = timezone.localdate()
        week = today + timedelta(days=7)
        stretches = {
            "overdue": {"due_on__lt": today},
            "today": {"due_on": today},
            "week": {"due_on__gte": today, "due_on__lte": week},
            "later": {"due_on__gt": week},
        }
        return queryset.pending().filter(**stretches[value])

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or all that are neither kept nor cancelled."""
        return queryset.pending() if value == "pending" else queryset.filter(state=value)


class ExactFilter(CommitmentFilter):
    """The filters of the list page, and by key or day, as machines ask."""

    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), to_field_name="code", label="Code of a therapeutic area"
    )
    owner = django_filters.UUIDFilter(field_name="owner_id", label="Key of a user")
    stakeholder = django_filters.UUIDFilter(field_name="stakeholder_id", label="Key of a stakeholder")
    interaction = django_filters.UUIDFilter(field_name="interaction_id", label="Key of an interaction")
    due_on__gte = django_filters.DateFilter(field_name="due_on", lookup_expr="gte", label="Due on or after")
    due_on__lte = django_filters.DateFilter(field_name="due_on", lookup_expr="lte", label="Due on or before")
