"""The commercial contact of a joint visit that compliance approved."""

from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.firewall.sides import Side
from apps.handoffs.actions.parts import Part, plan_parts
from apps.keyaccounts.actions import plan_visit


def plan_commercial_parts() -> int:
    """Plan what is due on the commercial side; how many there were."""
    return plan_parts(Side.COMMERCIAL, _planned)


def _planned(part: Part) -> Touchpoint:
    visit = plan_visit(by=part.by, id=new_id(), values=part.envelope, joint_key=part.visit.pk)
    touchpoint: Touchpoint = visit.touchpoint
    return touchpoint
