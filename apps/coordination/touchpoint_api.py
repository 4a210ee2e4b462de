"""The REST resource `touchpoints`: the same contacts, told as the pages tell them. `interactions` makes them."""

from apps.catalog.reading import purposes
from apps.coordination import reading
from apps.coordination.filters import ExactFilter
from apps.coordination.models import Touchpoint
from apps.coordination.touchpoint_examples import EXAMPLES
from apps.coordination.touchpoint_serializers import TouchpointOutput
from apps.core.resources import Field, ReadableResource
from apps.directory.reading import accounts, stakeholders
from apps.users.reading import users

TOUCHPOINTS = ReadableResource(
    name="touchpoints",
    model=Touchpoint,
    rows=reading.rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "function": Field("function"),
        "account": Field("account_id", expand=accounts),
        "attendees": Field("told_attendees", expand=stakeholders, item="stakeholder"),
        "has_hidden_attendees": Field("told_has_hidden"),
        "owner": Field("told_owner", expand=users),
        "starts_at": Field("told_starts_at"),
        "starts_on": Field("told_on"),
        "precision": Field("told_precision"),
        "channel": Field("channel"),
        "channel_class": Field("class_of_channel"),
        "purpose": Field("purpose__code", expand=purposes),
        "created_at": Field("told_created_at"),
        "updated_at": Field("told_updated_at"),
    },
    filters=ExactFilter,
    sorts={
        "-starts_at": ("-starts_at", "-id"),
        "starts_at": ("starts_at", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-starts_at",
    sorted_as=reading.sorts_of_rows,
    changed_since=reading.changed_since,
    output=TouchpointOutput,
    examples=EXAMPLES,
)
