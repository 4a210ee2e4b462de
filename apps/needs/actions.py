"""Writing needs and critical feedback. Each action checks its policy itself and is safe to repeat."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.needs import telling
from apps.needs.models import UnmetNeed
from apps.needs.policies import (
    is_mine,
    may_answer,
    may_assign,
    may_change,
    may_confirm,
    may_record,
    may_take_up_again,
)
from apps.needs.workflow import State
from apps.users.models import User

#: What people enter and change.
ENTERED = ("kind", "reason", "words", "stakeholder", "therapeutic_area", "heard_on", "priority")


@audited
def record_need(*, by: User, id: uuid.UUID, values: Mapping[str, Any], interaction: Any = None) -> UnmetNeed:
    """Write down what was heard; nobody answers for it yet. A form sent twice (the same `id`) makes one.

    `values` are those of `ENTERED`; without a day it was heard today, without a priority it is normal.
    Raises PermissionDenied, and ValidationError for critical feedback without a reason or a day to come.
    """
    may_record(by).require()
    one_at_a_time(id)
    existing: UnmetNeed | None = UnmetNeed.objects.filter(pk=id).first()
    if existing is not None:
        is_mine(by, existing).require()
        return existing
    entered = checked({"heard_on": timezone.localdate(), **values})
    made = UnmetNeed(id=id, recorded_by=by, interaction=interaction, **entered)
    made.save(force_insert=True)
    return made


@audited
def change_need(*, by: User, need: UnmetNeed, before: str, values: Mapping[str, Any]) -> UnmetNeed:
    """Correct what was recorded. Raises EditConflict when somebody else changed the same fields meanwhile."""
    locked = _locked(by, need)
    may_change(by, locked).require()
    for name, value in checked(merge(before=before, theirs=values_of(locked), mine=values)).items():
        setattr(locked, name, value)
    locked.save()
    return locked


@audited
def assign_need(*, by: User, need: UnmetNeed, to: User) -> UnmetNeed:
    """Say who answers for it; they are told. Work that had begun begins anew with them."""
    locked = _locked(by, need)
    if locked.owner_id == to.pk:
        return locked
    may_assign(by, locked, to).require()
    locked.owner = to
    if locked.state != State.ANSWERED:
        locked.state = State.ASSIGNED
    locked.save()
    telling.given(locked, by)
    return locked


@audited
def begin_need(*, by: User, need: UnmetNeed) -> UnmetNeed:
    """Say that one works on it. Who begins what nobody has answers for it from now on."""
    locked = _locked(by, need)
    if locked.state == State.IN_PROGRESS and locked.owner_id == by.pk:
        return locked
    may_answer(by, locked).require()
    locked.owner, locked.state = locked.owner or by, State.IN_PROGRESS
    locked.save()
    return locked


@audited
def answer_need(*, by: User, need: UnmetNeed, answer: str) -> UnmetNeed:
    """Say what was done about it; who heard it is told, and asks whether that met the need.

    Raises ValidationError without words.
    """
    locked = _locked(by, need)
    if locked.state == State.ANSWERED and locked.answer == answer.strip():
        return locked
    may_answer(by, locked).require()
    locked.answer = _said(answer, "answer", _("Say what was done or told."))
    locked.owner, locked.state, locked.answered_on = locked.owner or by, State.ANSWERED, timezone.localdate()
    locked.save()
    telling.answered(locked, by)
    return locked


@audited
def confirm_need(*, by: User, need: UnmetNeed, is_met: bool, confirmation: str) -> UnmetNeed:
    """Write down what the stakeholder said to the answer. "Not met" leads back to work, and the owner is told.

    Raises ValidationError without their words.
    """
    locked = _locked(by, need)
    following = State.MET if is_met else State.IN_PROGRESS
    if locked.state == following and locked.confirmation == confirmation.strip():
        return locked
    may_confirm(by, locked).require()
    locked.confirmation = _said(confirmation, "confirmation", _("Write down what they said to the answer."))
    locked.state, locked.closed_on = following, timezone.localdate() if is_met else None
    locked.save()
    if not is_met:
        telling.given(locked, by)
    return locked


@audited
def close_need(*, by: User, need: UnmetNeed, reason: str) -> UnmetNeed:
    """Say that it will not be met, and why. Raises ValidationError without a reason."""
    locked = _locked(by, need)
    if locked.state == State.CLOSED and locked.close_reason == reason.strip():
        return locked
    may_change(by, locked).require()
    locked.close_reason = _said(reason, "reason", _("Say why it is not met."))
    locked.state, locked.closed_on = State.CLOSED, timezone.localdate()
    locked.save()
    return locked


@audited
def take_need_up_again(*, by: User, need: UnmetNeed) -> UnmetNeed:
    """Undo confirming or closing."""
    locked = _locked(by, need)
    if locked.is_pending:
        return locked
    may_take_up_again(by, locked).require()
    locked.state = State.IN_PROGRESS if locked.owner else State.OPEN
    locked.closed_on = None
    locked.save()
    return locked


def values_of(need: UnmetNeed) -> dict[str, Any]:
    """What people enter, as the form and the action exchange it."""
    return {name: getattr(need, name) for name in ENTERED}


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept: a reason belongs to critical feedback alone, and nothing was heard in the future."""
    kept = dict(values)
    heard_on: date = kept["heard_on"]
    if heard_on > timezone.localdate():
        raise ValidationError({"heard_on": _("This day is still to come.")})
    if kept["kind"] != UnmetNeed.Kind.CRITICAL_FEEDBACK:
        return kept | {"reason": ""}
    if not kept.get("reason"):
        raise ValidationError({"reason": _("Say why they do not want to work with us.")})
    return kept


def _said(words: str, field: str, missing: str) -> str:
    if not words.strip():
        raise ValidationError({field: missing})
    return words.strip()


def _locked(by: User, need: UnmetNeed) -> UnmetNeed:
    """Asked first, because the database lets nobody lock a row who may only read it."""
    may_record(by).require()
    rows: Any = UnmetNeed.objects.select_for_update(of=("self",)).select_related("owner", "recorded_by")
    found: UnmetNeed = rows.get(pk=need.pk)
    return found
