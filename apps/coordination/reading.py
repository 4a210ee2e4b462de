"""What the REST resource reads: columns in place of those that may be hidden; no bare value leaves the database.

Where the time of a contact is hidden, so are the moments at which its row was made and changed: a contact is marked as
held when it is over.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from apps.coordination.models import DisclosureRule, Touchpoint, TouchpointStakeholder
from apps.coordination.models.told import Disclosure, Told
from apps.coordination.models.touchpoints import TouchpointQuerySet
from apps.coordination.queries import sorts_of
from apps.directory.choices import ChannelClass, channels_of
from apps.users.models import User

Exactly = DisclosureRule.When
_CLASSES = [(Q(channel__in=channels_of(one)), Value(one.value)) for one in ChannelClass]


def rows_for(user: User) -> TouchpointQuerySet:
    """Every contact this caller may know of; what they are told of it stands in columns `told_...`."""
    found: TouchpointQuerySet = Touchpoint.objects.visible_to(user)
    told = found.disclosure

    def unless(is_hidden: Callable[[Told], bool], column: str) -> Combinable:
        return _case([(told.where(is_hidden), Value(None))], F(column))

    weeks, days = (told.where(_is_told_by(exactness)) for exactness in (Exactly.WEEK, Exactly.DAY))
    rows: TouchpointQuerySet = found.annotate(
        told_owner=unless(lambda told: told.hides_owner, "owner_id"),
        told_starts_at=unless(lambda told: told.hides_time, "starts_at"),
        told_created_at=unless(lambda told: told.hides_time, "created_at"),
        told_updated_at=unless(lambda told: told.hides_time, "updated_at"),
        class_of_channel=_case(_CLASSES, Value(ChannelClass.OTHER.value)),
        told_on=_case([(weeks, F("week_on"))], F("day_on")),
        told_precision=_case([(weeks, Value("week")), (days, Value("day"))], Value("time")),
        told_has_hidden=Case(
            When(told.where(lambda told: told.hides_stakeholders), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        told_attendees=_attendees(told),
    )
    return rows


def sorts_of_rows(rows: TouchpointQuerySet) -> Mapping[str, Sequence[str]]:
    """By day or week, where the viewer is told no more; the order keeps its name."""
    sorts = sorts_of(rows)
    return {"-starts_at": sorts["-start"], "starts_at": sorts["start"], "id": ("id",), "-id": ("-id",)}


def changed_since(rows: TouchpointQuerySet, moment: datetime) -> "QuerySet[Any]":
    """Rows changed since then; those whose time is hidden since the Monday before, which tells no moment."""
    day = moment.astimezone(UTC).date()
    monday = datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)
    hidden = rows.disclosure.where(lambda told: told.hides_time)
    return rows.filter(Q(~hidden, updated_at__gte=moment) | Q(hidden, updated_at__gte=monday))


def _is_told_by(exactness: str) -> Callable[[Told], bool]:
    return lambda told: told.when == exactness


def _case(cases: Sequence[tuple[Q, Any]], otherwise: Any) -> Case:
    return Case(*(When(condition, then=value) for condition, value in cases), default=otherwise)


def _attendees(told: Disclosure) -> ArraySubquery:
    """With whom, in the same statement; none where that is hidden."""
    rows = TouchpointStakeholder.objects.told_as(told).filter(touchpoint=OuterRef("pk"))
    return ArraySubquery(rows.order_by("stakeholder").values("stakeholder"))
