"""What the map adds to the pages of the directory."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from apps.influence.mapping import committees_of, seats_of, ties_with
from apps.influence.policies import may_keep_map
from apps.users.requests import user_of

#: Lines on the panel; all of them stand on the map.
SHOWN = 8


def map_of_account(request: HttpRequest, account: Any) -> str:
    """The way to the map, and the committees of the tree."""
    found = list(committees_of(user_of(request), account)[: SHOWN + 1])
    context = {"account": account, "committees": found[:SHOWN], "has_more": len(found) > SHOWN}
    return render_to_string("influence/_account.html", context, request)


def ties_of_stakeholder(request: HttpRequest, stakeholder: Any) -> str:
    """Where somebody sits, and how they stand to others."""
    user = user_of(request)
    context = {
        "stakeholder": stakeholder,
        "ties": ties_with(user, stakeholder)[:SHOWN],
        "seats": seats_of(user, stakeholder)[:SHOWN],
        "may_keep": may_keep_map(user) and not stakeholder.is_archived,
    }
    return render_to_string("influence/_stakeholder.html", context, request)
