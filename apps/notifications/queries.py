"""Reading one's own messages."""

from django.db.models import QuerySet

from apps.notifications.models import Message
from apps.users.models import User

#: Beyond it the bell says "99+"; nobody reads more, and nothing is counted for it.
MOST_COUNTED = 100


def unread_messages(user: User) -> QuerySet[Message]:
    """What was told to this person and not read yet, the latest first; at most `MOST_COUNTED`."""
    return told_to(user).filter(read_at=None).order_by("-due_at", "-id")[:MOST_COUNTED]


def read_messages(user: User) -> QuerySet[Message]:
    """What this person read, to be paged."""
    return told_to(user).filter(read_at__isnull=False)


def unread_count(user: User) -> int:
    """For the bell: one bounded count by index."""
    return unread_messages(user).count()


def told_to(user: User) -> QuerySet[Message]:
    """Everything the bell may show to this person."""
    told: QuerySet[Message] = Message.objects.visible_to(user).told()
    return told
