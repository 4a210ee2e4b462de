"""Reading collisions, viewer first: which are open, of whom and where."""

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from apps.coordination.models import CollisionNotice, CollisionSeen, Touchpoint, TouchpointStakeholder
from apps.coordination.models.collisions import MOST_DAYS
from apps.coordination.models.told import Disclosure, disclosure_for
from apps.directory.models import Account, Stakeholder
from apps.users.models import User

#: As many as a panel shows.
IN_A_PANEL = 8


def collisions_for(user: User) -> "QuerySet[CollisionNotice]":
    """Every notice this person may know of; `is_seen` says whether this person said so."""
    seen = CollisionSeen.objects.filter(notice=OuterRef("pk"), user=user)
    found: QuerySet[CollisionNotice] = CollisionNotice.objects.visible_to(user)
    return found.annotate(is_seen=Exists(seen))


def ahead_for(user: User, told: Disclosure) -> "QuerySet[CollisionNotice]":
    """Open ones about which something can still be done, the latest found first.

    A contact whose time is hidden is to come as long as its day or week is: else the notice would end when it begins.
    """
    now, planned = timezone.now(), Touchpoint.State.PLANNED
    either = Q(told.since(now, "first__"), first__state=planned)
    either |= Q(told.since(now, "second__"), second__state=planned)
    return collisions_for(user).filter(either, closed_at=None).order_by("-found_at", "-id")


def collisions_of(user: User) -> list[CollisionNotice]:
    """Open ones of this person's own contacts."""
    return _about(user, Touchpoint.objects.filter(owner=user))


def collisions_at(user: User, account: Account) -> list[CollisionNotice]:
    """Open ones of contacts in an account and below it."""
    return _about(user, Touchpoint.objects.filter(account__path__contains=[account.pk]))


def collisions_with(user: User, stakeholder: Stakeholder) -> list[CollisionNotice]:
    """Open ones of contacts with a person, as far as this user may know with whom they were."""
    since = timezone.now() - timedelta(days=MOST_DAYS)
    rows = TouchpointStakeholder.objects.visible_to(user).filter(
        stakeholder=stakeholder, starts_at__gte=since
    )
    return _about(user, Touchpoint.objects.filter(pk__in=rows.values("touchpoint")))


def collisions_about(user: User, touchpoint: Touchpoint) -> list[CollisionNotice]:
    """Open ones of one contact."""
    return _about(user, Touchpoint.objects.filter(pk=touchpoint.pk))


def own_touchpoint(user: User, id: uuid.UUID) -> Touchpoint | None:
    """One's own envelope."""
    rows: QuerySet[Touchpoint] = Touchpoint.objects.visible_to(user)
    return rows.filter(owner=user, pk=id).select_related("account").first()


def _about(user: User, touchpoints: "QuerySet[Any]") -> list[CollisionNotice]:
    """Read from the contacts of these weeks, not from all notices that ever were.

    Keys first: most pages have none to show, and the whole rows take the server longer to plan than to read.
    """
    near = touchpoints.filter(starts_at__gte=timezone.now() - timedelta(days=MOST_DAYS)).values("pk")
    first, second = (
        CollisionNotice.objects.open().filter(**{f"{end}__in": near}).values_list("pk", flat=True)
        for end in ("first", "second")
    )
    keys = list(first.union(second))
    if not keys:
        return []
    disclosure = disclosure_for(user)
    rows = list(ahead_for(user, disclosure).filter(pk__in=keys)[:IN_A_PANEL])
    return as_told(_with_contacts(rows), disclosure)


def _with_contacts(rows: list[CollisionNotice]) -> list[CollisionNotice]:
    """Both contacts of each and who takes part, two statements for all: one join takes longer to plan than to read."""
    people = TouchpointStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    contacts = Touchpoint.objects.select_related("account", "owner", "purpose")
    contacts = contacts.prefetch_related(Prefetch("attendees", people, "people"))
    found = contacts.in_bulk({key for row in rows for key in (row.first_id, row.second_id)})
    for row in rows:
        row.first, row.second = found[row.first_id], found[row.second_id]
    return rows


def as_told(rows: list[CollisionNotice], disclosure: Disclosure) -> list[CollisionNotice]:
    """Each with its contacts as the disclosure policy tells them; without those that would tell whom others meet."""
    for row in rows:
        row.first.be_told(disclosure)
        row.second.be_told(disclosure)
    hidden = (row for row in rows if row.first.told.hides_stakeholders or row.second.told.hides_stakeholders)
    kept_back = {row.pk for row in hidden if not row.is_same_account}
    return [row for row in rows if row.pk not in kept_back]
