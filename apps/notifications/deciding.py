"""What people decide about messages: how they want to be told, and whether a failed one is tried again."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.audit.recording import audited
from apps.core.models import new_id
from apps.notifications.actions import wake
from apps.notifications.groups import Group, How
from apps.notifications.marking import CLAIM
from apps.notifications.models import Choice, Message, QuietTime
from apps.notifications.policies import may_look_after_delivery
from apps.users.models import User


@audited
def retry_messages(*, by: User, ids: Iterable[UUID]) -> int:
    """Try these again at once, as if for the first time; how many. What is no longer in trouble is left alone."""
    may_look_after_delivery(by).require()
    again = {"state": Message.State.WAITING, "attempts": 0, "claimed_until": None, "last_error": ""}
    count = _decide(by, ids, again)
    wake()
    return count


@audited
def give_up_messages(*, by: User, ids: Iterable[UUID]) -> int:
    """Mail these no more; how many. The bell goes on telling them."""
    may_look_after_delivery(by).require()
    return _decide(by, ids, {"state": Message.State.GIVEN_UP, "claimed_until": None})


def _decide(by: User, ids: Iterable[UUID], values: dict[str, Any]) -> int:
    now = timezone.now()
    rows = Message.objects.troubled().filter(pk__in=list(ids))
    return int(rows.update(**values, decided_by=by, decided_at=now, updated_at=now))


@audited
def set_message_preferences(*, by: User, quiet: Mapping[str, Any], hows: Mapping[Group, How]) -> QuietTime:
    """Keep what somebody chose about their own messages. It holds at once, also for what waits."""
    QuietTime.objects.bulk_create(
        [QuietTime(id=new_id(), user=by, **quiet)],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=[*quiet, "updated_at"],
    )
    Choice.objects.bulk_create(
        [Choice(user=by, group=group.value, how=how.value) for group, how in hows.items()],
        update_conflicts=True,
        unique_fields=["user", "group"],
        update_fields=["how", "updated_at"],
    )
    _look_again(by)
    return QuietTime.objects.get(user=by)


def _look_again(by: User) -> None:
    """What waits for the end of a quiet time is looked at anew. A worker holds nothing that long, trouble something."""
    held = Message.objects.filter(recipient=by, state=Message.State.WAITING, last_error="", trying_since=None)
    held.filter(claimed_until__gt=timezone.now() + CLAIM).update(claimed_until=None)
