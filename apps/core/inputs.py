"""Fields of REST resources that mean the same in each: keys that clients make, and moments."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class Moment(serializers.DateTimeField):
    """A time with its offset; one without would mean another moment for each reader. Given out in UTC."""

    default_error_messages = {
        "no_offset": gettext_lazy("Say the offset, as in 2026-01-31T08:00:00Z."),
        "out_of_range": gettext_lazy("Must be between 2000 and 2100."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        """Refuse what is naive, and what no contact can have been."""
        if timezone.is_naive(value):
            self.fail("no_offset")
        if not EARLIEST <= value < LATEST:
            self.fail("out_of_range")
        return value.astimezone(UTC)


class Key(serializers.UUIDField):
    """A UUIDv7 that the client made, so that a repeated send changes nothing."""

    default_error_messages = {"not_v7": gettext_lazy("Must be a UUID of version 7.")}

    def to_internal_value(self, data: Any) -> UUID:
        """Refuse other versions: keys sort by time."""
        found: UUID = super().to_internal_value(data)
        if found.version != 7:
            self.fail("not_v7")
        return found
