"""Reading envelopes, viewer first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, prefetch_related_objects

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.core.paging import Groups, Page, Params, page_of
from apps.directory.models import Account, Stakeholder
from apps.users.models import User

#: A timeline: the latest first, some of them at a time.
TIMELINE = {"-start": ("-starts_at", "-id")}
ON_A_PAGE = 12


def envelopes_for(user: User) -> QuerySet[Touchpoint]:
    """Every envelope this person may know of, without who took part."""
    found: QuerySet[Touchpoint] = Touchpoint.objects.visible_to(user)
    return found.select_related("account", "owner", "purpose")


def touchpoints_for(user: User) -> QuerySet[Touchpoint]:
    """Every envelope this person may know of, with all that a row of a list shows: two queries whatever the length."""
    attending = TouchpointStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    return envelopes_for(user).prefetch_related(
        Prefetch("attendees", attending.order_by("stakeholder__name_folded"), "people")
    )


def attending(touchpoint: Touchpoint) -> list[Stakeholder]:
    """Who takes part in one contact, by name."""
    rows = TouchpointStakeholder.objects.filter(touchpoint=touchpoint, is_removed=False)
    return [
        row.stakeholder for row in rows.select_related("stakeholder").order_by("stakeholder__name_folded")
    ]


def coming_first(touchpoints: QuerySet[Touchpoint], now: datetime) -> QuerySet[Touchpoint]:
    """Those that are still to come, the soonest first."""
    return touchpoints.filter(starts_at__gte=now).order_by("starts_at", "id")


def contacts_with(user: User, stakeholder: Stakeholder) -> QuerySet[Touchpoint]:
    """All contacts of one person, of every function."""
    rows = TouchpointStakeholder.objects.filter(stakeholder=stakeholder, is_removed=False)
    return touchpoints_for(user).filter(pk__in=rows.values("touchpoint"))


def last_held_with(person: str = "pk", **touchpoint: Any) -> "QuerySet[TouchpointStakeholder, Any]":
    """For a subquery: when the person in the outer column was last met, in contacts of this kind."""
    wanted = {f"touchpoint__{name}": value for name, value in touchpoint.items()}
    held = TouchpointStakeholder.objects.filter(
        stakeholder=OuterRef(person), is_removed=False, touchpoint__state=Touchpoint.State.HELD, **wanted
    )
    return held.order_by("-starts_at").values("starts_at")[:1]


def contacts_in(user: User, account: Account) -> QuerySet[Touchpoint]:
    """All contacts in an account and everything below it in the tree."""
    return touchpoints_for(user).filter(account__path__contains=[account.pk])


def timeline_with(
    user: User, stakeholder: Stakeholder, params: Params, also: Iterable[Any] = ()
) -> Page[Touchpoint]:
    """One page of a person's contacts; `also` is fetched with them. Read from the person's own rows, in their order."""
    attended = (
        TouchpointStakeholder.objects.visible_to(user)
        .filter(stakeholder=stakeholder, is_removed=False)
        .select_related("touchpoint__account", "touchpoint__owner", "touchpoint__purpose")
    )
    found = page_of(attended, params, sorts=TIMELINE, default="-start", size=ON_A_PAGE)
    page: Page[Touchpoint] = replace(found, rows=[row.touchpoint for row in found.rows])
    prefetch_related_objects(page.rows, *also)
    return page


def timeline_in(user: User, account: Account, params: Params, also: Iterable[Any] = ()) -> Page[Touchpoint]:
    """One page of the contacts in an account and below it; `also` is fetched with them."""
    tree = Groups(Account.objects.filter(path__contains=[account.pk]), "account")
    found = envelopes_for(user).prefetch_related(*also)
    return page_of(found, params, sorts=TIMELINE, default="-start", size=ON_A_PAGE, among=tree)
