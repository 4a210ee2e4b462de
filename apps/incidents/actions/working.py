"""The work of compliance: from a concern or an anonymous report to an incident, and from state to state."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.incidents import telling
from apps.incidents.actions.assigning import assign, end_action
from apps.incidents.choices import Found, State
from apps.incidents.models import Concern, CorrectiveAction, Incident, LogEntry, Receipt
from apps.incidents.policies import may_act, may_comment, may_decide, may_finish, may_move, may_work
from apps.incidents.workflow import asks_reason
from apps.users.models import User


@audited
def make_incident(
    *, by: User, found: Found, found_id: uuid.UUID, values: Mapping[str, Any], concern: Concern | None = None
) -> Incident:
    """Make an incident of what was found: a concern, an anonymous report, a finding of a review. Each makes one.

    `found_id` is the key of that row. `values`: kind, what_happened, happened_on. Raises PermissionDenied.
    """
    may_work(by).require()
    one_at_a_time(found_id)
    existing: Incident | None = Incident.objects.filter(found_id=found_id).first()
    if existing is not None:
        return existing
    if concern is not None:
        _take(by, concern)
    reporter = by if found == Found.REVIEW else None
    made = Incident(found=found, found_id=found_id, reported_by=reporter, **values)
    made.save(force_insert=True)
    telling.reported(made, by)
    return made


def _take(by: User, concern: Concern) -> None:
    locked: Concern = Concern.objects.select_for_update().get(pk=concern.pk)
    may_decide(by, locked).require()
    locked.state, locked.decided_by = Concern.State.INCIDENT, by
    locked.save(update_fields=["state", "decided_by", "updated_at"])
    telling.decided(locked)


@audited
def move_incident(
    *, by: User, incident: Incident, to: str, reason: str = "", severity: int | None = None
) -> Incident:
    """Take an incident to its next state; the reason stands in its log, and the reporter's receipt follows.

    Whoever triages it looks after it. Raises PermissionDenied when the step is not open (any more), ValidationError
    where words or the severity are missing.
    """
    locked = _locked(incident)
    may_move(by, locked, to).require()
    _check(locked, to, reason, severity)
    if to == State.TRIAGED:
        locked.owner, locked.severity = by, severity
    locked.state = to
    locked.closed_on = timezone.localdate() if to == State.CLOSED else None
    locked.save()
    LogEntry(incident=locked, written_by=by, to_state=to, words=reason.strip()).save(force_insert=True)
    Receipt.objects.filter(incident_id=locked.pk).update(state=to, state_on=timezone.localdate())
    return locked


def _check(incident: Incident, to: str, reason: str, severity: int | None) -> None:
    if to == State.TRIAGED and severity is None:
        raise ValidationError({"severity": [_("Say how severe it is.")]})
    if asks_reason(incident.state, to) and not reason.strip():
        raise ValidationError({"reason": [_("Write down why.")]})


@audited
def comment_incident(*, by: User, incident: Incident, id: uuid.UUID, words: str) -> LogEntry:
    """Write a comment into the log; a form sent twice (the same `id`) writes one. Raises PermissionDenied."""
    may_comment(by, incident).require()
    entry = LogEntry(id=id, incident=incident, written_by=by, words=words.strip())
    LogEntry.objects.bulk_create([entry], ignore_conflicts=True)
    return entry


@audited
def add_corrective_action(
    *, by: User, incident: Incident, id: uuid.UUID, what: str, owner: User, due_on: date
) -> CorrectiveAction:
    """Agree on what is changed, who does it, and by when; a form sent twice makes one. Who does it is told, and sees
    `what` and the day, and nothing of the incident. Raises PermissionDenied."""
    may_act(by, _locked(incident)).require()
    action = CorrectiveAction(id=id, incident=incident, what=what, owner=owner, due_on=due_on)
    CorrectiveAction.objects.bulk_create([action], ignore_conflicts=True)
    assign(action, by)
    return action


@audited
def finish_corrective_action(*, by: User, step: CorrectiveAction) -> CorrectiveAction:
    """Say that it is done, as of today. Raises PermissionDenied."""
    incident = _locked(step.incident)
    row: CorrectiveAction = incident.corrective_actions.get(pk=step.pk)
    may_finish(by, row).require()
    end_action(row)
    return row


def _locked(incident: Incident) -> Incident:
    """The incident as it is now; whoever works on it takes turns."""
    found: Incident = Incident.objects.select_for_update().get(pk=incident.pk)
    return found
