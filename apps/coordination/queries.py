"""Reading envelopes, viewer first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, prefetch_related_objects

from apps.audit.signing import Checked, check
from apps.coordination.disclosure_lines import content_of
from apps.coordination.models import (
    DisclosurePolicy,
    DisclosureSignature,
    Touchpoint,
    TouchpointStakeholder,
)
from apps.coordination.models.touchpoints import AttendanceQuerySet, TouchpointQuerySet
from apps.coordination.policies import may_keep_disclosure
from apps.core.paging import Groups, Page, Params, page_of
from apps.directory.models import Account, Stakeholder
from apps.users.models import User

#: A page of a timeline.
ON_A_PAGE = 12


def envelopes_for(user: User) -> TouchpointQuerySet:
    """Every envelope this person may know of, told as the disclosure policy says, without who took part."""
    found: TouchpointQuerySet = Touchpoint.objects.visible_to(user)
    return found.select_related("account", "owner", "purpose")


def touchpoints_for(user: User) -> TouchpointQuerySet:
    """The same with all that a row of a list shows: two queries whatever the length, and a small one for the policy."""
    return with_people(envelopes_for(user))


def with_people(found: TouchpointQuerySet) -> TouchpointQuerySet:
    """With whom each was (`people`); a contact that was told before keeps to itself what is hidden."""
    attending = TouchpointStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    return found.prefetch_related(
        Prefetch("attendees", attending.order_by("stakeholder__name_folded"), "people")
    )


def sorts_of(found: TouchpointQuerySet | AttendanceQuerySet) -> dict[str, tuple[str, str]]:
    """How a list of contacts can be sorted for its viewer: by no time that is finer than what they are told."""
    column = found.disclosure.when_column
    return {"-start": (f"-{column}", "-id"), "start": (column, "id")}


def in_order(page: Page[Touchpoint]) -> Page[Touchpoint]:
    """A page that was read by day or week, in the order of what is told on it."""
    rows = sorted(page.rows, key=lambda row: row.starts_at, reverse=page.sort.startswith("-"))
    return replace(page, rows=rows)


def attending(touchpoint: Touchpoint) -> list[Stakeholder]:
    """Who takes part in one contact, by name."""
    rows = TouchpointStakeholder.objects.filter(touchpoint=touchpoint, is_removed=False)
    return [
        row.stakeholder for row in rows.select_related("stakeholder").order_by("stakeholder__name_folded")
    ]


def coming_first(touchpoints: TouchpointQuerySet, now: datetime) -> TouchpointQuerySet:
    """Those that are still to come, the soonest first."""
    return touchpoints.filter(touchpoints.disclosure.since(now)).order_by(*sorts_of(touchpoints)["start"])


def contacts_with(user: User, stakeholder: Stakeholder) -> TouchpointQuerySet:
    """All contacts of one person, of every function, as far as this user may know with whom they were."""
    return touchpoints_for(user).met([stakeholder])


def last_held_with(person: str = "pk", **touchpoint: Any) -> "QuerySet[TouchpointStakeholder, Any]":
    """For a subquery: when the person in the outer column was last met, in contacts of this kind."""
    wanted = {f"touchpoint__{name}": value for name, value in touchpoint.items()}
    held = TouchpointStakeholder.objects.filter(
        stakeholder=OuterRef(person), is_removed=False, touchpoint__state=Touchpoint.State.HELD, **wanted
    )
    return held.order_by("-starts_at").values("starts_at")[:1]


def contacts_in(user: User, account: Account) -> TouchpointQuerySet:
    """All contacts in an account and everything below it in the tree."""
    return touchpoints_for(user).filter(account__path__contains=[account.pk])


def timeline_with(
    user: User, stakeholder: Stakeholder, params: Params, also: Iterable[Any] = ()
) -> Page[Touchpoint]:
    """One page of a person's contacts; `also` is fetched with them. Read from the person's own rows, in their order."""
    attended = (
        TouchpointStakeholder.objects.visible_to(user)
        .filter(stakeholder=stakeholder)
        .select_related("touchpoint__account", "touchpoint__owner", "touchpoint__purpose")
    )
    found = page_of(attended, params, sorts=sorts_of(attended), default="-start", size=ON_A_PAGE)
    page: Page[Touchpoint] = in_order(replace(found, rows=[row.touchpoint for row in found.rows]))
    prefetch_related_objects(page.rows, *also)
    return page


def timeline_in(user: User, account: Account, params: Params, also: Iterable[Any] = ()) -> Page[Touchpoint]:
    """One page of the contacts in an account and below it; `also` is fetched with them."""
    tree = Groups(Account.objects.filter(path__contains=[account.pk]), "account")
    found = envelopes_for(user).prefetch_related(*also)
    return in_order(
        page_of(found, params, sorts=sorts_of(found), default="-start", size=ON_A_PAGE, among=tree)
    )


def present_disclosure() -> DisclosurePolicy | None:
    """The version in force; None before the first was approved, when everything is told."""
    found: DisclosurePolicy | None = DisclosurePolicy.objects.filter(
        state=DisclosurePolicy.State.APPROVED
    ).first()
    return found


def disclosures_for(user: User) -> "QuerySet[DisclosurePolicy]":
    """Every version, the newest first; drafts are compliance's own."""
    found = DisclosurePolicy.objects.select_related("approver", "drafted_by")
    return found if may_keep_disclosure(user) else found.exclude(state=DisclosurePolicy.State.DRAFT)


def disclosure_before(policy: DisclosurePolicy) -> DisclosurePolicy | None:
    """The version that was in force before this one, or is while this is a draft."""
    signed = DisclosurePolicy.objects.exclude(state=DisclosurePolicy.State.DRAFT)
    found: DisclosurePolicy | None = signed.filter(number__lt=policy.number).order_by("-number").first()
    return found


def signatures_of_disclosure(policy: DisclosurePolicy) -> list[Checked]:
    """Who approved a version, each signature compared with what the version says now."""
    found = list(DisclosureSignature.objects.filter(record=policy).select_related("signer"))
    return [check(one, content_of(policy)) for one in found]
