"""The REST resource `handoffs`: asked by the commercial side, answered step by step by the medical side.

It is declared here and not in `handoffs`, because its steps write on the medical side. What it gives out is the shared
row alone, the same to both: of what the medical side did the day, not the moment (docs/firewall.md), so neither the
last change of the row nor a search for it tells more.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import TruncDate

from apps.catalog.reading import areas, products
from apps.core.resources import Field, Resource, ResourceStep
from apps.directory.reading import accounts, stakeholders
from apps.handoffs.actions import ask_handoff
from apps.handoffs.filters import ExactFilter
from apps.handoffs.models import Handoff
from apps.handoffs.queries import rows_for
from apps.intake import actions
from apps.intake.examples import EXAMPLES
from apps.intake.serializers import (
    DeclineInput,
    FinishInput,
    GiveInput,
    HandoffInput,
    HandoffOutput,
    NothingInput,
)
from apps.users.models import User
from apps.users.reading import users

UNANSWERED = Q(accepted_at=None, ended_at=None)


def changed_since(rows: "QuerySet[Any]", moment: datetime) -> "QuerySet[Any]":
    """Of what was answered, whatever changed on that day or later."""
    day = datetime.combine(moment.astimezone(UTC), time(), UTC)
    return rows.filter(Q(UNANSWERED, updated_at__gte=moment) | Q(~UNANSWERED, updated_at__gte=day))


def create(*, by: User, data: Mapping[str, Any]) -> Handoff:
    """Hand over."""
    values = {name: value for name, value in data.items() if name not in {"id", "is_unsolicited"}}
    return ask_handoff(by=by, id=data["id"], values=values, is_unsolicited=data["is_unsolicited"])


def accept(*, by: User, row: Handoff, data: Mapping[str, Any]) -> Handoff:
    """Take it on."""
    return actions.accept_handoff(by=by, handoff=row)


def give(*, by: User, row: Handoff, data: Mapping[str, Any]) -> Handoff:
    """Give it to a colleague."""
    return actions.give_handoff(by=by, handoff=row, **data)


def decline(*, by: User, row: Handoff, data: Mapping[str, Any]) -> Handoff:
    """Decline it."""
    return actions.decline_handoff(by=by, handoff=row, **data)


def finish(*, by: User, row: Handoff, data: Mapping[str, Any]) -> Handoff:
    """Say that it is done."""
    return actions.finish_handoff(by=by, handoff=row, **data)


HANDOFFS = Resource(
    name="handoffs",
    model=Handoff,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "stakeholder": Field("stakeholder_id", expand=stakeholders),
        "account": Field("account_id", expand=accounts),
        "wanted": Field("wanted"),
        "urgency": Field("urgency"),
        "channel": Field("channel"),
        "therapeutic_area": Field("therapeutic_area__code", expand=areas),
        "product": Field("product_id", expand=products),
        "words": Field("words"),
        "language": Field("language"),
        "country": Field("country"),
        "asked_by": Field("asked_by_id", expand=users),
        "asked_at": Field("asked_at"),
        "attested_at": Field("attested_at"),
        "due_at": Field("due_at"),
        "accepted_on": Field(TruncDate("accepted_at", tzinfo=UTC)),
        "ended_on": Field(TruncDate("ended_at", tzinfo=UTC)),
        "created_at": Field("created_at"),
        "updated_at": Field(Case(When(UNANSWERED, then=F("updated_at")))),
    },
    filters=ExactFilter,
    sorts={"due_at": ("due_at", "id"), "-due_at": ("-due_at", "-id"), "id": ("id",), "-id": ("-id",)},
    default_sort="due_at",
    changed_since=changed_since,
    output=HandoffOutput,
    input=HandoffInput,
    create=create,
    examples=EXAMPLES,
    steps=(
        ResourceStep("accept", "Accept", NothingInput, accept, {}),
        ResourceStep(
            "reassign", "Give to a colleague", GiveInput, give, {"to": "01928a7c-5f00-7000-8000-000000000006"}
        ),
        ResourceStep("decline", "Decline", DeclineInput, decline, {"reason": "no_capacity", "note": ""}),
        ResourceStep("done", "Say that it is done", FinishInput, finish, {"interaction": None, "note": ""}),
    ),
)
