"""The REST resource `unmet-needs`, critical feedback among them: the same reads, actions and filters as the pages."""

from collections.abc import Mapping
from typing import Any

from apps.core.merging import snapshot
from apps.core.resources import Field, Resource, ResourceChange
from apps.interactions import reading
from apps.needs.actions import ENTERED, change_need, record_need, values_of
from apps.needs.examples import CHANGE_EXAMPLE, EXAMPLES
from apps.needs.filters import ExactFilter
from apps.needs.models import UnmetNeed
from apps.needs.queries import rows_for
from apps.needs.serializers import NeedChange, NeedInput, NeedOutput
from apps.users.models import User


def create(*, by: User, data: Mapping[str, Any]) -> UnmetNeed:
    """Record a need."""
    values = {name: data[name] for name in ENTERED}
    return record_need(by=by, id=data["id"], values=values, interaction=data["interaction"])


def change(*, by: User, row: UnmetNeed, data: Mapping[str, Any]) -> UnmetNeed:
    """Correct what was recorded."""
    before = values_of(row)
    return change_need(by=by, need=row, before=snapshot(before), values={**before, **data})


NEEDS = Resource(
    name="unmet-needs",
    model=UnmetNeed,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "kind": Field("kind"),
        "reason": Field("reason"),
        "words": Field("words"),
        "stakeholder": Field("stakeholder_id", expand=reading.stakeholders),
        "recorded_by": Field("recorded_by_id", expand=reading.users),
        "owner": Field("owner_id", expand=reading.users),
        "interaction": Field("interaction_id"),
        "therapeutic_area": Field("therapeutic_area__code", expand=reading.areas),
        "heard_on": Field("heard_on"),
        "priority": Field("priority"),
        "answer": Field("answer"),
        "answered_on": Field("answered_on"),
        "confirmation": Field("confirmation"),
        "close_reason": Field("close_reason"),
        "closed_on": Field("closed_on"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={"heard_on": ("heard_on", "id"), "-heard_on": ("-heard_on", "-id"), "id": ("id",), "-id": ("-id",)},
    default_sort="heard_on",
    output=NeedOutput,
    input=NeedInput,
    create=create,
    examples=EXAMPLES,
    change=ResourceChange(NeedChange, change, CHANGE_EXAMPLE),
)
