"""Promises to somebody who was archived or asked not to be contacted: their owners decide on each, keep or cancel.

The directory knows nothing of promises: what has to be decided is read from how the person stands now, and a sweep
tells the owners, once for each time that somebody was archived or asked so.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from apps.directory.models import Stakeholder
from apps.followups.models import Commitment
from apps.notifications.actions import Telling, queue_messages
from apps.notifications.models import Message

Standing = Commitment.Standing
QUERY = "?due=review&whose=me"


def standing_of(person: Stakeholder) -> str:
    """What has to be known before a promise to this person is kept; nothing for most people."""
    if person.is_archived and person.do_not_contact:
        return Standing.BOTH
    if person.is_archived:
        return Standing.ARCHIVED
    return Standing.DO_NOT_CONTACT if person.do_not_contact else ""


def to_review(rows: Any) -> Any:
    """The pending ones of these that nobody has decided on since."""
    archived = Q(stakeholder__archived_at__isnull=False) & ~Q(
        decided_about__in=[Standing.ARCHIVED, Standing.BOTH]
    )
    unwanted = Q(stakeholder__do_not_contact=True) & ~Q(
        decided_about__in=[Standing.DO_NOT_CONTACT, Standing.BOTH]
    )
    return rows.pending().filter(archived | unwanted)


def needs_review(commitment: Commitment) -> bool:
    """Whether its owner has to decide on it."""
    standing = standing_of(commitment.stakeholder)
    return commitment.is_pending and standing not in {"", commitment.decided_about}


def tell_of_reviews(now: datetime | None = None) -> None:
    """Tell each owner once about each person. Reads what waits for a decision and nothing else."""
    now = now or datetime.now(UTC)
    rows = to_review(Commitment.objects.filter(owner__is_active=True))
    people = _one_a_person(rows.select_related("owner", "stakeholder").order_by("id"))
    queue_messages(_telling(row, now) for row in people)


def _telling(row: Commitment, now: datetime) -> Telling:
    return Telling(
        to=row.owner,
        kind=Message.Kind.COMMITMENTS_REVIEW,
        cause_id=row.stakeholder_id,
        occasion=_occasion(row.stakeholder),
        link=reverse("followups:list") + QUERY,
        due_at=now,
    )


def _one_a_person(rows: Iterable[Commitment]) -> Iterable[Commitment]:
    found = {(row.owner_id, row.stakeholder_id): row for row in rows}
    return found.values()


def _occasion(person: Stakeholder) -> str:
    at = person.archived_at.isoformat(timespec="seconds") if person.archived_at else ""
    return f"{standing_of(person)} {at}".strip()
