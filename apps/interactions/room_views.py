"""The page on which the medical side writes in its room beside an account plan."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accountplans.policies import may_work_on
from apps.accountplans.queries import room_of
from apps.accountplans.rooms import RoomForm
from apps.accountplans.views import visible
from apps.core.editing import posted, saved
from apps.interactions.models import PlanRoom
from apps.interactions.rooms import may_write_room, save_medical_room
from apps.users.requests import user_of


def room(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Write the notes of my side."""
    user = user_of(request)
    may_write_room(user).require()
    plan = visible(request, id)
    may_work_on(user, plan).require()
    form = RoomForm(posted(request), room=room_of(PlanRoom, plan))
    if saved(
        form,
        lambda: save_medical_room(
            by=user, plan=plan, before=form.before_value, values={"notes": form.cleaned_data["notes"]}
        ),
    ):
        messages.success(request, _("Saved. The other side cannot read it."))
        return redirect(plan)
    return render(request, "accountplans/room.html", {"form": form, "plan": plan})
