"""Messages about protocols: links, and none of the words."""

from collections.abc import Iterable

from django.utils import timezone

from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message
from apps.protocols.models import Protocol, ProtocolVersion
from apps.protocols.queries import audience_of
from apps.users.models import User
from apps.users.queries import compliance_officers

Kind = Message.Kind


def tell_published(version: ProtocolVersion) -> None:
    """Everybody it is for."""
    queue_messages(_tellings(audience_of(version.protocol), Kind.PROTOCOL_PUBLISHED, version, "published"))


def remind(version: ProtocolVersion, people: Iterable[User], week: str) -> None:
    """Who has not acknowledged it, once a week."""
    queue_messages(_tellings(people, Kind.PROTOCOL_PUBLISHED, version, week))


def tell_review_due(version: ProtocolVersion) -> None:
    """Compliance, once a version."""
    queue_messages(
        _tellings(compliance_officers(), Kind.PROTOCOL_REVIEW_DUE, version, str(version.review_on))
    )


def forget(protocol: Protocol) -> None:
    """Nothing about a retired protocol waits to be sent."""
    kinds = (Kind.PROTOCOL_PUBLISHED, Kind.PROTOCOL_REVIEW_DUE)
    cancel_messages(causes=[row.pk for row in protocol.versions.all()], kinds=kinds)


def _tellings(
    people: Iterable[User], kind: Message.Kind, version: ProtocolVersion, occasion: str
) -> list[Telling]:
    now, link = timezone.now(), version.get_absolute_url()
    return [Telling(person, kind, version.pk, occasion, link, now) for person in people]
