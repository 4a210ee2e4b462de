"""The REST resource `requests`: the same reads, actions and filters as the pages."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, Value
from django.db.models.functions import JSONObject

from apps.catalog.models import Product, TherapeuticArea
from apps.core.fields import RowFilter
from apps.core.resources import Field, Resource
from apps.interactions import reading
from apps.medinfo.actions import ENTERED, submit_request, take_in_request
from apps.medinfo.examples import EXAMPLES
from apps.medinfo.filters import RequestFilter
from apps.medinfo.models import Answer, MedicalRequest
from apps.medinfo.queries import rows_for
from apps.medinfo.serializers import RequestInput, RequestOutput
from apps.users.models import User


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


def create(*, by: User, data: Mapping[str, Any]) -> MedicalRequest:
    """Take it in; attested, it is submitted at once."""
    values = {name: data[name] for name in ENTERED}
    made = take_in_request(by=by, id=data["id"], values=values, interaction=data["interaction"])
    if data["is_unsolicited"]:
        return submit_request(by=by, request=made, is_unsolicited=True)
    return made


def _moment(column: str) -> Func:
    """Within a document the database writes times itself."""
    return Func(column, Value('YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), function="to_char")


APPROVED = Answer.objects.filter(request=OuterRef("pk"), approved_at__isnull=False).order_by("number")
ANSWERS = ArraySubquery(
    APPROVED.values(
        document=JSONObject(
            number="number",
            text="text",
            references="sources",
            approved_at=_moment("approved_at"),
            delivered_at=_moment("delivered_at"),
            delivered_how="delivered_how",
        )
    )
)
REQUESTS = Resource(
    name="requests",
    model=MedicalRequest,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "version": Field("version"),
        "earlier": Field("earlier_id"),
        "state": Field("state"),
        "kind": Field("kind"),
        "question": Field("question"),
        "asker": Field("asker_id", expand=reading.stakeholders),
        "affiliation": Field("affiliation_id"),
        "owner": Field("owner_id", expand=reading.users),
        "answerer": Field("answerer_id", expand=reading.users),
        "product": Field("product_id"),
        "label_class": Field("label_class"),
        "therapeutic_area": Field("therapeutic_area__code", expand=reading.areas),
        "interaction": Field("interaction_id"),
        "country": Field("country"),
        "language": Field("language"),
        "complexity": Field("complexity"),
        "volume": Field("volume"),
        "channel": Field("channel"),
        "received_at": Field("received_at"),
        "delivery": Field("delivery"),
        "attested_at": Field("attested_at"),
        "submitted_at": Field("submitted_at"),
        "due_at": Field("due_at"),
        "routed_because": Field("routed_because"),
        "answered_at": Field("answered_at"),
        "closed_at": Field("closed_at"),
        "answers": Field(ANSWERS),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={
        "-received_at": ("-received_at", "-id"),
        "received_at": ("received_at", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-received_at",
    output=RequestOutput,
    input=RequestInput,
    create=create,
    examples=EXAMPLES,
)
