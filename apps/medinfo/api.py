"""The REST resource `requests`: the same reads, actions and filters as the pages."""

from collections.abc import Mapping
from typing import Any

from apps.core.merging import snapshot
from apps.core.resources import Field, Resource, ResourceChange
from apps.interactions import reading
from apps.medinfo.actions import ENTERED, change_request, submit_request, take_in_request, values_of
from apps.medinfo.examples import CHANGE_EXAMPLE, EXAMPLES
from apps.medinfo.filters import ExactFilter
from apps.medinfo.models import MedicalRequest
from apps.medinfo.queries import rows_for
from apps.medinfo.reading import ANSWERS
from apps.medinfo.serializers import RequestChange, RequestInput, RequestOutput
from apps.users.models import User


def create(*, by: User, data: Mapping[str, Any]) -> MedicalRequest:
    """Take it in; attested, it is submitted at once."""
    values = {name: data[name] for name in ENTERED}
    made = take_in_request(by=by, id=data["id"], values=values, interaction=data["interaction"])
    if data["is_unsolicited"]:
        return submit_request(by=by, request=made, is_unsolicited=True)
    return made


def change(*, by: User, row: MedicalRequest, data: Mapping[str, Any]) -> MedicalRequest:
    """Correct a draft, or a request that was returned with a question."""
    before = values_of(row)
    return change_request(by=by, request=row, before=snapshot(before), values={**before, **data})


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
    change=ResourceChange(RequestChange, change, CHANGE_EXAMPLE),
)
