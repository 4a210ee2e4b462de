"""What plans add to the page of an account."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.accountplans import queries
from apps.accountplans.policies import may_make
from apps.users.requests import user_of


def plans_of(request: HttpRequest, account: Any) -> str:
    """Plans for this account, and a way to begin one."""
    user = user_of(request)
    context = {"rows": queries.plans_of(user, account), "account": account, "may_make": may_make(user)}
    return render_to_string("accountplans/_panel.html", context, request)
