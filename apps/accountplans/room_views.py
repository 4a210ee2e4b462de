"""The page on which a side writes in its room beside a plan; the app of that side gives it an address."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accountplans.forms import RoomForm
from apps.accountplans.models import Room
from apps.accountplans.policies import may_work_on
from apps.accountplans.queries import room_of
from apps.accountplans.rooms import may_write_room, save_room
from apps.accountplans.views import visible
from apps.core.editing import posted, saved
from apps.users.requests import user_of


def room_page(request: HttpRequest, id: uuid.UUID, model: type[Room]) -> HttpResponse:
    """Write the notes of my side."""
    user = user_of(request)
    may_write_room(user, side=model.side).require()
    plan = visible(request, id)
    may_work_on(user, plan).require()
    form = RoomForm(posted(request), room=room_of(model, plan))
    if saved(form, lambda: save_room(by=user, model=model, plan=plan, **form.kept)):
        messages.success(request, _("Saved. The other side cannot read it."))
        return redirect(plan)
    return render(request, "accountplans/room.html", {"form": form, "plan": plan})
