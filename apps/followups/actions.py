"""Writing commitments. Each action checks its policy itself, is safe to repeat, and keeps the reminders right."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.followups.files import name_of, remove, store
from apps.followups.models import Commitment
from apps.followups.policies import (
    is_made_for,
    may_change,
    may_hand_over,
    may_promise,
    may_promise_for,
    may_take_up_again,
)
from apps.followups.reminders import forget, remind
from apps.followups.review import standing_of
from apps.followups.workflow import State
from apps.users.models import User

#: What people enter and change.
ENTERED = ("stakeholder", "therapeutic_area", "what", "due_on", "priority")


@audited
def promise(
    *,
    by: User,
    id: uuid.UUID,
    values: Mapping[str, Any],
    interaction: Any = None,
    owner: User | None = None,
    about: Mapping[str, Any] | None = None,
) -> Commitment:
    """Write down a promise. A form sent twice (the same `id`) makes one.

    `values` are those of `ENTERED`; without a priority it is normal. `owner` keeps it instead of who wrote it down, and
    is told. `about` is the `request` or the `need` it belongs to. Raises PermissionDenied.
    """
    owner = owner or by
    may_promise_for(by, owner).require()
    one_at_a_time(id)
    existing: Commitment | None = Commitment.objects.filter(pk=id).first()
    if existing is not None:
        is_made_for(owner, existing).require()
        return existing
    # Also to who asks not to be contacted: what was promised before is kept, or cancelled with a reason.
    made = Commitment(id=id, owner=owner, interaction=interaction, **values, **(about or {}))
    made.save(force_insert=True)
    remind(made, is_new_to_owner=owner.pk != by.pk)
    return made


@audited
def change_commitment(
    *, by: User, commitment: Commitment, before: str, values: Mapping[str, Any]
) -> Commitment:
    """Correct or move a promise. Raises EditConflict when somebody else changed the same fields meanwhile."""
    locked = _locked(by, commitment)
    may_change(by, locked).require()
    for name, value in merge(before=before, theirs=values_of(locked), mine=values).items():
        setattr(locked, name, value)
    locked.save()
    remind(locked)
    return locked


@audited
def decide_to_keep(*, by: User, commitment: Commitment) -> Commitment:
    """Keep it all the same, though the stakeholder was archived or asked not to be contacted."""
    locked = _locked(by, commitment)
    may_change(by, locked).require()
    locked.decided_about = standing_of(locked.stakeholder)
    locked.save()
    return locked


@audited
def begin_commitment(*, by: User, commitment: Commitment) -> Commitment:
    """Say that somebody works on it."""
    locked = _locked(by, commitment)
    may_change(by, locked).require()
    locked.state = State.IN_PROGRESS
    locked.save()
    return locked


@audited
def keep_commitment(
    *,
    by: User,
    commitment: Commitment,
    evidence: str = "",
    sent_material: str = "",
    sent_on: date | None = None,
    link: str = "",
    file: Any = None,
) -> Commitment:
    """Say that it was kept, and how: a note, what was sent (and when), a link, a file (an upload).

    Raises ValidationError when none of them is given, or the file is of no kind that is taken.
    """
    locked = _locked(by, commitment)
    material = sent_material.strip()
    shown: dict[str, Any] = {
        "evidence": evidence.strip(),
        "sent_material": material,
        "sent_on": sent_on or (timezone.localdate() if material else None),
        "evidence_link": link,
    }
    if locked.state == State.DONE and _is_kept_so(locked, shown, file):
        return locked
    may_change(by, locked).require()
    if not any(shown.values()) and not file:
        raise ValidationError({"evidence": _("Say how it was kept: what you sent or did.")})
    if sent_on and sent_on > timezone.localdate():
        raise ValidationError({"sent_on": _("This day is still to come.")})
    return _kept_with(locked, shown, file)


def _is_kept_so(locked: Commitment, shown: Mapping[str, Any], file: Any) -> bool:
    """Whether this is the form that kept it, sent again."""
    has_its_file = not file or name_of(file) == locked.evidence_file_name
    return has_its_file and all(getattr(locked, name) == value for name, value in shown.items())


def _kept_with(locked: Commitment, shown: Mapping[str, Any], file: Any) -> Commitment:
    """A file of an earlier keeping stays on disk, where the history names it."""
    stored = store(file) if file else None
    named = {"evidence_file": stored.path, "evidence_file_name": stored.name} if stored else {}
    try:
        with transaction.atomic():
            return _closed(locked, state=State.DONE, **shown, **named)
    except BaseException:
        remove(stored)
        raise


@audited
def cancel_commitment(*, by: User, commitment: Commitment, reason: str) -> Commitment:
    """Say that it will not be kept, and why. Raises ValidationError without a reason."""
    locked = _locked(by, commitment)
    if locked.state == State.CANCELLED and locked.cancel_reason == reason.strip():
        return locked
    may_change(by, locked).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is not kept.")})
    return _closed(locked, state=State.CANCELLED, cancel_reason=reason.strip())


def take_back(*, by: User, commitment: Commitment) -> Commitment:
    """Undo writing it down: it is cancelled, and says why."""
    return cancel_commitment(by=by, commitment=commitment, reason=_("Taken back when it was written down."))


@audited
def take_up_again(*, by: User, commitment: Commitment) -> Commitment:
    """Undo keeping or cancelling: it is open again, and reminded of again."""
    locked = _locked(by, commitment)
    if locked.state == State.OPEN:
        return locked
    may_take_up_again(by, locked).require()
    locked.state, locked.closed_on = State.OPEN, None
    locked.save()
    remind(locked)
    return locked


@audited
def snooze_commitment(*, by: User, commitment: Commitment, until: date) -> Commitment:
    """Be reminded later. The due day stays, so that a late promise stays late. Raises ValidationError for the past."""
    locked = _locked(by, commitment)
    may_change(by, locked).require()
    if until <= timezone.localdate():
        raise ValidationError({"until": _("Choose a day to come.")})
    locked.snoozed_until = until
    locked.save()
    remind(locked)
    return locked


@audited
def move_commitment(*, by: User, commitment: Commitment, due_on: date) -> Commitment:
    """Give it another day. Raises ValidationError for the past."""
    locked = _locked(by, commitment)
    may_change(by, locked).require()
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Choose a day to come.")})
    if locked.due_on != due_on:
        locked.due_on = due_on
        locked.save()
        remind(locked)
    return locked


@audited
def rank_commitment(*, by: User, commitment: Commitment, priority: int) -> Commitment:
    """Say how much it matters."""
    locked = _locked(by, commitment)
    may_change(by, locked).require()
    if locked.priority != priority:
        locked.priority = priority
        locked.save()
    return locked


@audited
def hand_over_commitment(*, by: User, commitment: Commitment, to: User) -> Commitment:
    """Give it to a colleague, who is told. Whoever made the promise is still named in the history."""
    locked = _locked(by, commitment)
    if locked.owner_id == to.pk:
        return locked
    may_hand_over(by, locked, to).require()
    forget(locked)
    locked.owner, locked.snoozed_until = to, None
    locked.save()
    remind(locked, is_new_to_owner=True)
    return locked


def values_of(commitment: Commitment) -> dict[str, Any]:
    """What people enter, as the form and the action exchange it."""
    return {name: getattr(commitment, name) for name in ENTERED}


def _locked(by: User, commitment: Commitment) -> Commitment:
    """Asked first, because the database lets nobody lock a row who may only read it."""
    may_promise(by).require()
    rows: Any = Commitment.objects.select_for_update(of=("self",)).select_related("owner")
    found: Commitment = rows.get(pk=commitment.pk)
    return found


def _closed(locked: Commitment, **values: Any) -> Commitment:
    for name, value in values.items():
        setattr(locked, name, value)
    locked.closed_on, locked.snoozed_until = timezone.localdate(), None
    locked.save()
    forget(locked)
    return locked
