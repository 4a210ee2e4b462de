"""Writing down that two contacts are too close, and telling both owners: called whenever an envelope is made or moved,
and in the background for a contact that was over when it was recorded (`recorded.py`).

Two people who plan at the same moment cannot see each other's rows. So whoever writes waits for whoever else writes
about the same people or the same tree of accounts, and looks only then: the later of the two finds the earlier one.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from apps.audit.recording import audited
from apps.coordination.collisions import Meeting, Overlap, meeting_of, meeting_with, overlaps_of
from apps.coordination.models import CollisionNotice, CollisionSeen, Touchpoint
from apps.coordination.models.told import disclosure_to
from apps.coordination.policies import may_see_collisions
from apps.core.locks import all_at_a_time
from apps.notifications.actions import Telling, cancel_messages, queue_messages
from apps.notifications.models import Message
from apps.users.models import User

KIND = Message.Kind.COLLISION_FOUND


def notice_first_collisions(touchpoint: Touchpoint, people: Iterable[UUID]) -> None:
    """Look around a contact that has just been planned with these people: write down what is new, tell both."""
    meeting = meeting_with(touchpoint, people)
    _wait_for_others(meeting)
    _keep(touchpoint, overlaps_of(meeting))


def notice_collisions(touchpoint: Touchpoint) -> None:
    """Look around an envelope that was moved (in time, to another account, to other people), cancelled or recorded:
    close what is no longer true, correct why what stays true is, write down what is new.

    What was told once is not told again as long as it stays true. Repeated it changes nothing.
    """
    meeting = meeting_of(touchpoint)
    _wait_for_others(meeting)
    found = _overlaps(touchpoint, meeting)
    near = {overlap.touchpoint.pk for overlap in found}
    known = {row.other(touchpoint).pk: row for row in _open_of(touchpoint)}
    _close([row for key, row in known.items() if key not in near])
    _correct((known[overlap.touchpoint.pk], overlap) for overlap in found if overlap.touchpoint.pk in known)
    _keep(touchpoint, [overlap for overlap in found if overlap.touchpoint.pk not in known])


def _correct(pairs: Iterable[tuple[CollisionNotice, Overlap]]) -> None:
    """What two contacts have in common may have become something else: who is told of it follows from that."""
    for row, overlap in pairs:
        if (row.is_same_account, row.is_same_person) != (overlap.is_same_account, overlap.is_same_person):
            row.is_same_account, row.is_same_person = overlap.is_same_account, overlap.is_same_person
            row.save(update_fields=["is_same_account", "is_same_person", "updated_at"])


def go_together(touchpoint: Touchpoint, key: UUID | None) -> None:
    """Make a contact a part of a joint visit, or of none: the two parts of one do not collide with each other."""
    if touchpoint.joint_key != key:
        touchpoint.joint_key = key
        touchpoint.save(update_fields=["joint_key"])
        notice_collisions(touchpoint)


def _keep(touchpoint: Touchpoint, overlaps: Iterable[Overlap]) -> None:
    """Those about which somebody can still do something are written down and told."""
    now = timezone.now()
    ahead = [overlap for overlap in overlaps if _is_ahead(touchpoint, overlap, now)]
    _tell(_written(touchpoint, ahead, now), now)


@audited
def see_collisions(*, by: User, touchpoint: Touchpoint, others: Collection[UUID]) -> None:
    """Keep that somebody was shown the collisions of a contact with these others, by key, and said so. Twice is once.

    Raises PermissionDenied for anyone but the owner of one of the two.
    """
    rows = [row for row in _open_of(touchpoint) if row.other(touchpoint).pk in others]
    now = timezone.now()
    for row in rows:
        may_see_collisions(by, row).require()
    seen = [CollisionSeen(notice=row, user=by, seen_at=now) for row in rows]
    CollisionSeen.objects.bulk_create(seen, ignore_conflicts=True)


def unseen_of(user: User, touchpoint: Touchpoint) -> list[CollisionNotice]:
    """Open notices of a contact which this person did not say to have seen."""
    return list(_open_of(touchpoint).exclude(seen__user=user))


def seen_of(user: User, touchpoint: Touchpoint) -> frozenset[UUID]:
    """Keys of the other contacts whose collision with this one the person has seen."""
    return frozenset(row.other(touchpoint).pk for row in _open_of(touchpoint).filter(seen__user=user))


def _open_of(touchpoint: Touchpoint) -> Any:
    either = Q(first=touchpoint) | Q(second=touchpoint)
    return CollisionNotice.objects.open().filter(either).select_related("first__owner", "second__owner")


def _wait_for_others(meeting: Meeting) -> None:
    """By the root of the tree, since an account collides with those above and below it."""
    all_at_a_time(f"collision:{key}" for key in (meeting.account.path[0], *meeting.people))


def _overlaps(touchpoint: Touchpoint, meeting: Meeting) -> list[Overlap]:
    return [] if touchpoint.state == Touchpoint.State.CANCELLED else overlaps_of(meeting)


def _is_ahead(touchpoint: Touchpoint, overlap: Overlap, now: datetime) -> bool:
    """Whether anybody can still do something about it: one of the two is planned and to come."""
    planned = Touchpoint.State.PLANNED
    return any(one.state == planned and one.starts_at > now for one in (touchpoint, overlap.touchpoint))


def _close(notices: Collection[CollisionNotice]) -> None:
    if notices:
        keys, now = [row.pk for row in notices], timezone.now()
        CollisionNotice.objects.open().filter(pk__in=keys).update(closed_at=now, updated_at=now)
        cancel_messages(causes=keys, kinds=[KIND])


def _written(touchpoint: Touchpoint, overlaps: Iterable[Overlap], now: datetime) -> list[CollisionNotice]:
    made = [_notice(touchpoint, overlap, now) for overlap in overlaps]
    return CollisionNotice.objects.bulk_create(made) if made else []


def _notice(touchpoint: Touchpoint, overlap: Overlap, now: datetime) -> CollisionNotice:
    first, second = sorted((touchpoint, overlap.touchpoint), key=lambda one: one.pk)
    what = {"is_same_account": overlap.is_same_account, "is_same_person": overlap.is_same_person}
    return CollisionNotice(first=first, second=second, found_at=now, **what)


def _tell(notices: Iterable[CollisionNotice], now: datetime) -> None:
    """Both owners, each with a link to their own contact; not about a person whom the policy keeps from them."""
    tellings = [
        Telling(mine.owner, KIND, notice.pk, "found", mine.get_absolute_url(), now)
        for notice in notices
        for mine, theirs in ((notice.first, notice.second), (notice.second, notice.first))
        if notice.is_same_account or not _hides_people(mine, theirs)
    ]
    if tellings:
        queue_messages(tellings)


def _hides_people(mine: Touchpoint, theirs: Touchpoint) -> bool:
    return disclosure_to(mine.function).of(theirs.function, theirs.purpose_id).hides_stakeholders
