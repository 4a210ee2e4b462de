"""What each side's app needs for its room beside a plan: one form, one action's work, one panel."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accountplans.models import AccountPlan, Room
from apps.accountplans.policies import may_work_on
from apps.accountplans.queries import room_of
from apps.core.edit_form import EditForm
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.users.models import User
from apps.users.requests import user_of


class RoomForm(EditForm):
    """The notes of one side."""

    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 8}),
        help_text=_("Only your side and compliance can read this."),
    )  # fmt: skip

    def __init__(self, *args: Any, room: Room | None, **kwargs: Any) -> None:
        super().__init__(*args, start={"notes": room.notes if room else ""}, **kwargs)


def save_room(
    model: type[Room], *, by: User, plan: AccountPlan, before: str, values: Mapping[str, Any]
) -> Room:
    """The room with these notes, made or changed. Raises EditConflict when somebody else changed it meanwhile."""
    may_work_on(by, plan).require()
    one_at_a_time(f"{model._meta.label} {plan.pk}")
    room = room_of(model, plan) or model(plan=plan)
    merged = merge(before=before, theirs={"notes": room.notes}, mine=values)
    room.notes = merged["notes"]
    room.save()
    saved: Room = room
    return saved


def room_panel(model: type[Room], url_name: str, request: HttpRequest, plan: Any) -> str:
    """What stands in the room, and a way to write there."""
    may_write = may_work_on(user_of(request), plan)
    context = {"room": room_of(model, plan), "url": reverse(url_name, args=[plan.pk]), "may_write": may_write}
    return render_to_string("accountplans/_room.html", context, request)
