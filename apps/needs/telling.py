"""Who is told about a need, as a link without words: the new owner, and who heard it once it is answered."""

from django.utils import timezone

from apps.needs.models import UnmetNeed
from apps.notifications.actions import queue_message
from apps.notifications.models import Message
from apps.users.models import User


def given(need: UnmetNeed, by: User) -> None:
    """Somebody answers for it now, or again. Who took it knows."""
    if need.owner and need.owner_id != by.pk:
        _tell(need, need.owner, Message.Kind.NEED_GIVEN)


def answered(need: UnmetNeed, by: User) -> None:
    """Who heard it asks the stakeholder. Who answered what they heard themselves knows."""
    if need.recorded_by_id != by.pk:
        _tell(need, need.recorded_by, Message.Kind.NEED_ANSWERED)


def _tell(need: UnmetNeed, to: User, kind: Message.Kind) -> None:
    """Each change of the row is an occasion of its own."""
    queue_message(
        to=to,
        kind=kind,
        cause_id=need.pk,
        occasion=str(need.revision),
        link=need.get_absolute_url(),
        due_at=timezone.now(),
    )
