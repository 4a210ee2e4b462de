"""What is around a contact: looked up while it is being planned, and said to have been seen afterwards."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from apps.coordination.noticing import see_collisions
from apps.coordination.open_collisions import collisions_for, own_touchpoint
from apps.coordination.planning_form import Surroundings
from apps.coordination.policies import may_plan_touchpoint
from apps.core.models import is_key
from apps.users.requests import user_of


@require_POST
def look_around(request: HttpRequest) -> HttpResponse:
    """The cautions for a plan form as it stands, for the browser to show while typing. Writes nothing.

    A POST, since what is typed must not stand in addresses and their logs.
    """
    user = user_of(request)
    may_plan_touchpoint(user).require()
    key = request.POST.get("planned", "")
    planned = own_touchpoint(user, uuid.UUID(key)) if is_key(key) else None
    form = Surroundings(request.POST, user=user, planned=planned)
    form.is_valid()
    return render(request, "coordination/_cautions.html", {"form": form})


@require_POST
def see_collision(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Say that one has seen that two contacts are close."""
    user = user_of(request)
    notice = get_object_or_404(collisions_for(user), pk=id)
    see_collisions(by=user, touchpoint=notice.first, others={notice.second_id})
    mine = notice.first if notice.first.owner_id == user.pk else notice.second
    return redirect(mine)
