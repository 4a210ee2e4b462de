"""Detectors count envelopes and refusals, never what was said. What they find becomes a concern once (F-92).

Each gives hits: kind, what it is about, its key, and the code of a rule, with the month or day after a colon where the
same person may be noticed again. The numbers are `DetectorRule`s; those here are ours, no study stands behind them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from apps.audit.models import DeniedAttempt
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.handoffs.queries import approved_near
from apps.incidents.actions.concerns import Hit
from apps.incidents.models import ConcernKind
from apps.oversight.models import DetectorRule

Detector = DetectorRule.Detector
Function = Touchpoint.Function
#: How far back contacts are looked at, in days.
PERIOD = 90
#: How much more often than by chance medical contacts must follow commercial ones.
TIMES_EXPECTED = 2.0


@dataclass(frozen=True)
class Numbers:
    """From how many on, and within what: days, minutes, minutes."""

    at_least: int
    within: int


DEFAULTS = {
    Detector.SALES_DIRECTED_PATTERN: Numbers(5, 7),
    Detector.UNAPPROVED_JOINT_VISIT: Numbers(1, 60),
    Detector.DENIED_ACCESS_BURST: Numbers(10, 60),
}


def rule_of(detector: str) -> DetectorRule:
    """The numbers of one detector as they were kept, else the usual ones, not saved."""
    usual = DEFAULTS[Detector(detector)]
    kept: DetectorRule | None = DetectorRule.objects.filter(detector=detector).first()
    return kept or DetectorRule(detector=detector, at_least=usual.at_least, within=usual.within)


def sales_directed(numbers: Numbers, now: datetime) -> Iterable[Hit]:
    """Liaisons whose contacts follow a commercial contact of the same person, within days, more often than by chance.

    By chance: were a contact held on any day of the period, it would follow one of the person's c commercial contacts
    within n days with a probability of about c * n / days of the period.
    """
    followed, expected = defaultdict[UUID, int](int), defaultdict[UUID, float](float)
    for owner, follows, commercial in _medical_contacts(numbers.within, now):
        followed[owner] += bool(follows)
        expected[owner] += min(1.0, (commercial or 0) * numbers.within / PERIOD)
    for owner, count in followed.items():
        if count >= numbers.at_least and count >= TIMES_EXPECTED * expected[owner]:
            rule = f"followed_commercial:{now:%Y-%m}"
            yield ConcernKind.SALES_DIRECTED_PATTERN, "users.user", owner, [rule]


def _medical_contacts(days: int, now: datetime) -> Any:
    """Of each medical contact in the period: owner, whether it follows a commercial one, how many there were."""
    held = TouchpointStakeholder.objects.filter(
        is_removed=False, touchpoint__state=Touchpoint.State.HELD, starts_at__gte=now - timedelta(days=PERIOD)
    )
    commercial = held.filter(touchpoint__function=Function.COMMERCIAL, stakeholder=OuterRef("stakeholder"))
    before = commercial.filter(
        starts_at__lt=OuterRef("starts_at"), starts_at__gte=OuterRef("starts_at") - timedelta(days=days)
    )
    counted = commercial.order_by().values("stakeholder").annotate(count=Count("id")).values("count")
    medical = held.filter(touchpoint__function=Function.MEDICAL)
    return medical.annotate(follows=Exists(before), commercial=Subquery(counted)).values_list(
        "touchpoint__owner", "follows", "commercial"
    )


def unapproved_joint_visits(numbers: Numbers, now: datetime) -> Iterable[Hit]:
    """Medical and commercial contacts of one person at the same time that no approved joint visit explains."""
    held = TouchpointStakeholder.objects.filter(
        is_removed=False, touchpoint__state=Touchpoint.State.HELD, starts_at__gte=now - timedelta(days=PERIOD)
    )
    apart = timedelta(minutes=numbers.within)
    beside = held.filter(
        touchpoint__function=Function.COMMERCIAL,
        stakeholder=OuterRef("stakeholder"),
        starts_at__gt=OuterRef("starts_at") - apart,
        starts_at__lt=OuterRef("starts_at") + apart,
    )
    medical = held.filter(Exists(beside), ~Exists(approved_near()), touchpoint__function=Function.MEDICAL)
    for touchpoint in medical.values_list("touchpoint", flat=True):
        rules = ["joint_without_approval"]
        yield ConcernKind.UNAPPROVED_JOINT_VISIT, "coordination.touchpoint", touchpoint, rules


def denied_bursts(numbers: Numbers, now: datetime) -> Iterable[Hit]:
    """People who were refused so often within so many minutes, since yesterday."""
    tries = defaultdict[UUID, list[datetime]](list)
    rows = DeniedAttempt.objects.filter(created_at__gte=now - timedelta(days=1))
    for user, at in rows.order_by("created_at").values_list("user", "created_at"):
        tries[user].append(at)
    for user, times in tries.items():
        if began := _burst(times, numbers):
            yield ConcernKind.DENIED_ACCESS_BURST, "users.user", user, [f"denied_burst:{began:%Y-%m-%d}"]


def _burst(times: list[datetime], numbers: Numbers) -> datetime | None:
    """When the first burst began: as many in a row as `at_least`, the last within minutes of the first."""
    limit = timedelta(minutes=numbers.within)
    pairs = zip(times, times[numbers.at_least - 1 :], strict=False)
    return next((first for first, last in pairs if last - first <= limit), None)


DETECTORS: dict[str, Callable[[Numbers, datetime], Iterable[Hit]]] = {
    Detector.SALES_DIRECTED_PATTERN: sales_directed,
    Detector.UNAPPROVED_JOINT_VISIT: unapproved_joint_visits,
    Detector.DENIED_ACCESS_BURST: denied_bursts,
}


def hits(now: datetime | None = None) -> list[Hit]:
    """What every detector that looks finds now."""
    now = now or timezone.now()
    rows = {row.detector: row for row in DetectorRule.objects.all()}
    found: list[Hit] = []
    for name, detect in DETECTORS.items():
        row = rows.get(name)
        if row is None or row.is_active:
            found += detect(Numbers(row.at_least, row.within) if row else DEFAULTS[Detector(name)], now)
    return found
