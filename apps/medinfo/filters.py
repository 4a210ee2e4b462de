"""What requests can be filtered by: one set for the list, the queue and the API."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, TherapeuticArea
from apps.core.fields import RowFilter
from apps.directory.models import Stakeholder
from apps.medinfo.models import MedicalRequest
from apps.medinfo.workflow import State
from apps.users.models import User

STATES = [("open", _("Not closed")), ("unanswered", _("Unanswered")), *State.choices]
DUE = [("overdue", _("Overdue")), ("today", _("Within a day")), ("week", _("Within seven days"))]


def _date(lookup: str, label: object) -> django_filters.DateFilter:
    widget = forms.DateInput({"type": "date"})
    return django_filters.DateFilter(
        field_name="received_at", lookup_expr=f"date__{lookup}", label=label, widget=widget
    )


class RequestFilter(django_filters.FilterSet):
    """Words, whose, when due, state, type, product, area and period."""

    text = django_filters.CharFilter(method="about", label=_("Question or person"))
    whose = django_filters.ChoiceFilter(
        method="of_whom",
        choices=[
            ("me", _("Taken in by me")),
            ("team", _("Taken in by my team")),
            ("answer", _("Answered by me")),
            ("nobody", _("Nobody has it yet")),
        ],
        label=_("Whose"),
        empty_label=_("Anybody's"),
    )
    due = django_filters.ChoiceFilter(method="due_in", choices=DUE, label=_("Due"), empty_label=_("Any day"))
    state = django_filters.ChoiceFilter(
        choices=STATES, method="in_state", empty_label=_("Any"), label=_("State")
    )
    kind = django_filters.ChoiceFilter(
        choices=MedicalRequest.Kind.choices, empty_label=_("Any"), label=_("Type")
    )
    product = RowFilter(queryset=Product.objects.all(), empty_label=_("Any"), label=_("Product"))
    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), empty_label=_("Any"), label=_("Therapeutic area")
    )
    start = _date("gte", _("Asked from"))
    end = _date("lte", _("Asked until"))

    class Meta:
        model = MedicalRequest
        fields: list[str] = []

    def about(self, queryset: QuerySet[MedicalRequest], name: str, value: str) -> QuerySet[MedicalRequest]:
        """With these words in the question, or of a person of that name."""
        people: Any = Stakeholder.objects.all()
        named = people.named_like(value).values("pk")
        return queryset.filter(Q(question__icontains=value) | Q(asker__in=named))

    def of_whom(self, queryset: QuerySet[MedicalRequest], name: str, value: str) -> QuerySet[MedicalRequest]:
        """By who took it in, or who has it."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        if value == "team" and not user.team_id:
            return queryset.none()
        wanted = {
            "me": Q(owner=user),
            "team": Q(owner__team=user.team_id),
            "answer": Q(answerer=user),
            "nobody": Q(answerer=None, state=State.SUBMITTED),
        }
        return queryset.filter(wanted[value])

    def due_in(self, queryset: Any, name: str, value: str) -> Any:
        """Unanswered ones by their moment."""
        now = timezone.now()
        until = {"overdue": now, "today": now + timedelta(days=1), "week": now + timedelta(days=7)}
        found = queryset.unanswered().filter(due_at__lt=until[value])
        return found if value == "overdue" else found.filter(due_at__gte=now)

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or several that go on."""
        if value == "unanswered":
            return queryset.unanswered()
        if value == "open":
            return queryset.exclude(state__in=[State.CLOSED, State.WITHDRAWN])
        return queryset.filter(state=value)


class ExactFilter(RequestFilter):
    """The filters of the list page, and by key or moment, as machines ask."""

    therapeutic_area = RowFilter(
        queryset=TherapeuticArea.objects.all(), to_field_name="code", label="Code of a therapeutic area"
    )
    product = RowFilter(queryset=Product.objects.all(), label="Key of a product")
    owner = django_filters.UUIDFilter(field_name="owner_id", label="Key of who took it in")
    answerer = django_filters.UUIDFilter(field_name="answerer_id", label="Key of who answers")
    asker = django_filters.UUIDFilter(field_name="asker_id", label="Key of a stakeholder")
    interaction = django_filters.UUIDFilter(field_name="interaction_id", label="Key of an interaction")
    received_at__gte = django_filters.IsoDateTimeFilter(
        field_name="received_at", lookup_expr="gte", label="Asked at or after"
    )
    received_at__lt = django_filters.IsoDateTimeFilter(
        field_name="received_at", lookup_expr="lt", label="Asked before"
    )
