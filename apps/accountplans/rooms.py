"""What one side notes beside a plan: who reads and writes it. The other side finds the room locked.

The table of a room stands in the app of its side (`models/rooms.py`), which registers it with `panels.offer_room`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accountplans.models import AccountPlan, Room
from apps.accountplans.policies import may_work_on
from apps.accountplans.queries import room_of
from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.users.models import User

LOCKED = _("This room is locked for your side.")


def may_see_room(user: User, *, side: Side) -> Verdict:
    """That side, and compliance."""
    return ALLOWED if user.side in {side, Side.OVERSIGHT} else refused(LOCKED)


def may_write_room(user: User, *, side: Side) -> Verdict:
    """That side; whether in this plan, its team says."""
    return ALLOWED if user.side == side else refused(LOCKED)


@audited
def save_room(
    *, by: User, model: type[Room], plan: AccountPlan, before: str, values: Mapping[str, Any]
) -> Room:
    """The room with these notes, made or changed. Raises EditConflict when somebody else changed it meanwhile."""
    may_write_room(by, side=model.side).require()
    may_work_on(by, plan).require()
    one_at_a_time(f"{model._meta.label} {plan.pk}")
    room = room_of(model, plan) or model(plan=plan)
    merged = merge(before=before, theirs={"notes": room.notes}, mine=values)
    room.notes = merged["notes"]
    room.save()
    return room
