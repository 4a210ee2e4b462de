"""What hand-offs can be filtered by: one set for the pages and the API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.core.fields import RowFilter
from apps.directory.models import Stakeholder
from apps.handoffs.models import Handoff, JointVisit
from apps.users.models import User

STATES = [("open", _("Open")), *Handoff.State.choices]


class HandoffFilter(django_filters.FilterSet):
    """Person, what is wanted, state, how soon, area, and whether it is late."""

    person = django_filters.CharFilter(method="of_person", label=_("Stakeholder"))
    state = django_filters.ChoiceFilter(
        choices=STATES, method="in_state", empty_label=_("Any"), label=_("State")
    )
    wanted = django_filters.ChoiceFilter(
        choices=Handoff.Wanted.choices, empty_label=_("Anything"), label=_("What is wanted")
    )
    urgency = django_filters.ChoiceFilter(
        choices=Handoff.Urgency.choices, empty_label=_("Any"), label=_("How soon")
    )
    due = django_filters.ChoiceFilter(
        choices=[("overdue", _("Overdue"))], method="due_in", empty_label=_("Any day"), label=_("Due")
    )
    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), empty_label=_("Any"), label=_("Therapeutic area")
    )

    class Meta:
        model = Handoff
        fields: list[str] = []

    def of_person(self, queryset: QuerySet[Handoff], name: str, value: str) -> QuerySet[Handoff]:
        """Of people of this name."""
        people: Any = Stakeholder.objects.all()
        return queryset.filter(stakeholder__in=people.named_like(value).values("pk"))

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or all in which the stakeholder still waits."""
        return queryset.open() if value == "open" else queryset.filter(state=value)

    def due_in(self, queryset: Any, name: str, value: str) -> Any:
        """Open, and late."""
        return queryset.open().filter(due_at__lt=timezone.now())


class ExactFilter(HandoffFilter):
    """The same, and by key, as machines ask."""

    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), to_field_name="code", label="Code of a therapeutic area"
    )
    stakeholder = django_filters.UUIDFilter(field_name="stakeholder_id", label="Key of a stakeholder")
    account = django_filters.UUIDFilter(field_name="account_id", label="Key of an account")
    asked_by = django_filters.UUIDFilter(field_name="asked_by_id", label="Key of a user")


class JointVisitFilter(django_filters.FilterSet):
    """Whose, and in which state."""

    whose = django_filters.ChoiceFilter(
        method="of_whom", choices=[("me", _("Where I go"))], label=_("Whose"), empty_label=_("Anybody's")
    )
    state = django_filters.ChoiceFilter(
        choices=JointVisit.State.choices, empty_label=_("Any"), label=_("State")
    )

    class Meta:
        model = JointVisit
        fields: list[str] = []

    def of_whom(self, queryset: QuerySet[JointVisit], name: str, value: str) -> QuerySet[JointVisit]:
        """Those where the reader goes."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        return queryset.filter(Q(asked_by=user) | Q(partner=user))


class ExactJointVisitFilter(JointVisitFilter):
    """The same, and by key, as machines ask."""

    account = django_filters.UUIDFilter(field_name="account_id", label="Key of an account")
    asked_by = django_filters.UUIDFilter(field_name="asked_by_id", label="Key of a user")
    partner = django_filters.UUIDFilter(field_name="partner_id", label="Key of a user")
