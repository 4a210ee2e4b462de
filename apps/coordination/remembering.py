"""When people and accounts were last met: a copy on shared rows, so it says no more than both functions may know.

A contact whose stakeholders are hidden from the other function is not remembered by them, only by the account; one
whose time is hidden is remembered by midnight (UTC) of its day or week. So neither a list that shows, sorts or pages by
the last contact, nor the order of what a search finds, tells more than the radar does. The price is that the own side
reads the coarser moment there, too; its own lists of contacts are exact.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, DateTimeField, F, Func, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest

from apps.coordination.models import DisclosureRule, Touchpoint, TouchpointStakeholder
from apps.coordination.models.told import OTHER, Disclosure, Told, disclosure_to, first_day
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side

Exactly = DisclosureRule.When


def met(touchpoint: Touchpoint, people: Sequence[uuid.UUID]) -> None:
    """A contact took place that had not before: when somebody was last met can only become later, so that nothing is
    read anew. Each row is written even so: whoever reads anew at the same time waits, and then sees this contact."""
    told = disclosure_to(OTHER[Side(touchpoint.function)]).of(touchpoint.function, touchpoint.purpose_id)
    at = _moment(touchpoint, told)
    for model, keys in (
        (Stakeholder, [] if told.hides_stakeholders else people),
        (Account, [touchpoint.account_id]),
    ):
        rows = model._default_manager.filter(pk__in=keys)
        if len(keys) > 1:
            _locked(rows)
        if keys:
            rows.update(last_contact_at=Greatest("last_contact_at", Value(at)))


def remember_contact(touchpoint: Touchpoint, *former_accounts: uuid.UUID) -> None:
    """Read anew when people and accounts were last met: those of the contact, and those who were in it before.

    Everybody locks people in the order of their keys, then accounts: two who met the same people take turns.
    """
    people = TouchpointStakeholder.objects.filter(touchpoint=touchpoint).values("stakeholder_id")
    read_anew(
        Stakeholder.objects.filter(pk__in=people),
        Account.objects.filter(pk__in={touchpoint.account_id, *former_accounts}),
    )


def read_anew(people: "QuerySet[Any]", places: "QuerySet[Any]") -> None:
    """Read from the contacts when these people and accounts were last met."""
    rules = [disclosure_to(viewer) for viewer in OTHER]
    _read_anew(people, _last_with(rules))
    _read_anew(places, _last_in(rules))


def _read_anew(rows: "QuerySet[Any]", latest: "QuerySet[Any, Any]") -> None:
    """Lock first, then read in a statement of its own: an update that waited for a lock would not see what the other
    had written meanwhile."""
    rows.model._default_manager.filter(pk__in=_locked(rows)).update(last_contact_at=Subquery(latest))


def _locked(rows: "QuerySet[Any]") -> list[uuid.UUID]:
    """The keys of rows under a lock, taken in their order."""
    locked = rows.order_by("id").select_for_update(no_key=True, of=("self",))
    return list(locked.values_list("pk", flat=True))


def _moment(touchpoint: Touchpoint, told: Told) -> datetime:
    if not told.hides_time:
        return touchpoint.starts_at
    day = Touchpoint.objects.values_list("day_on", flat=True).get(pk=touchpoint.pk)
    return datetime.combine(first_day(told, day), time(), UTC)


def _last_with(rules: Sequence[Disclosure]) -> "QuerySet[Any, Any]":
    held = TouchpointStakeholder.objects.filter(
        stakeholder=OuterRef("pk"), is_removed=False, touchpoint__state=Touchpoint.State.HELD
    )
    for one in rules:
        if one.hides(lambda told: told.hides_stakeholders):
            held = held.exclude(one.where(lambda told: told.hides_stakeholders, "touchpoint__"))
    return _latest(held, rules, "touchpoint__")


def _last_in(rules: Sequence[Disclosure]) -> "QuerySet[Any, Any]":
    held = Touchpoint.objects.filter(account=OuterRef("pk"), state=Touchpoint.State.HELD)
    return _latest(held, rules, "")


def _latest(held: "QuerySet[Any]", rules: Sequence[Disclosure], of: str) -> "QuerySet[Any, Any]":
    """The latest moment as it is told; by the index where no time is hidden."""
    if not any(one.hides(lambda told: told.hides_time) for one in rules):
        return held.order_by("-starts_at").values("starts_at")[:1]
    weeks = reduce(or_, [one.where(lambda told: told.when == Exactly.WEEK, of) for one in rules])
    days = reduce(or_, [one.where(lambda told: told.when == Exactly.DAY, of) for one in rules])
    moment = Case(
        When(weeks, then=_midnight("week_on")), When(days, then=_midnight("day_on")), default=F("starts_at")
    )
    told: QuerySet[Any, Any] = held.annotate(known_at=moment).order_by("-known_at").values("known_at")
    return told[:1]


def _midnight(column: str) -> Func:
    return Func(
        F(column), template="(%(expressions)s::timestamp AT TIME ZONE 'UTC')", output_field=DateTimeField()
    )
