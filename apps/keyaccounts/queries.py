"""Reading visits, viewer first. Lists are lists of envelopes, which hold what they are sorted by; notes come along."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from apps.coordination.models import Touchpoint
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


@dataclass(frozen=True)
class MyVisits:
    """What is to be done: visits that are over and not logged, those of today, and those to come."""

    to_log: list[Touchpoint]
    today: list[Touchpoint]
    coming: list[Touchpoint]


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
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = list(planned[:AT_ONCE])
    return MyVisits(
        to_log=[row for row in found if row.starts_at <= now],
        today=[row for row in found if now < row.starts_at < tomorrow],
        coming=[row for row in found if row.starts_at >= tomorrow],
    )


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
    return touchpoints_for(user).filter(owner=user, function=Side.COMMERCIAL).select_related("visit")


def _latest(user: User, contacts: QuerySet[Touchpoint]) -> list[Touchpoint]:
    readable = Visit.objects.visible_to(user).values("touchpoint")
    held = contacts.filter(state=Touchpoint.State.HELD, pk__in=readable).select_related("visit")
    return list(held.order_by("-starts_at", "-id")[:IN_A_PANEL])
