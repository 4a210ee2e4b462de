"""Reading one's own messages; and, for administrators, those in trouble."""

from typing import Any

from django.db.models import QuerySet, Value

from apps.notifications.groups import How
from apps.notifications.models import Choice, Message, QuietTime
from apps.notifications.policies import may_look_after_delivery
from apps.users.models import User

#: Beyond it the bell says "99+"; nobody reads more, and nothing is counted for it.
MOST_COUNTED = 100


def unread_messages(user: User) -> QuerySet[Message]:
    """What was told to this person and not read yet, the latest first; at most `MOST_COUNTED`."""
    return _unread(user).order_by("-due_at", "-id")[:MOST_COUNTED]


def read_messages(user: User) -> QuerySet[Message]:
    """What this person read, to be paged."""
    return told_to(user).filter(read_at__isnull=False)


def unread_count(user: User) -> int:
    """For the bell: at most `MOST_COUNTED` rows by index. Fetching a 1 for each takes less than having them counted."""
    return len(_unread(user).order_by().values_list(Value(1))[:MOST_COUNTED])


def _unread(user: User) -> QuerySet[Message]:
    return told_to(user).filter(read_at=None)


def told_to(user: User) -> QuerySet[Message]:
    """Everything the bell may show to this person."""
    told: QuerySet[Message] = Message.objects.visible_to(user).told()
    return told


def troubles_for(user: User) -> QuerySet[Message]:
    """Messages that failed or were put off, for administrators; nothing for others."""
    rows: QuerySet[Message] = Message.objects.troubled().select_related("recipient")
    return rows if may_look_after_delivery(user) else rows.none()


def preferences_of(user: User) -> dict[str, Any]:
    """What this person chose, by field of the form."""
    quiet = QuietTime.objects.filter(user=user).first() or QuietTime(user=user)
    names = ("quiet_from", "quiet_until", "is_quiet_on_days_off")
    hows = Choice.objects.filter(user=user).values_list("group", "how")
    return {name: getattr(quiet, name) for name in names} | {group: How(how) for group, how in hows}
