"""Writing envelopes. Both sides call these; what was said is written by each side in its own tables."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from apps.audit.recording import audited
from apps.catalog.models import PurposeClass
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.policies import may_change_touchpoint, may_contact, may_plan_touchpoint
from apps.coordination.queries import last_held_with
from apps.directory.models import Account, Stakeholder
from apps.users.models import User


@audited
def plan_touchpoint(
    *,
    by: User,
    account: Account,
    stakeholders: Sequence[Stakeholder],
    starts_at: datetime,
    channel: str,
    purpose: PurposeClass,
    id: uuid.UUID | None = None,
) -> Touchpoint:
    """Make the envelope of a planned contact. An `id` that comes from the form makes one envelope of a form sent twice;
    without one the caller sees to that.

    Raises PermissionDenied when the role holds no contacts or a stakeholder does not wish to be contacted.
    """
    may_plan_touchpoint(by).require()
    may_contact(by, stakeholders).require()
    values: dict[str, Any] = {"account": account, "starts_at": starts_at, "channel": channel}
    values |= {"purpose": purpose, "owner": by, "function": by.side.value}
    touchpoint, is_new = (
        (Touchpoint.objects.create(**values), True)
        if id is None
        else Touchpoint.objects.get_or_create(id=id, defaults=values)
    )
    may_change_touchpoint(by, touchpoint).require()
    if is_new:
        _add_attendees(touchpoint, stakeholders)
    return touchpoint


@audited
def change_touchpoint(
    *,
    by: User,
    touchpoint: Touchpoint,
    account: Account,
    stakeholders: Sequence[Stakeholder],
    starts_at: datetime,
    channel: str,
    purpose: PurposeClass,
) -> Touchpoint:
    """Move a contact or change whom it is with. Newcomers must wish to be contacted; who was there stays recorded.

    Raises PermissionDenied for anyone but the owner, for a cancelled contact and for do-not-contact.
    """
    may_change_touchpoint(by, touchpoint).require()
    known = set(_attending(touchpoint).values_list("stakeholder_id", flat=True))
    may_contact(by, [person for person in stakeholders if person.pk not in known]).require()
    values = {"account": account, "starts_at": starts_at, "channel": channel, "purpose": purpose}
    former = touchpoint.account_id
    changed = [name for name, value in values.items() if getattr(touchpoint, name) != value]
    for name in changed:
        setattr(touchpoint, name, values[name])
    if changed:
        touchpoint.save(update_fields=changed)
    _set_attendees(touchpoint, stakeholders)
    if touchpoint.state == Touchpoint.State.HELD:
        _remember_contact(touchpoint, former)
    return touchpoint


@audited
def hold_touchpoint(*, by: User, touchpoint: Touchpoint) -> Touchpoint:
    """Say that the contact took place; the people and the account remember when they were last met."""
    may_change_touchpoint(by, touchpoint).require()
    if touchpoint.state != Touchpoint.State.HELD:
        touchpoint.state = Touchpoint.State.HELD
        touchpoint.save(update_fields=["state"])
    _remember_contact(touchpoint)
    return touchpoint


@audited
def cancel_touchpoint(*, by: User, touchpoint: Touchpoint) -> Touchpoint:
    """Say that the contact will not, or did not, take place. The envelope stays and shows it."""
    may_change_touchpoint(by, touchpoint).require()
    was_held = touchpoint.state == Touchpoint.State.HELD
    touchpoint.state = Touchpoint.State.CANCELLED
    touchpoint.save(update_fields=["state"])
    if was_held:
        _remember_contact(touchpoint)
    return touchpoint


def _remember_contact(touchpoint: Touchpoint, *former_accounts: uuid.UUID) -> None:
    """Read anew when people and accounts were last met: those of the contact, and those who were in it before.

    Everybody locks people in the order of their keys, then accounts: two who met the same people take turns.
    """
    people = TouchpointStakeholder.objects.filter(touchpoint=touchpoint).values("stakeholder_id")
    _read_anew(Stakeholder.objects.filter(pk__in=people), last_held_with())
    places = {touchpoint.account_id, *former_accounts}
    held = Touchpoint.objects.filter(account=OuterRef("pk"), state=Touchpoint.State.HELD)
    _read_anew(Account.objects.filter(pk__in=places), held.order_by("-starts_at").values("starts_at")[:1])


def _read_anew(rows: "QuerySet[Any]", latest: "QuerySet[Any, Any]") -> None:
    """Lock first, then read in a statement of its own: an update that waited for a lock would not see what the other
    had written meanwhile."""
    locked = rows.order_by("id").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True)
    rows.model._default_manager.filter(pk__in=list(locked)).update(last_contact_at=Subquery(latest))


def _attending(touchpoint: Touchpoint) -> QuerySet[TouchpointStakeholder]:
    return TouchpointStakeholder.objects.filter(touchpoint=touchpoint, is_removed=False)


def _set_attendees(touchpoint: Touchpoint, stakeholders: Iterable[Stakeholder]) -> None:
    """Make the given people the attendees. Rows are never deleted: who leaves is marked, who returns is unmarked."""
    wanted = {person.pk: person for person in stakeholders}
    rows = {row.stakeholder_id: row for row in TouchpointStakeholder.objects.filter(touchpoint=touchpoint)}
    _add_attendees(touchpoint, [person for key, person in wanted.items() if key not in rows])
    for key, row in rows.items():
        _update_attendee(row, is_removed=key not in wanted, starts_at=touchpoint.starts_at)


def _add_attendees(touchpoint: Touchpoint, people: Iterable[Stakeholder]) -> None:
    """One statement for all, each person once."""
    once = {person.pk: person for person in people}.values()
    TouchpointStakeholder.objects.bulk_create(
        TouchpointStakeholder(touchpoint=touchpoint, stakeholder=person, starts_at=touchpoint.starts_at)
        for person in once
    )


def _update_attendee(row: TouchpointStakeholder, *, is_removed: bool, starts_at: datetime) -> None:
    if (row.is_removed, row.starts_at) != (is_removed, starts_at):
        row.is_removed, row.starts_at = is_removed, starts_at
        row.save(update_fields=["is_removed", "starts_at"])
