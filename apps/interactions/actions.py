"""Writing interactions: plan, log, submit, amend, cancel. Each checks its policy itself and is safe to repeat."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.audit.recording import audited
from apps.coordination.actions import (
    cancel_touchpoint,
    change_touchpoint,
    hold_touchpoint,
    plan_touchpoint,
    record_touchpoint,
)
from apps.coordination.models import Touchpoint
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.core.registry import Section
from apps.core.sections import Given, checked_sections
from apps.handoffs.actions.parts import partner_told
from apps.interactions.entry import CONTENT_FIELDS, Entry, Recorded, entry_of
from apps.interactions.models import Interaction, Version
from apps.interactions.policies import may_amend, may_cancel, may_change_plan, may_log, may_plan
from apps.interactions.recording import content_of, save_content
from apps.interactions.reminders import forget_to_log, remind_to_log
from apps.interactions.workflow import State
from apps.kols.remembering import remember_interactions, remember_talk
from apps.users.models import User

#: Of a record that is gone or that somebody else took over since the page was opened; it tells neither from the other.
NOT_THERE = gettext_lazy("This record is not there, or you may not see it.")
#: Where other apps add their parts; the same parts when a record is amended.
LOG = "interactions.log"
#: What changes with the state of a record.
STATE_FIELDS = ("state", "version", "submitted_at", "opened_at", "amend_reason")


@audited
def plan_interaction(
    *, by: User, id: uuid.UUID, entry: Entry, joint_key: uuid.UUID | None = None
) -> Interaction:
    """Plan a contact: an envelope that both sides see, and the content it will have.

    `joint_key` is that of the joint visit it is a part of. A repeated call with the same `id` returns what the first
    made. Raises PermissionDenied with the reason.
    """
    may_plan(by).require()
    one_at_a_time(id)
    if (existing := _locked(by, id)) is not None:
        return existing
    interaction = _new(id, entry, plan_touchpoint(by=by, joint_key=joint_key, **entry.envelope()))
    save_content(interaction, entry)
    remind_to_log(interaction)
    return interaction


@audited
def change_plan(*, by: User, interaction: Interaction, entry: Entry, before: str) -> Interaction:
    """Move a planned contact or change what is planned. Raises EditConflict when somebody else did so meanwhile."""
    locked = _require_locked(by, interaction.pk)
    may_change_plan(by, locked).require()
    merged = _merged(locked, entry, before)
    with partner_told(by, locked.touchpoint):
        change_touchpoint(by=by, touchpoint=locked.touchpoint, **merged.envelope())
    save_content(locked, merged)
    remind_to_log(locked)
    return locked


@audited
def log_interaction(
    *,
    by: User,
    id: uuid.UUID,
    entry: Entry,
    before: str = "",
    is_final: bool,
    sections: Given | None = None,
    opened_at: datetime | None = None,
) -> Interaction:
    """Record what was said; `is_final` submits and locks it. Works on a plan or from nothing.

    `id` is the interaction's key, made when the form was opened: a double click or a repeated send returns the record
    of the first. `sections` holds what was entered in the parts of the form that other apps added, by their prefix; a
    part that is needed (a safety report after "yes") cannot be left out.
    Raises PermissionDenied, ValidationError (field to messages) or EditConflict.
    """
    may_plan(by).require()
    one_at_a_time(id)
    interaction = _locked(by, id)
    if interaction is not None and _is_repeated(by, interaction, entry):
        return interaction
    check_entry(entry, is_final=is_final)
    parts = checked_sections(LOG, sections or {}, Recorded(entry, is_final))
    if interaction is None:
        interaction = _new(id, entry, record_touchpoint(by=by, **entry.envelope()))
        remember_talk([person.pk for person in entry.stakeholders], entry.starts_at)
    else:
        may_log(by, interaction).require()
        entry = _merged(interaction, entry, before)
        _hold(by, interaction, entry)
        if is_final:
            forget_to_log(interaction)
    interaction.opened_at = interaction.opened_at or opened_at
    _record(by, interaction, entry, State.SUBMITTED if is_final else State.HELD)
    _run(parts, by, interaction)
    return interaction


@audited
def amend_interaction(
    *,
    by: User,
    interaction: Interaction,
    entry: Entry,
    reason: str,
    before: str,
    sections: Given | None = None,
) -> Interaction:
    """Correct a submitted interaction. The former version stays readable; the reason is kept with the new one.

    Raises ValidationError without a reason, PermissionDenied, or EditConflict.
    """
    locked = _require_locked(by, interaction.pk)
    may_amend(by, locked).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the record is corrected.")})
    check_entry(entry, is_final=True)
    earlier, merged = entry_of(locked), _merged(locked, entry, before)
    if content_of(earlier) == content_of(merged):
        raise ValidationError(_("Nothing was changed, so there is nothing to amend."))
    parts = checked_sections(LOG, sections or {}, Recorded(merged, is_final=True, earlier=earlier))
    change_touchpoint(by=by, touchpoint=locked.touchpoint, **merged.envelope())
    remember_interactions(locked.touchpoint)
    _record(by, locked, merged, State.AMENDED, reason=reason.strip())
    _run(parts, by, locked)
    return locked


@audited
def cancel_interaction(*, by: User, interaction: Interaction, reason: str) -> Interaction:
    """Cancel with a reason. Nothing is deleted: the envelope shows that the contact was cancelled."""
    locked = _require_locked(by, interaction.pk)
    may_cancel(by, locked).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled.")})
    locked.state, locked.cancel_reason = State.CANCELLED, reason.strip()
    locked.save(update_fields=["state", "cancel_reason"])
    with partner_told(by, locked.touchpoint):
        cancel_touchpoint(by=by, touchpoint=locked.touchpoint)
    remember_interactions(locked.touchpoint)
    forget_to_log(locked)
    return locked


def check_entry(entry: Entry, *, is_final: bool) -> None:
    """What a logged interaction must say. Raises ValidationError with messages by field."""
    errors = {}
    if not entry.stakeholders:
        errors["stakeholders"] = _("Choose at least one person.")
    if entry.starts_at > timezone.now():
        errors["starts_at"] = _("This is in the future. Plan it now and log it afterwards.")
    if is_final and not entry.safety_answer:
        errors["safety_answer"] = _("Answer yes or no before you submit.")
    if errors:
        raise ValidationError(errors)


def _locked(by: User, id: uuid.UUID) -> Interaction | None:
    """The row under a lock; None when there is none. Raises PermissionDenied for one that may not be seen."""
    row = (
        Interaction.objects.select_for_update(of=("self",))
        .select_related("touchpoint", "owner")
        .filter(pk=id)
        .first()
    )
    if row is not None and not Interaction.objects.visible_to(by).filter(pk=id).exists():
        raise PermissionDenied(NOT_THERE)
    return row


def _require_locked(by: User, id: uuid.UUID) -> Interaction:
    row = _locked(by, id)
    if row is None:
        raise PermissionDenied(NOT_THERE)
    return row


def _merged(interaction: Interaction, entry: Entry, before: str) -> Entry:
    return Entry(**merge(before=before, theirs=entry_of(interaction).values(), mine=entry.values()))


def _is_repeated(by: User, interaction: Interaction, entry: Entry) -> bool:
    """The same words sent again by the same person, as a double click does; other words are not dropped in silence."""
    is_mine = interaction.owner_id == by.pk and interaction.is_locked
    return is_mine and content_of(entry_of(interaction)) == content_of(entry)


def _hold(by: User, interaction: Interaction, entry: Entry) -> None:
    """The planned contact took place, or its draft is corrected: the envelope, people and profiles say so."""
    touchpoint = change_touchpoint(by=by, touchpoint=interaction.touchpoint, **entry.envelope())
    hold_touchpoint(by=by, touchpoint=touchpoint)
    remember_interactions(touchpoint)


def _run(parts: list[tuple[Section, dict[str, Any]]], by: User, interaction: Interaction) -> None:
    for section, data in parts:
        section.action(by=by, subject=interaction.touchpoint, data=data)


def _new(id: uuid.UUID, entry: Entry, touchpoint: Touchpoint) -> Interaction:
    """The content of an envelope that was just made; not saved yet."""
    values = {name: getattr(entry, name) for name in CONTENT_FIELDS}
    owner = touchpoint.owner
    return Interaction(id=id, touchpoint=touchpoint, owner=owner, planned_for=entry.starts_at, **values)


def _record(by: User, interaction: Interaction, entry: Entry, state: str, *, reason: str = "") -> None:
    """Write an entry and enter a state; a submitted or amended one also becomes a version, which never changes."""
    interaction.state = state
    if interaction.is_locked:
        interaction.version += 1
        interaction.submitted_at = interaction.submitted_at or timezone.now()
    interaction.amend_reason = reason
    save_content(interaction, entry, also=STATE_FIELDS)
    if interaction.is_locked:
        Version.objects.create(
            interaction=interaction,
            number=interaction.version,
            content=content_of(entry),
            reason=reason,
            made_by=by,
        )
