"""The REST resource `incidents`, for compliance: the same reads and filters as the pages."""

from typing import Any

from rest_framework import serializers

from apps.core.inputs import Moment
from apps.core.resources import Field, ReadableResource
from apps.incidents.choices import Found, IncidentKind, Severity, State
from apps.incidents.filters import IncidentFilter
from apps.incidents.models import Incident
from apps.incidents.queries import rows_for
from apps.users.reading import users


class IncidentOutput(serializers.Serializer[Any]):
    """An incident as it is given out. Describes `INCIDENTS` in the schema."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField(help_text="Rises with each change.")
    kind = serializers.ChoiceField(choices=IncidentKind.choices)
    what_happened = serializers.CharField()
    happened_on = serializers.DateField()
    found = serializers.ChoiceField(choices=Found.choices)
    found_id = serializers.UUIDField(allow_null=True, help_text="Key of the concern, report or finding.")
    reported_by = serializers.UUIDField(allow_null=True)
    severity = serializers.ChoiceField(choices=Severity.choices, allow_null=True)
    owner = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=State.choices)
    closed_on = serializers.DateField(allow_null=True)
    created_at = Moment()
    updated_at = Moment()


INCIDENTS = ReadableResource(
    name="incidents",
    model=Incident,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "kind": Field("kind"),
        "what_happened": Field("what_happened"),
        "happened_on": Field("happened_on"),
        "found": Field("found"),
        "found_id": Field("found_id"),
        "reported_by": Field("reported_by_id", expand=users),
        "severity": Field("severity"),
        "owner": Field("owner_id", expand=users),
        "state": Field("state"),
        "closed_on": Field("closed_on"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=IncidentFilter,
    sorts={
        "-created_at": ("-created_at", "-id"),
        "created_at": ("created_at", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-created_at",
    output=IncidentOutput,
    examples={
        "output": {
            "id": "01928a7c-5f00-7000-8000-000000000001",
            "revision": 2,
            "kind": "joint_visit",
            "what_happened": "Both functions met a stakeholder together without asking first.",
            "happened_on": "2026-01-30",
            "found": "report",
            "found_id": None,
            "reported_by": "01928a7c-5f00-7000-8000-000000000005",
            "severity": 2,
            "owner": "01928a7c-5f00-7000-8000-000000000006",
            "state": "triaged",
            "closed_on": None,
            "created_at": "2026-01-30T09:12:00Z",
            "updated_at": "2026-01-31T09:12:00Z",
        }
    },
)
