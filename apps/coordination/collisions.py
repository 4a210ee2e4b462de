"""Which contacts of the other function are too close to one (F-97): the same stakeholder, or the same account or one
above or below it in the tree, within the days that the account asks for.

Three statements, whatever the length of the history: only `MOST_DAYS` around the contact are read, through the indexes
by person and by account.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from apps.coordination.models import CollisionWindow, Touchpoint, TouchpointStakeholder
from apps.coordination.models.collisions import MOST_DAYS, USUAL_DAYS
from apps.coordination.models.told import Disclosure, monday_of, weekly_rules
from apps.directory.models import Account, Stakeholder


@dataclass(frozen=True)
class Meeting:
    """A contact as it is planned: what has to be known to look around it. `key` is its envelope's, if it has one;
    `joint_key` that of the joint visit it is a part of: what compliance approved together does not collide."""

    function: str
    account: Account
    people: frozenset[UUID]
    starts_at: datetime
    key: UUID | None = None
    joint_key: UUID | None = None


@dataclass(frozen=True)
class Overlap:
    """A contact of the other function nearby; `people` are those whom both meet."""

    touchpoint: Touchpoint
    is_same_account: bool
    people: tuple[Stakeholder, ...]

    @property
    def is_same_person(self) -> bool:
        """Whether both meet somebody."""
        return bool(self.people)


def as_told(overlaps: Iterable[Overlap], disclosure: Disclosure) -> list[Overlap]:
    """The same as the disclosure policy tells them, in the order of what is told. Whoever may not know whom others meet
    does not learn it here either: what is close for a person's sake alone is left out."""
    told = [_told(overlap, disclosure) for overlap in overlaps]
    told.sort(key=lambda overlap: (overlap.touchpoint.starts_at, overlap.touchpoint.pk))
    return [overlap for overlap in told if overlap.is_same_account or overlap.is_same_person]


def _told(overlap: Overlap, disclosure: Disclosure) -> Overlap:
    overlap.touchpoint.be_told(disclosure)
    return replace(overlap, people=()) if overlap.touchpoint.told.hides_stakeholders else overlap


def meeting_of(touchpoint: Touchpoint) -> Meeting:
    """An envelope, to look around it; one statement for who takes part."""
    people = TouchpointStakeholder.objects.filter(touchpoint=touchpoint, is_removed=False)
    keys = frozenset(people.values_list("stakeholder_id", flat=True))
    return meeting_with(touchpoint, keys)


def meeting_with(touchpoint: Touchpoint, people: Iterable[UUID]) -> Meeting:
    """The same for whoever knows who takes part."""
    return Meeting(
        touchpoint.function,
        touchpoint.account,
        frozenset(people),
        touchpoint.starts_at,
        touchpoint.pk,
        touchpoint.joint_key,
    )


def overlaps_of(meeting: Meeting) -> list[Overlap]:
    """Planned and held contacts of the other function that are too close, by their start.

    Where two accounts ask for different distances, the longer one counts, whoever asks.
    """
    found = [row for row in _nearby(meeting) if _is_close(meeting.starts_at, row)]
    common = _common_people(found, meeting.people) if found else {}
    return [
        Overlap(row, _is_one_place(meeting.account, row.account), common.get(row.pk, ())) for row in found
    ]


def collision_days(account: Account) -> tuple[int, CollisionWindow | None]:
    """How many days contacts keep apart in an account, and the row that says so: the nearest upwards in the tree."""
    row = _windows(_path_of(account)).select_related("account").first()
    return (USUAL_DAYS if row is None or row.days is None else row.days, row)


def days_of(path: str) -> Coalesce:
    """For a query: the days that count for the account whose path stands in this column."""
    return _days(OuterRef(path))


def days_everywhere() -> int:
    """How many days contacts keep apart where no account says otherwise."""
    row = CollisionWindow.objects.filter(account=None).exclude(days=None).first()
    return USUAL_DAYS if row is None or row.days is None else row.days


def near_keys(meeting: Meeting) -> "QuerySet[Any]":
    """Keys of the contacts within the longest distance, of whatever function, by the two indexes.

    Read on their own: joined to the contacts, the database preferred to read all of them.
    """
    span = timedelta(days=MOST_DAYS)
    around = {"starts_at__range": (meeting.starts_at - span, meeting.starts_at + span)}
    there = Touchpoint.objects.filter(account__in=_branch(meeting.account), **around).values_list("pk")
    with_them = TouchpointStakeholder.objects.filter(
        stakeholder__in=meeting.people, is_removed=False, **around
    )
    keys: QuerySet[Any] = there.union(with_them.values_list("touchpoint"))
    return keys


def _nearby(meeting: Meeting) -> "QuerySet[Any]":
    """The contacts that may be too close, each with the days that count for the pair. Nothing near costs no more."""
    keys = [key for (key,) in near_keys(meeting) if key != meeting.key]
    found = Touchpoint.objects.filter(pk__in=keys).exclude(function=meeting.function)
    if meeting.joint_key:
        found = found.exclude(joint_key=meeting.joint_key)
    rows: QuerySet[Any] = (
        found.exclude(state=Touchpoint.State.CANCELLED)
        .exclude(pk=meeting.key)
        .annotate(
            days=Greatest(_days(_path_of(meeting.account)), _days(OuterRef("account__path"))),
            is_by_week=Exists(weekly_rules()),
        )
        .select_related("account", "owner", "purpose")
        .order_by("starts_at", "id")
    )
    return rows


def _branch(account: Account) -> "QuerySet[Any]":
    """The account, all it is part of and all below it."""
    return Account.objects.filter(Q(pk__in=account.path) | Q(path__contains=[account.pk])).values("pk")


def _path_of(account: Account) -> Value:
    return Value(account.path, ArrayField(UUIDField()))


def _windows(path: Any) -> "QuerySet[CollisionWindow]":
    """Rows that say something for a place in the tree, the nearest first, the one for everywhere last."""
    depth = Func(path, F("account_id"), function="array_position", output_field=IntegerField())
    rows = CollisionWindow.objects.exclude(days=None).annotate(depth=depth)
    found: QuerySet[CollisionWindow] = rows.filter(Q(depth__isnull=False) | Q(account=None))
    return found.order_by(F("depth").desc(nulls_last=True))


def _days(path: Any) -> Coalesce:
    return Coalesce(Subquery(_windows(path).values("days")[:1]), Value(USUAL_DAYS))


def _is_close(starts_at: datetime, other: Any) -> bool:
    """Whole days count, and whole weeks where no more is told: whoever tries one time after the other must not learn
    from the warning when the other contact is."""
    day, taken = timezone.localtime(starts_at).date(), other.day_on
    if other.is_by_week:
        day, taken = monday_of(day), other.week_on
    apart = abs((taken - day).days) - (6 if other.is_by_week else 0)
    return bool(other.days) and apart <= other.days


def _is_one_place(one: Account, other: Account) -> bool:
    return one.pk in other.path or other.pk in one.path


def _common_people(
    touchpoints: Collection[Touchpoint], people: Collection[UUID]
) -> dict[UUID, tuple[Stakeholder, ...]]:
    rows = TouchpointStakeholder.objects.filter(
        touchpoint__in=touchpoints, stakeholder__in=people, is_removed=False
    )
    found: dict[UUID, list[Stakeholder]] = defaultdict(list)
    for row in rows.select_related("stakeholder").order_by("stakeholder__name_folded", "stakeholder_id"):
        found[row.touchpoint_id].append(row.stakeholder)
    return {key: tuple(met) for key, met in found.items()}
