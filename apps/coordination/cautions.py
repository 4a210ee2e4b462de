"""What somebody who plans a contact should know before it is saved, as far as the other function and the account go:
collisions, how often the person is met already, days on which nobody should come, events. It warns and never blocks.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.coordination.collisions import Meeting, Overlap, as_told, overlaps_of
from apps.coordination.models import CriticalEvent, DoNotVisitWindow, Touchpoint, TouchpointStakeholder
from apps.coordination.models.told import disclosure_for
from apps.directory.models import Account, Stakeholder
from apps.users.models import User


@dataclass(frozen=True)
class Caution:
    """One thing to know. `key` names it: who has seen it is not asked again. `overlap` is there for a collision."""

    key: str
    icon: str
    title: "str | Promise"
    overlap: Overlap | None = None


def cautions_for(
    user: User, account: Account, people: Collection[Stakeholder], starts_at: datetime, *, planned: Any = None
) -> list[Caution]:
    """All there is to know about a contact of this person, the most pressing first; `planned` is its envelope, if it
    has one. Six statements at most, whatever the length of the history."""
    keys = frozenset(one.pk for one in people)
    known = (planned.pk, planned.joint_key) if planned else ()
    meeting = Meeting(user.side.value, account, keys, starts_at, *known)
    day = timezone.localdate(starts_at)
    return [
        *_closed_days(user, account, day),
        *_collisions(user, meeting),
        *_limits(people, starts_at, planned),
        *_events(user, account, day),
    ]


def mark_of(cautions: Sequence[Caution]) -> str:
    """What is ticked as seen: these very cautions, and no others that a changed date brings."""
    keys = sorted(caution.key for caution in cautions)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16] if keys else ""


def quarter_of(moment: datetime) -> tuple[datetime, datetime]:
    """The calendar quarter around a moment, in UTC: the same for everybody who counts. The end is not in it."""
    moment = moment.astimezone(UTC)
    first = (moment.month - 1) // 3 * 3 + 1
    start = datetime(moment.year, first, 1, tzinfo=UTC)
    return start, datetime(moment.year + first // 10, (first + 2) % 12 + 1, 1, tzinfo=UTC)


def contacts_in_quarter(
    people: Collection[Stakeholder], moment: datetime, *, apart_from: Touchpoint | None = None
) -> Counter[Any]:
    """How often each person is met in the quarter around a moment, by all functions, planned or held: a number."""
    start, end = quarter_of(moment)
    rows = TouchpointStakeholder.objects.filter(
        stakeholder__in=people, is_removed=False, starts_at__gte=start, starts_at__lt=end
    ).exclude(touchpoint__state=Touchpoint.State.CANCELLED)
    if apart_from is not None:
        rows = rows.exclude(touchpoint=apart_from)
    return Counter(dict(rows.values_list("stakeholder_id").annotate(Count("id")).order_by()))


def _collisions(user: User, meeting: Meeting) -> list[Caution]:
    found = as_told(overlaps_of(meeting), disclosure_for(user))
    return [Caution(f"collision {one.touchpoint.pk}", "users", _sentence(one), one) for one in found]


def _sentence(overlap: Overlap) -> str:
    """Who of us, whom or where; when stands beside it. Never why."""
    touchpoint = overlap.touchpoint
    whom = ", ".join(str(person) for person in overlap.people)
    words = {"colleague": touchpoint.owner, "function": touchpoint.get_function_display().lower()}
    if whom:
        said = _("%(colleague)s (%(function)s) also meets %(whom)s")
        return said % {**words, "whom": whom}
    return _("%(colleague)s (%(function)s) is also at %(account)s") % {**words, "account": touchpoint.account}


def _limits(
    people: Collection[Stakeholder], starts_at: datetime, planned: Touchpoint | None
) -> list[Caution]:
    """Who said how often they want to be met at most, and would be met more often with this contact."""
    limited = [person for person in people if person.contacts_per_quarter]
    counts = contacts_in_quarter(limited, starts_at, apart_from=planned) if limited else Counter()
    return [
        _limit(person, counts[person.pk], starts_at)
        for person in limited
        if counts[person.pk] >= (person.contacts_per_quarter or 0)
    ]


def _limit(person: Stakeholder, count: int, starts_at: datetime) -> Caution:
    said = _("%(name)s: %(count)s of %(limit)s contacts this quarter, all functions")
    words = {"name": person, "count": count, "limit": person.contacts_per_quarter}
    return Caution(
        f"limit {person.pk} {quarter_of(starts_at)[0]:%Y-%m} {count}", "clock-exclamation", said % words
    )


def _closed_days(user: User, account: Account, day: date) -> list[Caution]:
    rows = DoNotVisitWindow.objects.visible_to(user).current().around(account).covering(day)
    said = _("Do not visit %(account)s: %(reason)s")
    return [
        Caution(f"closed {row.pk} {row.revision}", "ban", said % {"account": row.account, "reason": row})
        for row in rows.select_related("account").order_by("starts_on", "id")
    ]


def _events(user: User, account: Account, day: date) -> list[Caution]:
    rows = CriticalEvent.objects.visible_to(user).current().around(account).covering(day)
    said = _("%(event)s at %(account)s on this day")
    return [
        Caution(
            f"event {row.pk} {row.revision}", "alert-triangle", said % {"account": row.account, "event": row}
        )
        for row in rows.select_related("account").order_by("starts_on", "id")
    ]
