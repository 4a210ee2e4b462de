"""The medical side's room beside an account plan: who sees it, and what is written."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accountplans.models import AccountPlan, Room
from apps.accountplans.rooms import save_room
from apps.audit.recording import audited
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.interactions.models import PlanRoom
from apps.users.models import User


def may_see_room(user: Any) -> Verdict:
    """The medical side, and compliance."""
    return (
        ALLOWED
        if user.side in {Side.MEDICAL, Side.OVERSIGHT}
        else refused(_("This room is locked for your side."))
    )


def may_write_room(user: User) -> Verdict:
    """The medical side; whether in this plan, its team says."""
    return ALLOWED if user.side == Side.MEDICAL else refused(_("This room is locked for your side."))


@audited
def save_medical_room(*, by: User, plan: AccountPlan, before: str, values: Mapping[str, Any]) -> Room:
    """Write the notes of this side. Raises EditConflict for what two changed at once."""
    may_write_room(by).require()
    return save_room(PlanRoom, by=by, plan=plan, before=before, values=values)
