"""The medical side's room beside an account plan."""

import pghistory

from apps.accountplans.models import Room
from apps.firewall.sides import Side


@pghistory.track()
class PlanRoom(Room):
    """What the medical side notes about a plan; locked for the commercial side."""

    side = Side.MEDICAL
