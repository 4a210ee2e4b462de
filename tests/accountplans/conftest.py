"""A plan that `kam` leads, with `msl` in the team."""

from datetime import date
from typing import Any

import pytest

from apps.accountplans import actions
from apps.accountplans.models import AccountPlan, PlanGoal
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.users.models import User


@pytest.fixture
def values(account: Account, stakeholder: Stakeholder) -> dict[str, Any]:
    """What is entered for a plan."""
    days = {"first_day": date(2026, 1, 1), "last_day": date(2027, 12, 31)}
    return {"account": account, "stakeholders": [stakeholder], **days}


@pytest.fixture
def plan(kam: User, msl: User, values: dict[str, Any]) -> AccountPlan:
    """A draft."""
    made = actions.make_plan(by=kam, id=new_id(), values=values)
    return actions.join_plan(by=kam, plan=made, user=msl)


@pytest.fixture
def goal(plan: AccountPlan, msl: User) -> PlanGoal:
    """Of the plan, seen to by the liaison."""
    entered = {"kind": "education", "title": "Two teaching afternoons for the ward", "owner": msl}
    return actions.keep_goal(by=msl, plan=plan, id=new_id(), values=entered)
