"""What the pages of the directory show of visits to those who may read them."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.firewall.sides import Side
from apps.keyaccounts import queries
from apps.keyaccounts.policies import may_plan_visit
from apps.users.requests import user_of


def may_see_visits(user: Any) -> bool:
    """The commercial side, and compliance."""
    return user.side in {Side.COMMERCIAL, Side.OVERSIGHT}


def account_visits(request: HttpRequest, account: Any) -> str:
    """The latest visits to an account."""
    return _render(request, queries.visits_at(user_of(request), account), f"account={account.pk}")


def stakeholder_visits(request: HttpRequest, stakeholder: Any) -> str:
    """The latest visits to a person."""
    return _render(
        request, queries.visits_with(user_of(request), stakeholder), f"stakeholders={stakeholder.pk}"
    )


def visits_before(request: HttpRequest, touchpoint: Any) -> str:
    """For the brief: the latest visits to the account; nothing when there were none."""
    rows = queries.visits_at(user_of(request), touchpoint.account)
    return render_to_string("keyaccounts/_panel.html", {"visits": rows}, request) if rows else ""


def _render(request: HttpRequest, visits: Any, start: str) -> str:
    may_plan = may_plan_visit(user_of(request))
    context = {"visits": visits, "start": start, "may_plan": may_plan}
    return render_to_string("keyaccounts/_panel.html", context, request)
