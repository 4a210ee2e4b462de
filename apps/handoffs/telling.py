"""What is told to those whom a hand-off or a joint visit concerns: that there is news, as a link."""

from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.handoffs.models import Handoff, JointVisit
from apps.notifications.actions import Telling, queue_message, queue_messages
from apps.notifications.models import Message
from apps.users.models import User

Kind = Message.Kind


def moved(handoff: Handoff) -> None:
    """Accepted, declined or done; each change is an occasion of its own."""
    queue_message(
        to=handoff.asked_by,
        kind=Kind.HANDOFF_MOVED,
        cause_id=handoff.pk,
        occasion=f"{handoff.state} {handoff.revision}",
        link=handoff.get_absolute_url(),
        due_at=timezone.now(),
    )


def visit_asked(visit: JointVisit) -> None:
    """That a colleague asked compliance for a visit together; each asking is an occasion of its own."""
    _tell(visit, visit.partner, Kind.JOINT_VISIT_ASKED, visit.get_absolute_url())


def part_planned(visit: JointVisit, touchpoint: Touchpoint) -> None:
    """Whose contact it is learns that it stands in their plan."""
    _tell(visit, touchpoint.owner, Kind.JOINT_VISIT_PLANNED, touchpoint.get_absolute_url())


def part_refused(visit: JointVisit, person: User) -> None:
    """Nothing could be planned for them: the visit's page offers to do it by hand, where the reason shows."""
    _tell(visit, person, Kind.JOINT_VISIT_TO_PLAN, visit.get_absolute_url())


def visit_changed(visit: JointVisit, by: User, *, also: str = "") -> None:
    """The other one of the two learns that it was cancelled, or that one part was moved or cancelled (`also` says which
    change, so that each is told)."""
    others = [person for person in visit.two if person != by]
    occasion, link = also or str(visit.revision), visit.get_absolute_url()
    queue_messages(
        [
            Telling(person, Kind.JOINT_VISIT_CHANGED, visit.pk, occasion, link, timezone.now())
            for person in others
        ]
    )


def _tell(visit: JointVisit, to: User, kind: Message.Kind, link: str) -> None:
    queue_messages([Telling(to, kind, visit.pk, str(visit.revision), link, timezone.now())])
