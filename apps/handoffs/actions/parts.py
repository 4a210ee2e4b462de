"""The contacts of a joint visit that compliance approved: each side makes its own, as if its person had planned it.

A sweep under each side's role: whoever approves may write on neither. What a person could not plan by hand is not
planned for them either; they are told to look.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.catalog.models import PurposeClass
from apps.catalog.queries import purposes_of
from apps.coordination.models import Touchpoint
from apps.directory.choices import Channel
from apps.firewall.sides import Side
from apps.handoffs import telling
from apps.handoffs.actions.visits import fill_part, locked_visit, values_of
from apps.handoffs.joint_policies import may_plan_part
from apps.handoffs.models import JointVisit
from apps.handoffs.queries import joint_visit_of
from apps.users.models import User

BATCH = 100
Why = JointVisit.Purpose
#: The purpose class by why both go, as codes of the catalogue; where it is not offered, the first that is.
CLASSES: dict[Side, dict[str, str]] = {
    Side.MEDICAL: {
        Why.INTRODUCTION: "introduction",
        Why.ORGANISATION: "site_support",
        Why.SAFETY: "medical_information",
        Why.ACCOUNT_PLAN: "site_support",
        Why.TRAINING: "education_event",
    },
    Side.COMMERCIAL: {
        Why.INTRODUCTION: "commercial_visit",
        Why.ORGANISATION: "service_visit",
        Why.SAFETY: "service_visit",
        Why.ACCOUNT_PLAN: "commercial_visit",
        Why.TRAINING: "service_visit",
    },
}


@dataclass(frozen=True)
class Part:
    """What a side plans: whose contact it is, the envelope by its names, and the visit it belongs to."""

    by: User
    visit: JointVisit
    envelope: dict[str, Any]


#: Plans one part on its own side and answers its envelope; raises what planning by hand raises.
Plan = Callable[[Part], Touchpoint]


def plan_parts(side: Side, plan: Plan) -> int:
    """Make the contacts of one side that are due; how many there were. Safe to run twice, also at once."""
    due = JointVisit.objects.filter(**{f"is_{side.value}_due": True})
    visits = list(due.select_related("asked_by", "partner").order_by("starts_at", "id")[:BATCH])
    return sum(_settled(visit, side, plan) for visit in visits)


def _settled(visit: JointVisit, side: Side, plan: Plan) -> bool:
    """Planned, or left to the person; whoever has moved to the other side meanwhile is left alone."""
    person = next((one for one in visit.two if one.side == side and one.is_active), None)
    if person is None:
        return _left(visit, side)
    try:
        plan_joint_part(by=person, visit=visit, plan=plan)
    except (PermissionDenied, ValidationError):
        telling.part_refused(visit, person)
        return _left(visit, side)
    return True


def _left(visit: JointVisit, side: Side) -> bool:
    locked = locked_visit(visit)
    fill_part(locked, side.value, locked.part_of(side.value))
    return True


@audited
def plan_joint_part(*, by: User, visit: JointVisit, plan: Plan) -> JointVisit:
    """Plan the contact of one of the two, in their name, and tell them; once.

    Raises PermissionDenied or ValidationError as planning by hand does, also for a visit that has begun.
    """
    locked = locked_visit(visit)
    if not getattr(locked, f"is_{by.side.value}_due"):
        return locked
    may_plan_part(by, locked).require()
    if locked.is_past:
        raise ValidationError(_("This visit has begun already."))
    touchpoint = plan(Part(by, locked, _envelope(by, locked)))
    fill_part(locked, by.side.value, touchpoint)
    telling.part_planned(locked, touchpoint)
    return locked


def _envelope(by: User, visit: JointVisit) -> dict[str, Any]:
    values = values_of(visit)
    kept = {name: values[name] for name in ("account", "stakeholders", "starts_at")}
    return kept | {"channel": Channel.FACE_TO_FACE, "purpose": _purpose(by, visit)}


def _purpose(by: User, visit: JointVisit) -> PurposeClass:
    offered = purposes_of(by)
    found = offered.filter(code=CLASSES[by.side][visit.purpose]).first() or offered.first()
    if found is None:
        raise ValidationError(_("Your function has no purpose of contacts to choose from."))
    return found


@contextmanager
def partner_told(by: User, touchpoint: Touchpoint) -> Iterator[None]:
    """Around a change of a contact: when it is moved or cancelled and a part of a joint visit, the other one is told.

    Nothing else follows: the visit stays approved for its time and place, and the partner's contact stays theirs.
    """
    before = _place(touchpoint)
    yield
    if touchpoint.joint_key and _place(touchpoint) != before:
        visit = joint_visit_of(touchpoint)
        if visit is not None:
            telling.visit_changed(visit, by, also=f"{by.side.value} {timezone.now().isoformat()}")


def _place(touchpoint: Touchpoint) -> tuple[Any, ...]:
    return touchpoint.account_id, touchpoint.starts_at, touchpoint.state
