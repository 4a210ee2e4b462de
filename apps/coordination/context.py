"""Reading what is known of an account (F-87): its own and what holds for all it is part of."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.coordination.collisions import collision_days
from apps.coordination.models import AccountPhase, CollisionWindow, CriticalEvent, DoNotVisitWindow
from apps.coordination.models.context import ContextModel
from apps.directory.models import Account
from apps.users.models import User

#: What is over is told for so long, since a conversation still turns on it.
LATELY = timedelta(days=30)
#: What can be said of an account, by the word in addresses.
KINDS: dict[str, type[ContextModel]] = {
    "phase": AccountPhase,
    "event": CriticalEvent,
    "closed": DoNotVisitWindow,
}
#: The fields that people fill in.
ENTERED = {
    AccountPhase: ("phase", "starts_on"),
    CriticalEvent: ("kind", "starts_on", "ends_on"),
    DoNotVisitWindow: ("reason", "starts_on", "ends_on"),
}


@dataclass(frozen=True)
class AccountContext:
    """What to know before going there. `days`: how far apart the functions keep; `said_by`: the row that says so."""

    phase: AccountPhase | None
    events: list[CriticalEvent]
    closed: list[DoNotVisitWindow]
    days: int
    said_by: CollisionWindow | None

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything."""
        return not (self.phase or self.events or self.closed)


def context_of(user: User, account: Account) -> AccountContext:
    """What holds now or soon, or did lately: four statements."""
    since = timezone.localdate() - LATELY
    not_over = Q(ends_on__gte=since) | Q(ends_on=None, starts_on__gte=since)
    events = _around(CriticalEvent, user, account).filter(not_over).order_by("starts_on", "id")
    closed = _around(DoNotVisitWindow, user, account).filter(ends_on__gte=timezone.localdate())
    days, said_by = collision_days(account)
    return AccountContext(
        phase_of(user, account), list(events), list(closed.order_by("starts_on", "id")), days, said_by
    )


def in_days(user: User, account: Account, first: date, last: date) -> "dict[str, QuerySet[Any]]":
    """Events, and days on which nobody should come, that touch these days, by the word of `KINDS` and in order."""
    inside = Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first)
    return {
        what: _around(KINDS[what], user, account)
        .filter(inside, starts_on__lte=last)
        .order_by("starts_on", "id")
        for what in ("event", "closed")
    }


def phase_of(user: User, account: Account) -> AccountPhase | None:
    """The account's own latest phase that has begun."""
    begun = AccountPhase.objects.visible_to(user).current().filter(account=account)
    row: AccountPhase | None = (
        begun.filter(starts_on__lte=timezone.localdate()).order_by("-starts_on", "-id").first()
    )
    return row


def rows_of(user: User, account: Account, what: str) -> "QuerySet[Any]":
    """All of a kind that was ever said of this very account, archived ones last, the latest first."""
    rows: Any = KINDS[what]._default_manager
    found = rows.visible_to(user).filter(account=account).select_related("recorded_by")
    ordered: QuerySet[Any] = found.order_by("archived_at", "-starts_on", "-id")
    return ordered


def row_for(user: User, what: str, id: uuid.UUID) -> Any:
    """One of them, None when there is none."""
    rows: Any = KINDS[what]._default_manager
    return rows.visible_to(user).select_related("account", "recorded_by").filter(pk=id).first()


def values_of(row: ContextModel) -> dict[str, Any]:
    """What a form starts with."""
    return {name: getattr(row, name) for name in ENTERED[type(row)]}


def _around(model: Any, user: User, account: Account) -> Any:
    rows = model.objects.visible_to(user).current().around(account)
    return rows.select_related("account", "recorded_by")
