"""The REST resource `protocols`: the version of each that is in force, and acknowledging it."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from apps.core.inputs import Moment
from apps.core.resources import Field, ReadableResource, ResourceStep, StrictSerializer
from apps.protocols.actions import acknowledge_version
from apps.protocols.filters import ProtocolFilter
from apps.protocols.models import Protocol, ProtocolVersion
from apps.protocols.queries import rows_for
from apps.users.models import User


class AcknowledgeInput(StrictSerializer):
    """Nothing is asked: that the caller has read it is the whole of it."""


class ProtocolOutput(serializers.Serializer[Any]):
    """A version in force as it is given out. Describes `PROTOCOLS` in the schema."""

    id = serializers.UUIDField(help_text="Key of the version.")
    revision = serializers.IntegerField(help_text="Rises with each change.")
    protocol = serializers.UUIDField()
    name = serializers.CharField()
    audience = serializers.ChoiceField(choices=Protocol.Audience.choices)
    version = serializers.IntegerField()
    text = serializers.CharField()
    effective_on = serializers.DateField()
    review_on = serializers.DateField()
    published_at = Moment()
    created_at = Moment()
    updated_at = Moment()


def acknowledge(*, by: User, row: ProtocolVersion, data: Mapping[str, Any]) -> ProtocolVersion:
    """Say that the caller has read it."""
    return acknowledge_version(by=by, version=row)


PROTOCOLS = ReadableResource(
    name="protocols",
    model=ProtocolVersion,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "protocol": Field("protocol_id"),
        "name": Field("protocol__name"),
        "audience": Field("protocol__audience"),
        "version": Field("number"),
        "text": Field("text"),
        "effective_on": Field("effective_on"),
        "review_on": Field("review_on"),
        "published_at": Field("published_at"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ProtocolFilter,
    sorts={
        "review_on": ("review_on", "id"),
        "-review_on": ("-review_on", "-id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="review_on",
    output=ProtocolOutput,
    examples={
        "output": {
            "id": "01928a7c-5f00-7000-8000-000000000001",
            "revision": 2,
            "protocol": "01928a7c-5f00-7000-8000-000000000002",
            "name": "Joint visits",
            "audience": "both",
            "version": 3,
            "text": "Who may go together, and who has to approve it.",
            "effective_on": "2026-01-01",
            "review_on": "2027-01-01",
            "published_at": "2025-12-15T09:12:00Z",
            "created_at": "2025-12-01T09:12:00Z",
            "updated_at": "2025-12-15T09:12:00Z",
        }
    },
    steps=(ResourceStep("acknowledge", "Acknowledge", AcknowledgeInput, acknowledge, {}),),
)
