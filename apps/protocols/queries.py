"""Reading protocols, viewer first."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.audit.signing import Checked, check
from apps.protocols.models import Acknowledgement, Protocol, ProtocolVersion, VersionQuerySet
from apps.protocols.policies import may_keep, may_read
from apps.users.models import User
from apps.users.policies import CLIENT_ROLES
from apps.users.queries import people_on


def rows_for(user: User) -> VersionQuerySet:
    """The version of each protocol that is in force, for REST, whose plumbing chooses the columns."""
    found: VersionQuerySet = ProtocolVersion.objects.visible_to(user).in_force()
    return found


def shelf_for(user: User) -> list[ProtocolVersion]:
    """The latest published version of each protocol in use, by name, each with `is_acknowledged` by this person."""
    mine = Acknowledgement.objects.filter(version=OuterRef("pk"), user=user)
    rows = ProtocolVersion.objects.visible_to(user).latest().select_related("protocol", "published_by")
    return list(rows.annotate(is_acknowledged=Exists(mine)).order_by("protocol__name"))


def drafts_for(user: User) -> list[ProtocolVersion]:
    """What is not published, for those who keep the protocols."""
    if not may_keep(user):
        return []
    rows = ProtocolVersion.objects.filter(published_at=None).select_related("protocol", "made_by")
    return list(rows.order_by("protocol__name"))


def protocol_for(user: User, id: uuid.UUID) -> Protocol | None:
    """One protocol that this person may read: with a version that they may read."""
    readable = ProtocolVersion.objects.visible_to(user).filter(protocol=OuterRef("pk"))
    if not may_read(user):
        return None
    return Protocol.objects.filter(Exists(readable), pk=id).first()


def versions_for(user: User, protocol: Protocol) -> list[ProtocolVersion]:
    """All versions this person may read, the first one first, for `core.comparing`."""
    rows = ProtocolVersion.objects.visible_to(user).filter(protocol=protocol)
    return list(rows.select_related("made_by", "published_by", "protocol").order_by("number"))


def has_acknowledged(user: User, version: ProtocolVersion) -> bool:
    """Whether this person has."""
    return Acknowledgement.objects.filter(user=user, version=version).exists()


def audience_of(protocol: Protocol) -> QuerySet[User]:
    """Who has to acknowledge it."""
    return people_on(protocol.sides)


def missing_for(user: User, version: ProtocolVersion) -> list[User]:
    """Who has not acknowledged it, for those who keep the protocols."""
    return list(missing_of(version)) if may_keep(user) else []


def missing_of(version: ProtocolVersion) -> QuerySet[User]:
    """Who of the audience has not acknowledged it."""
    done = Acknowledgement.objects.filter(version=version, user=OuterRef("pk"))
    return audience_of(version.protocol).filter(~Exists(done))


def due_for_review(until: date) -> Iterable[ProtocolVersion]:
    """Latest versions that are to be reviewed by a day."""
    return ProtocolVersion.objects.latest().filter(review_on__lte=until).select_related("protocol")


def to_acknowledge(user: User) -> list[ProtocolVersion]:
    """What this person still has to acknowledge."""
    if user.role in CLIENT_ROLES:
        return []
    mine = [row for row in shelf_for(user) if str(user.side) in row.protocol.sides]
    return [row for row in mine if not getattr(row, "is_acknowledged", False)]


def content_of(version: ProtocolVersion) -> dict[str, Any]:
    """What is signed when it is published."""
    return {
        "form": 1,
        "protocol": version.protocol.name,
        "audience": version.protocol.audience,
        "number": version.number,
        "text": version.text,
        "effective_on": version.effective_on.isoformat(),
        "review_on": version.review_on.isoformat(),
    }


def signatures_of(version: ProtocolVersion) -> list[Checked]:
    """Who published it, and whether it still says what was signed."""
    rows = version.signatures.select_related("signer")
    return [check(row, content_of(version)) for row in rows]
