"""The REST resource `account-plans`: the same reads, actions and filters as the pages. Rooms never leave their side."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery

from apps.accountplans.actions import make_plan
from apps.accountplans.examples import EXAMPLES
from apps.accountplans.filters import ExactFilter
from apps.accountplans.models import AccountPlan
from apps.accountplans.queries import GOALS, PEOPLE, TEAM, rows_for
from apps.accountplans.serializers import PlanInput, PlanOutput
from apps.core.resources import Field, Resource
from apps.directory.reading import accounts, stakeholders
from apps.users.models import User
from apps.users.reading import users


def create(*, by: User, data: Mapping[str, Any]) -> AccountPlan:
    """Begin a plan."""
    return make_plan(by=by, id=data["id"], values=data)


ACCOUNT_PLANS = Resource(
    name="account-plans",
    model=AccountPlan,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "account": Field("account_id", expand=accounts),
        "owner": Field("owner_id", expand=users),
        "first_day": Field("first_day"),
        "last_day": Field("last_day"),
        "stakeholders": Field(
            ArraySubquery(PEOPLE.order_by("stakeholder").values("stakeholder")), expand=stakeholders
        ),
        "team": Field(ArraySubquery(TEAM.order_by("user").values("user")), expand=users),
        "goals": Field(ArraySubquery(GOALS.order_by("created_at").values("title"))),
        "archived_at": Field("archived_at"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=ExactFilter,
    sorts={"last_day": ("last_day", "id"), "-last_day": ("-last_day", "-id"), "id": ("id",), "-id": ("-id",)},
    default_sort="-last_day",
    output=PlanOutput,
    input=PlanInput,
    create=create,
    examples=EXAMPLES,
)
