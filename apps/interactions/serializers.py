"""The REST shape of an interaction: what is taken in, checked as the form checks it, and what is given out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.catalog.models import Topic
from apps.directory.choices import Channel
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.interactions.choices import areas_of, purposes_of
from apps.interactions.models import Interaction
from apps.users.models import User

State = Interaction.State
#: What a client may say an interaction is when it is made; the later states have a way that leads there.
FIRST_STATES = [(state.value, state.label) for state in (State.PLANNED, State.HELD, State.SUBMITTED)]


class Moment(serializers.DateTimeField):
    """A time with its offset; one without would mean another moment for each reader."""

    default_error_messages = {"no_offset": _("Say the offset, as in 2026-01-31T08:00:00Z.")}

    def enforce_timezone(self, value: datetime) -> datetime:
        """Keep UTC, so that answers say `Z`."""
        if timezone.is_naive(value):
            self.fail("no_offset")
        return value.astimezone(self.timezone_of_answers)

    timezone_of_answers = timezone.get_fixed_timezone(0)


class Key(serializers.UUIDField):
    """A UUIDv7 that the client made."""

    default_error_messages = {"not_v7": _("Must be a UUID of version 7.")}

    def to_internal_value(self, data: Any) -> UUID:
        """Refuse other versions: keys sort by time."""
        found: UUID = super().to_internal_value(data)
        if found.version != 7:
            self.fail("not_v7")
        return found


class Visible(serializers.PrimaryKeyRelatedField[Any]):
    """A row that the caller may see; another is as good as none."""

    def get_queryset(self) -> "QuerySet[Any]":
        """What `choices_for` of the serializer offers under this field's name."""
        return choices_for(_caller(self), self.source_name)

    def __init__(self, *, source_name: str, **kwargs: Any) -> None:
        self.source_name = source_name
        super().__init__(queryset=Topic.objects.none(), **kwargs)


class VisibleByCode(serializers.SlugRelatedField[Any]):
    """The same, by its code."""

    def __init__(self, *, source_name: str, **kwargs: Any) -> None:
        self.source_name = source_name
        super().__init__(slug_field="code", queryset=Topic.objects.none(), **kwargs)

    def get_queryset(self) -> "QuerySet[Any]":
        """As above."""
        return choices_for(_caller(self), self.source_name)
