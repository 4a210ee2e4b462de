"""Loads what both functions know of accounts and of each other: phases, events, closed days, collisions, briefs."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from apps.coordination.collisions import meeting_of, overlaps_of
from apps.coordination.models import (
    AccountPhase,
    BriefView,
    CollisionNotice,
    CollisionSeen,
    CollisionWindow,
    CriticalEvent,
    DoNotVisitWindow,
    Touchpoint,
)
from apps.demo.loading.made import Made, save
from apps.directory.models import Account

#: Every so many accounts that both visit have something; the others show how it looks without.
_EVENT_EVERY, _CLOSED_EVERY = 3, 4
#: Days from today, and for how long; none is today, so that a newcomer's first plan is not warned of all at once.
_EVENTS = ((6, 3), (-12, 0), (21, 0), (33, 5), (9, 0), (-4, 0))
_CLOSED = ((12, 4), (24, 9), (40, 2))
#: Held contacts of so many days, most of them prepared with the brief.
_BRIEF_DAYS, _UNPREPARED_ONE_IN = 90, 3
_LOOKED = timedelta(hours=5)


def load_around(made: Made) -> None:
    """After the contacts. Nobody is mailed about collisions of a load."""
    by = made.users["manager"]
    save([CollisionWindow(id=made.key("distance", "all"), account=None, days=7)], by=by)
    save(_known(made), by=by)
    save(_prepared(made), by=by)
    notices = list(_collisions(made))
    save(notices, by=by)
    save(_seen(made, notices), by=by)


def _known(made: Made) -> Iterator[Any]:
    for number, account in enumerate(_visited(made)):
        of_account = {"account": account, "recorded_by": made.users["kam" if number % 2 else "msl"]}
        phases, key = list(AccountPhase.Phase), str(account.pk)
        since = made.plan.today - timedelta(days=40 + 11 * number % 200)
        phase = phases[number % len(phases)]
        yield AccountPhase(id=made.key("phase", key), phase=phase, starts_on=since, **of_account)
        if number % _EVENT_EVERY == 0:
            kind = list(CriticalEvent.Kind)[number // _EVENT_EVERY % len(CriticalEvent.Kind)]
            days, length = _EVENTS[number // _EVENT_EVERY % len(_EVENTS)]
            start = made.plan.today + timedelta(days=days)
            end = start + timedelta(days=length) if length else None
            yield CriticalEvent(
                id=made.key("event", key), kind=kind, starts_on=start, ends_on=end, **of_account
            )
        if number % _CLOSED_EVERY == 1:
            reason = list(DoNotVisitWindow.Reason)[number % len(DoNotVisitWindow.Reason)]
            days, length = _CLOSED[number // _CLOSED_EVERY % len(_CLOSED)]
            start = made.plan.today + timedelta(days=days)
            end = start + timedelta(days=length)
            yield DoNotVisitWindow(
                id=made.key("closed", key), reason=reason, starts_on=start, ends_on=end, **of_account
            )


def _visited(made: Made) -> list[Account]:
    """Accounts of key account managers, in the order of their names."""
    visited = Touchpoint.objects.filter(function=Touchpoint.Function.COMMERCIAL).values("account")
    return list(Account.objects.filter(pk__in=visited).order_by("name_folded", "id"))


def _prepared(made: Made) -> Iterator[BriefView]:
    since = datetime.combine(made.plan.today - timedelta(days=_BRIEF_DAYS), time(), UTC)
    held = Touchpoint.objects.filter(state=Touchpoint.State.HELD, starts_at__gte=since).order_by("id")
    for number, row in enumerate(held):
        if number % _UNPREPARED_ONE_IN:
            yield BriefView(
                id=made.key("brief", str(row.pk)),
                touchpoint=row,
                user_id=row.owner_id,
                viewed_at=row.starts_at - _LOOKED,
            )


def _collisions(made: Made) -> Iterator[CollisionNotice]:
    """Those of visits that are still to come, found as planning finds them."""
    now = datetime.combine(made.plan.today, time(), UTC)
    coming = Touchpoint.objects.filter(
        function=Touchpoint.Function.COMMERCIAL, state=Touchpoint.State.PLANNED, starts_at__gte=now
    ).select_related("account")
    for visit in coming.order_by("starts_at", "id"):
        for overlap in overlaps_of(meeting_of(visit)):
            first, second = sorted((visit, overlap.touchpoint), key=lambda one: one.pk)
            yield CollisionNotice(
                id=made.key("collision", f"{first.pk}{second.pk}"),
                first=first,
                second=second,
                is_same_account=overlap.is_same_account,
                is_same_person=overlap.is_same_person,
                found_at=now,
            )


def _seen(made: Made, notices: list[CollisionNotice]) -> Iterator[CollisionSeen]:
    """Every other one by whoever owns the first contact."""
    for notice in notices[::2]:
        key = made.key("seen", str(notice.pk))
        yield CollisionSeen(id=key, notice=notice, user_id=notice.first.owner_id, seen_at=notice.found_at)
