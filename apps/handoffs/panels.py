"""What hand-offs add to the pages of the directory, for those who hand over: where each stands, and a way to ask."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.handoffs import queries
from apps.handoffs.joint_policies import may_ask_joint_visit, reads_part
from apps.handoffs.policies import may_ask
from apps.users.requests import user_of


def of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """About one person."""
    return _render(request, f"stakeholder={stakeholder.pk}", {"stakeholder": stakeholder})


def at_account(request: HttpRequest, account: Any) -> str:
    """At one account."""
    return _render(request, f"account={account.pk}", {"account": account})


def _render(request: HttpRequest, start: str, about: dict[str, Any]) -> str:
    user = user_of(request)
    person = about.get("stakeholder")
    context = {
        "rows": queries.latest_about(user, **about),
        "start": start,
        "may_ask": may_ask(user),
        "is_not_to_be_contacted": bool(person and person.do_not_contact),
    }
    return render_to_string("handoffs/_panel.html", context, request)


def visits_at(request: HttpRequest, account: Any) -> str:
    """Joint visits to an account, and a way to ask for one."""
    user = user_of(request)
    rows, may_ask_visit = queries.joint_visits_in(user, account), may_ask_joint_visit(user)
    if not rows and not may_ask_visit:
        return ""
    context = {"rows": rows, "account": account, "may_ask_visit": may_ask_visit}
    return render_to_string("handoffs/_visits_panel.html", context, request)


def visit_of(request: HttpRequest, thing: Any) -> str:
    """On the page of a contact: that it is a part of a joint visit, and what became of the other part.

    For the contact's own function, the two who go and compliance: what others are told of the contact, the disclosure
    policy says.
    """
    user, touchpoint = user_of(request), getattr(thing, "touchpoint", thing)
    visit = queries.joint_visit_of(touchpoint)
    if visit is None or not reads_part(user, visit, touchpoint):
        return ""
    context = {
        "visit": visit,
        "partner": next((one for one in visit.two if one.pk != touchpoint.owner_id), visit.partner),
        "is_covered": visit.covers(touchpoint) or touchpoint.state == touchpoint.State.CANCELLED,
    }
    return render_to_string("handoffs/_part.html", context, request)
