"""How well the functions go prepared and keep out of each other's way (PRODUCT.md, Measures)."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils import timezone

from apps.coordination.collisions import days_of
from apps.coordination.models import BriefView, CollisionSeen, Touchpoint
from apps.coordination.models.touchpoints import READERS
from apps.core.measuring import Period, Share, share_of
from apps.users.models import User

#: Visits, and those of them that a measure finds.
Counted = tuple["QuerySet[Any]", "QuerySet[Any]"]

#: A brief that was opened earlier is forgotten by then.
BEFORE = timedelta(hours=48)
#: An account is shared when both functions met somebody there within this time before the end of the period.
SHARED_WITHIN = timedelta(days=365)


def context_viewed(viewer: User, period: Period) -> Share:
    """Context viewed %: visits whose owner opened the brief in the 48 h before / visits to shared accounts.

    A visit is a contact of either function that was held; its day is that of the viewer's zone.
    """
    return _share(visits_prepared(viewer, period))


def visits_prepared(viewer: User, period: Period) -> Counted:
    """The visits that count for `context_viewed`, and those of them that were prepared."""
    visits = _held(viewer, period).filter(account__in=_shared_accounts(viewer, period))
    opened = BriefView.objects.filter(touchpoint=OuterRef("pk"), user=OuterRef("owner"))
    at = OuterRef("starts_at")
    in_time = opened.filter(viewed_at__lte=at, viewed_at__gte=ExpressionWrapper(at - BEFORE, DateTimeField()))
    return visits, visits.filter(Exists(in_time))


def collision_rate(viewer: User, period: Period) -> Share:
    """Collisions: visits within n days after one of the other function at the same account, which their owner had not
    been shown before (neither by the brief nor by a notice) / visits. Its `percent` is the number per 100 visits.

    n is what the account asks for, as everywhere (`collisions.days_of`).
    """
    return _share(visits_collided(viewer, period))


def visits_collided(viewer: User, period: Period) -> Counted:
    """All visits, and those of them that collided and nobody had been shown it."""
    visits = _held(viewer, period)
    near = _touchpoints(viewer).filter(
        account=OuterRef("account"), state=Touchpoint.State.HELD, starts_at__lte=OuterRef("starts_at")
    )
    reach = ExpressionWrapper(F("reach_days") * Value(timedelta(days=1)), DurationField())
    since = ExpressionWrapper(OuterRef("starts_at") - OuterRef("reach"), DateTimeField())
    others = near.filter(starts_at__gte=since).exclude(function=OuterRef("function"))
    reached = visits.annotate(reach_days=days_of("account__path")).annotate(reach=reach)
    collided = reached.filter(Exists(others), reach_days__gt=0)
    unaware = (
        collided.exclude(Exists(_briefs())).exclude(Exists(_seen("first"))).exclude(Exists(_seen("second")))
    )
    return visits, unaware


def _share(counted: Counted) -> Share:
    visits, found = counted
    return share_of(found.count(), visits.count())


def _briefs() -> "QuerySet[Any]":
    return BriefView.objects.filter(
        touchpoint=OuterRef("pk"), user=OuterRef("owner"), viewed_at__lte=OuterRef("starts_at")
    )


def _seen(end: str) -> "QuerySet[Any]":
    mine = Q(**{f"notice__{end}": OuterRef("pk")})
    return CollisionSeen.objects.filter(mine, user=OuterRef("owner"), seen_at__lte=OuterRef("starts_at"))


def _touchpoints(viewer: User) -> "QuerySet[Any]":
    """Whoever may see contacts may know the two numbers; no row of them is shown."""
    found: QuerySet[Any] = Touchpoint.objects.all()
    return found if viewer.side in READERS else found.none()


def _held(viewer: User, period: Period) -> "QuerySet[Any]":
    start, end = _moments(period)
    held = _touchpoints(viewer).filter(state=Touchpoint.State.HELD)
    return held.filter(starts_at__gte=start, starts_at__lt=end)


def _shared_accounts(viewer: User, period: Period) -> "QuerySet[Any]":
    """Accounts where both functions met somebody."""
    end = _moments(period)[1]
    met = _touchpoints(viewer).filter(
        state=Touchpoint.State.HELD, starts_at__lt=end, starts_at__gte=end - SHARED_WITHIN
    )
    medical, commercial = (met.filter(function=function) for function in Touchpoint.Function)
    return medical.filter(account__in=commercial.values("account")).values("account")


def _moments(period: Period) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day, in the viewer's zone."""
    days = (period.first, period.last + timedelta(days=1))
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in days)
    return start, end
