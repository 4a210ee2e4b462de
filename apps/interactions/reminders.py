"""The reminder to log a contact that must have taken place by now."""

from collections.abc import Collection
from datetime import UTC, timedelta

from django.urls import reverse

from apps.interactions.models import Interaction
from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message

#: Long enough for the visit to end and the journey back; short enough that it is the same day.
LOG_DUE_AFTER = timedelta(hours=4)


def remind_to_log(interaction: Interaction) -> None:
    """Remind the owner some hours after the start; a moved contact moves its reminder."""
    remind_to_log_all([interaction])


def remind_to_log_all(interactions: Collection[Interaction]) -> None:
    """The same for many, in as many statements as for one."""
    _forget(interactions)
    queue_messages([_telling(interaction) for interaction in interactions])


def forget_to_log(interaction: Interaction) -> None:
    """It was logged, moved or cancelled: an unsent reminder is not sent."""
    _forget([interaction])


def _telling(interaction: Interaction) -> Telling:
    return Telling(
        to=interaction.owner,
        kind=Message.Kind.LOG_DUE,
        cause_id=interaction.pk,
        occasion=interaction.starts_at.astimezone(UTC).isoformat(timespec="minutes"),
        link=reverse("interactions:log", args=[interaction.pk]),
        due_at=interaction.starts_at + LOG_DUE_AFTER,
    )


def _forget(interactions: Collection[Interaction]) -> None:
    causes = [interaction.pk for interaction in interactions]
    cancel_messages(causes=causes, kinds=[Message.Kind.LOG_DUE])
