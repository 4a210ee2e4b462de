"""Reading visits, viewer first. Lists are lists of envelopes, which hold what they are sorted by; notes come along."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Max, Min, Q, QuerySet, Value
from django.utils import timezone

from apps.coordination.models import Touchpoint
from apps.coordination.models.touchpoints import TouchpointQuerySet
from apps.coordination.queries import contacts_in, contacts_with, touchpoints_for
from apps.core.drafts import DraftModel
from apps.directory.drafts import with_people
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.keyaccounts.drafts import DRAFTS
from apps.keyaccounts.models import Visit
from apps.users.models import User

#: Planned visits shown at once; whoever has more finds them in the radar.
AT_ONCE = 100
IN_A_PANEL = 5
#: Accounts on the day page, and how long ago a visit makes one mine.
MY_ACCOUNTS = 10
LATELY = timedelta(days=365)


@dataclass(frozen=True)
class MyVisits:
    """What is to be done: visits that are over and not logged, those of today, of tomorrow, and those to come."""

    to_log: list[Touchpoint]
    today: list[Touchpoint]
    tomorrow: list[Touchpoint]
    coming: list[Touchpoint]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned and nothing waits."""
        return not (self.to_log or self.today or self.tomorrow or self.coming)


@dataclass(frozen=True)
class MyAccount:
    """An account that somebody visits: when last, and when next (None: never, and not planned)."""

    account: Account
    last_at: datetime | None
    next_at: datetime | None


def visits_for(user: User) -> QuerySet[Visit]:
    """Every visit this person may read."""
    visits: QuerySet[Visit] = Visit.objects.visible_to(user)
    return visits.select_related("touchpoint__account", "touchpoint__owner", "touchpoint__purpose")


def visit_at(user: User, touchpoint_id: uuid.UUID) -> Visit | None:
    """The visit of one envelope. One's own contact without notes (planned by a system, say) is not saved yet."""
    if (visit := visits_for(user).filter(touchpoint=touchpoint_id).first()) is not None:
        return visit
    if user.side != Side.COMMERCIAL:
        return None
    touchpoint = _mine(user).filter(pk=touchpoint_id).first()
    return None if touchpoint is None else Visit(pk=touchpoint.pk, touchpoint=touchpoint)


def is_taken(touchpoint_id: uuid.UUID) -> bool:
    """Whether an envelope has this key, whoever may see it."""
    return Touchpoint.objects.filter(pk=touchpoint_id).exists()


def my_drafts(user: User) -> list[DraftModel]:
    """Visits that I began to plan and did not save."""
    return with_people(user, DRAFTS.from_nothing(user, Touchpoint.objects.all())[:10])


def my_planned(user: User) -> MyVisits:
    """My planned visits, by what is to be done, in the order of their start: one read."""
    planned = _mine(user).filter(state=Touchpoint.State.PLANNED).order_by("starts_at", "id")
    now = timezone.localtime()
    tomorrow, after = (_midnight(now.date() + timedelta(days=days)) for days in (1, 2))
    found = list(planned[:AT_ONCE])
    return MyVisits(
        to_log=[row for row in found if row.starts_at <= now],
        today=[row for row in found if now < row.starts_at < tomorrow],
        tomorrow=[row for row in found if tomorrow <= row.starts_at < after],
        coming=[row for row in found if row.starts_at >= after],
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def my_accounts(user: User) -> list[MyAccount]:
    """Accounts that I visited within a year or will visit, whom I visit next first, then those longest not visited;
    with them the accounts of my territory that I never visit, as far as there is room. Two statements."""
    now = timezone.now()
    mine = Touchpoint.objects.filter(owner=user, function=Side.COMMERCIAL, starts_at__gte=now - LATELY)
    met = Max("touchpoints__starts_at", filter=Q(touchpoints__state=Touchpoint.State.HELD))
    coming = Q(touchpoints__state=Touchpoint.State.PLANNED, touchpoints__starts_at__gte=now)
    visited = Account.objects.visible_to(user).current().filter(touchpoints__in=mine)
    rows = visited.annotate(last_at=met, next_at=Min("touchpoints__starts_at", filter=coming))
    found = list(rows.order_by(F("next_at").asc(nulls_last=True), "last_at", "id")[:MY_ACCOUNTS])
    return [MyAccount(row, row.last_at, row.next_at) for row in [*found, *_in_territory(user, found)]]


def _in_territory(user: User, visited: list[Any]) -> list[Any]:
    """Those of the person's territory that are not among the visited ones, by name."""
    if user.territory_id is None or len(visited) >= MY_ACCOUNTS:
        return []
    rows = Account.objects.visible_to(user).current().filter(territory=user.territory_id)
    unmet = rows.exclude(pk__in=[row.pk for row in visited]).annotate(
        last_at=Value(None, DateTimeField()), next_at=Value(None, DateTimeField())
    )
    return list(unmet.order_by("name_folded", "id")[: MY_ACCOUNTS - len(visited)])


def my_past(user: User) -> QuerySet[Touchpoint]:
    """My held and cancelled visits."""
    return _mine(user).exclude(state=Touchpoint.State.PLANNED)


def visits_at(user: User, account: Account) -> list[Touchpoint]:
    """The latest logged visits to an account and all below it that this person may read."""
    return _latest(user, contacts_in(user, account))


def visits_with(user: User, stakeholder: Stakeholder) -> list[Touchpoint]:
    """The latest logged visits to a person that this reader may read."""
    return _latest(user, contacts_with(user, stakeholder))


def _mine(user: User) -> QuerySet[Touchpoint]:
    return touchpoints_for(user).of_function(Side.COMMERCIAL).filter(owner=user).select_related("visit")


def _latest(user: User, contacts: TouchpointQuerySet) -> list[Touchpoint]:
    readable = Visit.objects.visible_to(user).values("touchpoint")
    held = (
        contacts.of_function(Side.COMMERCIAL)
        .filter(state=Touchpoint.State.HELD, pk__in=readable)
        .select_related("visit")
    )
    return list(held.order_by("-starts_at", "-id")[:IN_A_PANEL])
