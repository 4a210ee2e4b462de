"""Writing envelopes. Both sides call these; what was said is written by each side in its own tables."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.audit.recording import audited
from apps.catalog.models import PurposeClass
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.noticing import notice_collisions, notice_first_collisions
from apps.coordination.policies import may_change_touchpoint, may_contact, may_plan_touchpoint
from apps.coordination.remembering import met, remember_contact
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
    joint_key: uuid.UUID | None = None,
) -> Touchpoint:
    """Make the envelope of a planned contact. An `id` that comes from the form makes one envelope of a form sent twice;
    without one the caller sees to that. `joint_key` is that of the joint visit it is a part of.

    Raises PermissionDenied when the role holds no contacts or a stakeholder does not wish to be contacted.
    """
    values: dict[str, Any] = {"account": account, "starts_at": starts_at, "channel": channel}
    values |= {"purpose": purpose, "owner": by, "function": by.side.value, "joint_key": joint_key}
    return _made(by, stakeholders, values, id=id)


@audited
def record_touchpoint(
    *,
    by: User,
    account: Account,
    stakeholders: Sequence[Stakeholder],
    starts_at: datetime,
    channel: str,
    purpose: PurposeClass,
) -> Touchpoint:
    """Make the envelope of a contact that was not planned and took place; people and account remember it. Whom it
    collides with is looked for in the background.

    Raises PermissionDenied as `plan_touchpoint` does.
    """
    values: dict[str, Any] = {"account": account, "starts_at": starts_at, "channel": channel}
    values |= {"purpose": purpose, "owner": by, "function": by.side.value, "state": Touchpoint.State.HELD}
    touchpoint = _made(by, stakeholders, values)
    met(touchpoint, [person.pk for person in stakeholders])
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
    is_met_by_others = _set_attendees(touchpoint, stakeholders)
    if is_met_by_others or {"account", "starts_at"} & {*changed}:
        notice_collisions(touchpoint)
    if touchpoint.state == Touchpoint.State.HELD:
        remember_contact(touchpoint, former)
    return touchpoint


@audited
def hold_touchpoint(*, by: User, touchpoint: Touchpoint) -> Touchpoint:
    """Say that the contact took place; the people and the account remember when they were last met."""
    may_change_touchpoint(by, touchpoint).require()
    if touchpoint.state != Touchpoint.State.HELD:
        touchpoint.state = Touchpoint.State.HELD
        touchpoint.save(update_fields=["state"])
        met(touchpoint, list(_attending(touchpoint).values_list("stakeholder_id", flat=True)))
    return touchpoint


@audited
def cancel_touchpoint(*, by: User, touchpoint: Touchpoint) -> Touchpoint:
    """Say that the contact will not, or did not, take place. The envelope stays and shows it."""
    may_change_touchpoint(by, touchpoint).require()
    was_held = touchpoint.state == Touchpoint.State.HELD
    touchpoint.state = Touchpoint.State.CANCELLED
    touchpoint.save(update_fields=["state"])
    notice_collisions(touchpoint)
    if was_held:
        remember_contact(touchpoint)
    return touchpoint


def _made(
    by: User, stakeholders: Sequence[Stakeholder], values: dict[str, Any], *, id: uuid.UUID | None = None
) -> Touchpoint:
    """The envelope with its attendees; the one that is there under this key, if it is theirs."""
    may_plan_touchpoint(by).require()
    may_contact(by, stakeholders).require()
    if id is None:
        touchpoint, is_new = Touchpoint.objects.create(**values), True
    else:
        touchpoint, is_new = Touchpoint.objects.get_or_create(id=id, defaults=values)
    may_change_touchpoint(by, touchpoint).require()
    if is_new:
        _add_attendees(touchpoint, stakeholders)
    if is_new and touchpoint.state == Touchpoint.State.PLANNED:
        notice_first_collisions(touchpoint, [person.pk for person in stakeholders])
    return touchpoint


def _attending(touchpoint: Touchpoint) -> QuerySet[TouchpointStakeholder]:
    return TouchpointStakeholder.objects.filter(touchpoint=touchpoint, is_removed=False)


def _set_attendees(touchpoint: Touchpoint, stakeholders: Iterable[Stakeholder]) -> bool:
    """Make the given people the attendees; whether others take part now. Rows are never deleted: who leaves is marked,
    who returns is unmarked."""
    wanted = {person.pk: person for person in stakeholders}
    rows = {row.stakeholder_id: row for row in TouchpointStakeholder.objects.filter(touchpoint=touchpoint)}
    _add_attendees(touchpoint, [person for key, person in wanted.items() if key not in rows])
    before = {key for key, row in rows.items() if not row.is_removed}
    for key, row in rows.items():
        _update_attendee(row, is_removed=key not in wanted, starts_at=touchpoint.starts_at)
    return before != wanted.keys()


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
