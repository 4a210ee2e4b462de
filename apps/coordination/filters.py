"""What envelopes can be filtered by, on the radar and in the API."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass
from apps.coordination.models import CollisionNotice, CriticalEvent, DoNotVisitWindow, Touchpoint
from apps.coordination.models.touchpoints import TouchpointQuerySet
from apps.core.dates import moment_of
from apps.core.fields import RowFilter, SearchSelect
from apps.directory.choices import Channel, ChannelClass, channels_of
from apps.directory.models import Account, Stakeholder
from apps.users.requests import user_of


def readable_stakeholders(request: HttpRequest | None) -> "QuerySet[Stakeholder]":
    """Whom the viewer may choose."""
    if request is None:
        return Stakeholder.objects.none()
    found: QuerySet[Stakeholder] = Stakeholder.objects.visible_to(user_of(request))
    return found


class TouchpointFilter(django_filters.FilterSet):
    """Function, state, channel, period and name of the account or person."""

    text = django_filters.CharFilter(method="named_like", label=_("Account or person"))
    function = django_filters.ChoiceFilter(
        choices=Touchpoint.Function.choices, empty_label=_("Any"), label=_("Function")
    )
    state = django_filters.ChoiceFilter(
        choices=Touchpoint.State.choices, empty_label=_("Any"), label=_("State")
    )
    stakeholder = RowFilter(
        queryset=readable_stakeholders,
        method="with_person",
        label=_("Stakeholder"),
        widget=SearchSelect("directory:suggest_stakeholders"),
    )
    purpose = RowFilter(queryset=PurposeClass.objects.all(), empty_label=_("Any"), label=_("Purpose"))
    channel_class = django_filters.ChoiceFilter(
        choices=ChannelClass.choices, method="by_class", empty_label=_("Any"), label=_("Kind of contact")
    )
    channel = django_filters.ChoiceFilter(choices=Channel.choices, empty_label=_("Any"), label=_("Channel"))
    start = django_filters.DateFilter(
        method="from_day", label=_("From"), widget=forms.DateInput({"type": "date"})
    )
    end = django_filters.DateFilter(method="to_day", label=_("To"), widget=forms.DateInput({"type": "date"}))

    class Meta:
        model = Touchpoint
        fields: list[str] = []

    def named_like(self, queryset: TouchpointQuerySet, name: str, value: str) -> TouchpointQuerySet:
        """Contacts in an account, or with a person, of that name; with a person only where the viewer may know it."""
        return queryset.filter(pk__in=matching_touchpoints(value, queryset))

    def with_person(self, queryset: TouchpointQuerySet, name: str, value: Stakeholder) -> TouchpointQuerySet:
        """Contacts with a person, where the viewer may know it."""
        return queryset.met([value])

    def by_class(self, queryset: TouchpointQuerySet, name: str, value: str) -> TouchpointQuerySet:
        """Contacts by channels of a class."""
        return queryset.filter(channel__in=channels_of(value))

    def from_day(self, queryset: TouchpointQuerySet, name: str, value: date) -> TouchpointQuerySet:
        """From that day of the viewer's zone on."""
        return queryset.filter(queryset.disclosure.since(moment_of(value)))

    def to_day(self, queryset: TouchpointQuerySet, name: str, value: date) -> TouchpointQuerySet:
        """Up to the end of that day of the viewer's zone."""
        return queryset.filter(queryset.disclosure.before(moment_of(value + timedelta(days=1))))


class ExactFilter(TouchpointFilter):
    """The filters of the radar, and by key or exact time, as machines ask. Nothing is found by what is hidden."""

    stakeholder = django_filters.UUIDFilter(method="with_key", label=_("Key of a stakeholder"))
    account = django_filters.UUIDFilter(field_name="account_id", label=_("Key of an account"))
    part_of = django_filters.UUIDFilter(method="in_tree", label=_("Key of an account: there or below"))
    owner = django_filters.UUIDFilter(method="of_owner", label=_("Key of a user"))
    purpose = django_filters.CharFilter(field_name="purpose__code", label=_("Code of a purpose class"))
    starts_at__gte = django_filters.IsoDateTimeFilter(method="from_moment", label=_("Starts at or after"))
    starts_at__lt = django_filters.IsoDateTimeFilter(method="to_moment", label=_("Starts before"))

    def with_key(self, queryset: TouchpointQuerySet, name: str, value: UUID) -> TouchpointQuerySet:
        """Contacts with a person, where the caller may know it."""
        return queryset.met([value])

    def in_tree(self, queryset: TouchpointQuerySet, name: str, value: UUID) -> TouchpointQuerySet:
        """Contacts in an account and all below it."""
        return queryset.filter(account__path__contains=[value])

    def of_owner(self, queryset: TouchpointQuerySet, name: str, value: UUID) -> TouchpointQuerySet:
        """Contacts of a colleague, where the caller may know whose they are."""
        return queryset.owned_by(value)

    def from_moment(self, queryset: TouchpointQuerySet, name: str, value: datetime) -> TouchpointQuerySet:
        """At or after a moment; of a hidden time the whole day or week counts."""
        return queryset.filter(queryset.disclosure.since(value))

    def to_moment(self, queryset: TouchpointQuerySet, name: str, value: datetime) -> TouchpointQuerySet:
        """Before a moment; of a hidden time the whole day or week counts."""
        return queryset.filter(queryset.disclosure.before(value))


def matching_touchpoints(text: str, among: TouchpointQuerySet | None = None) -> "QuerySet[Any, Any]":
    """Keys of touchpoints whose account or attendee is named like the text. `among`: as far as the viewer of these
    contacts may know; without it, for who reads contacts of their own side alone."""
    accounts = Account.objects.meant_by(text).values("pk")
    people = Stakeholder.objects.meant_by(text).values("pk")
    by_account = Touchpoint.objects.filter(account__in=accounts).values("pk")
    told: TouchpointQuerySet = Touchpoint.objects.all() if among is None else among
    return by_account.union(told.keys_met(people))


class OfAccountFilter(django_filters.FilterSet):
    """What is known of accounts, as machines ask."""

    account = django_filters.UUIDFilter(field_name="account_id", label="Key of an account")
    starts_on__gte = django_filters.DateFilter(
        field_name="starts_on", lookup_expr="gte", label="Begins on or after"
    )
    starts_on__lte = django_filters.DateFilter(
        field_name="starts_on", lookup_expr="lte", label="Begins on or before"
    )
    archived = django_filters.BooleanFilter(
        field_name="archived_at", lookup_expr="isnull", exclude=True, label="Put away, or not"
    )


class EventFilter(OfAccountFilter):
    """Critical events."""

    kind = django_filters.ChoiceFilter(choices=CriticalEvent.Kind.choices, label=_("Event"))

    class Meta:
        model = CriticalEvent
        fields: list[str] = []


class WindowFilter(OfAccountFilter):
    """Days on which nobody should come."""

    reason = django_filters.ChoiceFilter(choices=DoNotVisitWindow.Reason.choices, label=_("Reason"))

    class Meta:
        model = DoNotVisitWindow
        fields: list[str] = []


class CollisionFilter(django_filters.FilterSet):
    """Collisions, as machines ask."""

    touchpoint = django_filters.UUIDFilter(method="of_contact", label="Key of one of the two contacts")
    account = django_filters.UUIDFilter(method="at_account", label="Key of the account of one of them")
    open = django_filters.BooleanFilter(field_name="closed_at", lookup_expr="isnull", label="Still true")

    class Meta:
        model = CollisionNotice
        fields: list[str] = []

    def of_contact(self, queryset: Any, name: str, value: Any) -> Any:
        """Of this contact."""
        return queryset.filter(Q(first=value) | Q(second=value))

    def at_account(self, queryset: Any, name: str, value: Any) -> Any:
        """Where one of the two contacts is at this account."""
        return queryset.filter(Q(first__account=value) | Q(second__account=value))
