"""What is told to whoever asked: that there is news, as a link."""

from django.utils import timezone

from apps.handoffs.models import Handoff
from apps.notifications.actions import queue_message
from apps.notifications.models import Message


def moved(handoff: Handoff) -> None:
    """Accepted, declined or done; each change is an occasion of its own."""
    queue_message(
        to=handoff.asked_by,
        kind=Message.Kind.HANDOFF_MOVED,
        cause_id=handoff.pk,
        occasion=f"{handoff.state} {handoff.revision}",
        link=handoff.get_absolute_url(),
        due_at=timezone.now(),
    )
