"""The REST resource `interactions`: the same reads, actions and filters as the pages."""

from collections.abc import Mapping
from typing import Any

from apps.core.resources import Field, Resource
from apps.interactions import reading
from apps.interactions.actions import log_interaction, plan_interaction
from apps.interactions.examples import EXAMPLES
from apps.interactions.filters import ExactFilter
from apps.interactions.models import Interaction
from apps.interactions.serializers import InteractionInput, InteractionOutput
from apps.interactions.workflow import State
from apps.users.models import User


def create(*, by: User, data: Mapping[str, Any]) -> Interaction:
    """Plan or log, as `state` says."""
    if data["state"] == State.PLANNED:
        return plan_interaction(by=by, id=data["id"], entry=data["entry"])
    is_final = data["state"] == State.SUBMITTED
    sections = {"safety": {"description": data["safety_report"]}}
    return log_interaction(by=by, id=data["id"], entry=data["entry"], is_final=is_final, sections=sections)


INTERACTIONS = Resource(
    name="interactions",
    model=Interaction,
    rows=reading.rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "account": Field("touchpoint__account_id", expand=reading.accounts),
        "attendees": Field(
            reading.keys_of(reading.ATTENDING, "stakeholder"), expand=reading.stakeholders, item="stakeholder"
        ),
        "owner": Field("owner_id", expand=reading.users),
        "starts_at": Field("starts_at"),
        "planned_for": Field("planned_for"),
        "channel": Field("touchpoint__channel"),
        "purpose": Field("touchpoint__purpose__code", expand=reading.purposes),
        "therapeutic_area": Field("therapeutic_area__code", expand=reading.areas),
        "kind": Field("kind"),
        "initiative": Field("initiative"),
        "duration_minutes": Field("duration_minutes"),
        "topics": Field(reading.keys_of(reading.TOPICS, "topic"), expand=reading.topics),
        "materials": Field(reading.keys_of(reading.MATERIALS, "material"), expand=reading.materials),
        "notes": Field("notes"),
        "needs_and_concerns": Field("needs_and_concerns"),
        "safety_answer": Field("safety_answer"),
        "version": Field("version"),
        "submitted_at": Field("submitted_at"),
        "cancel_reason": Field("cancel_reason"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={
        "-starts_at": ("-starts_at", "-id"),
        "starts_at": ("starts_at", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-starts_at",
    output=InteractionOutput,
    input=InteractionInput,
    create=create,
    examples=EXAMPLES,
    renamed={"stakeholders": "attendees"},
)
