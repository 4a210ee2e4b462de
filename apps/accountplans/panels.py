"""What plans add to the page of an account, and the rooms that stand on the page of a plan."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accountplans import queries
from apps.accountplans.models import Room
from apps.accountplans.policies import may_make, may_work_on
from apps.accountplans.rooms import may_see_room
from apps.core.registry import Panel, register_panel
from apps.users.requests import user_of


def plans_of(request: HttpRequest, account: Any) -> str:
    """Plans for this account, and a way to begin one."""
    user = user_of(request)
    context = {"rows": queries.plans_of(user, account), "account": account, "may_make": may_make(user)}
    return render_to_string("accountplans/_panel.html", context, request)


def offer_room(model: type[Room], title: Any, url_name: str, order: int) -> None:
    """Show the room of a side on the page of a plan. Called by the app of that side, with the address to write at."""
    render = partial(_room_of, model, url_name)
    name, may_see = f"{model.side}-room", lambda user: bool(may_see_room(user, side=model.side))
    register_panel(Panel(name, "accountplans.plan", title, order, render, may_see))


def _room_of(model: type[Room], url_name: str, request: HttpRequest, plan: Any) -> str:
    """What stands in the room, and a way to write there."""
    may_write = may_work_on(user_of(request), plan)
    context = {
        "room": queries.room_of(model, plan),
        "url": reverse(url_name, args=[plan.pk]),
        "may_write": may_write,
    }
    return render_to_string("accountplans/_room.html", context, request)
