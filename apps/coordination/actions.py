"""Writing envelopes. Both sides call these; what was said is written by each side in its own tables."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Greatest

from apps.audit.recording import audited
from apps.catalog.models import PurposeClass
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.policies import may_change_touchpoint, may_contact, may_plan_touchpoint
from apps.directory.models import Account, Stakeholder
from apps.users.models import User


@audited
def plan_touchpoint(
    *,
    by: User,
    id: uuid.UUID,
    account: Account,
    stakeholders: Sequence[Stakeholder],
    starts_at: datetime,
    channel: str,
    purpose: PurposeClass,
) -> Touchpoint:
    """Make the envelope of a planned contact. `id` comes from the form, so a form sent twice makes one envelope.

    Raises PermissionDenied when the role holds no contacts or a stakeholder does not wish to be contacted.
    """
    may_plan_touchpoint(by).require()
    may_contact(by, stakeholders).require()
    values = {"account": account, "starts_at": starts_at, "channel": channel, "purpose": purpose}
    touchpoint, is_new = Touchpoint.objects.get_or_create(
        id=id, defaults={"owner": by, "function": by.side.value, **values}
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
    changed = [name for name, value in values.items() if getattr(touchpoint, name) != value]
    for name in changed:
        setattr(touchpoint, name, values[name])
    if changed:
        touchpoint.save(update_fields=changed)
    _set_attendees(touchpoint, stakeholders)
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
    touchpoint.state = Touchpoint.State.CANCELLED
    touchpoint.save(update_fields=["state"])
    return touchpoint


def _remember_contact(touchpoint: Touchpoint) -> None:
    """Everybody locks people in the order of their keys, then the account: two who met the same people take turns."""
    latest = Greatest(Coalesce(F("last_contact_at"), touchpoint.starts_at), touchpoint.starts_at)
    attending = Stakeholder.objects.filter(pk__in=_attending(touchpoint).values("stakeholder_id"))
    held = attending.order_by("id").select_for_update(no_key=True, of=("self",))
    Stakeholder.objects.filter(pk__in=[person.pk for person in held]).update(last_contact_at=latest)
    Account.objects.filter(pk=touchpoint.account_id).update(last_contact_at=latest)


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
