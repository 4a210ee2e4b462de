"""Messages that wait in the outbox, as the simplest background work there is."""

from datetime import timedelta

from django.utils import timezone

from apps.core.models import new_id
from apps.notifications.models import Message
from apps.users.models import User


def tell(user: User, count: int, *, in_seconds: int = -60) -> None:
    """Rows as the action writes them; woken is nobody."""
    due_at = timezone.now() + timedelta(seconds=in_seconds)
    Message.objects.bulk_create(
        Message(
            recipient=user,
            kind="log_due",
            cause_id=new_id(),
            occasion="due",
            link="/interactions/",
            due_at=due_at,
        )
        for _ in range(count)
    )


def is_all_sent() -> bool:
    """By a mail of its own, or with others in one."""
    told = (Message.State.SENT, Message.State.GROUPED)
    return not Message.objects.exclude(state__in=told).exists()
