"""The REST resource `joint-visits`: the same reads, actions and filters as the pages."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery

from apps.core.resources import Field, Resource
from apps.directory.reading import accounts, stakeholders
from apps.handoffs.actions.visits import ask_joint_visit
from apps.handoffs.examples import EXAMPLES
from apps.handoffs.filters import ExactJointVisitFilter
from apps.handoffs.models import JointVisit
from apps.handoffs.queries import VISITED, visit_rows_for
from apps.handoffs.serializers import JointVisitInput, JointVisitOutput
from apps.users.models import User
from apps.users.reading import users


def create(*, by: User, data: Mapping[str, Any]) -> JointVisit:
    """Ask for a joint visit."""
    return ask_joint_visit(by=by, id=data["id"], values=data)


JOINT_VISITS = Resource(
    name="joint-visits",
    model=JointVisit,
    rows=visit_rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "asked_by": Field("asked_by_id", expand=users),
        "partner": Field("partner_id", expand=users),
        "account": Field("account_id", expand=accounts),
        "stakeholders": Field(
            ArraySubquery(VISITED.order_by("stakeholder").values("stakeholder")), expand=stakeholders
        ),
        "starts_at": Field("starts_at"),
        "purpose": Field("purpose"),
        "justification": Field("justification"),
        "medical_touchpoint": Field("medical_touchpoint_id"),
        "commercial_touchpoint": Field("commercial_touchpoint_id"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactJointVisitFilter,
    sorts={
        "starts_at": ("starts_at", "id"),
        "-starts_at": ("-starts_at", "-id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-starts_at",
    output=JointVisitOutput,
    input=JointVisitInput,
    create=create,
    examples=EXAMPLES,
)
