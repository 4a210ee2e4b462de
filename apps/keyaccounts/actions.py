"""Writing visits: the envelope goes through `coordination`, the only door; the notes stay on the commercial side."""

import uuid
from collections.abc import Mapping
from typing import Any

from apps.audit.recording import audited
from apps.coordination.actions import cancel_touchpoint, change_touchpoint, hold_touchpoint, plan_touchpoint
from apps.coordination.models import Touchpoint
from apps.coordination.queries import attending
from apps.core.merging import merge
from apps.core.sections import Given, run_sections
from apps.handoffs.actions.parts import partner_told
from apps.keyaccounts.models import Visit
from apps.keyaccounts.policies import may_cancel_visit, may_change_visit, may_log_visit, may_plan_visit
from apps.users.models import User

#: What both sides will see.
ENVELOPE = ("account", "stakeholders", "starts_at", "channel", "purpose")

#: Where other apps add their parts.
LOG = "keyaccounts.log"


@audited
def plan_visit(
    *, by: User, id: uuid.UUID, values: Mapping[str, Any], joint_key: uuid.UUID | None = None
) -> Visit:
    """Plan a visit; a form sent twice plans one. Raises PermissionDenied, for do-not-contact too.

    `joint_key` is that of the joint visit it is a part of.
    """
    may_plan_visit(by).require()
    envelope = {name: values[name] for name in ENVELOPE}
    touchpoint = plan_touchpoint(by=by, id=id, joint_key=joint_key, **envelope)
    visit, _is_new = Visit.objects.get_or_create(touchpoint=touchpoint, defaults={"id": touchpoint.pk})
    return visit


@audited
def change_visit(*, by: User, visit: Visit, before: str, values: Mapping[str, Any]) -> Visit:
    """Move a planned visit, or change whom and what it is for. Raises EditConflict when it was changed meanwhile."""
    locked = _locked(visit)
    may_change_visit(by, locked).require()
    with partner_told(by, locked.touchpoint):
        _write_envelope(by, locked, before, {name: values[name] for name in ENVELOPE})
    return locked


@audited
def log_visit(
    *,
    by: User,
    visit: Visit,
    before: str,
    values: Mapping[str, Any],
    sections: Given | None = None,
) -> Visit:
    """Say that a visit was held, when and with whom, and keep the notes. Later calls correct it.

    `sections` is what was entered in the parts that other apps added. Raises PermissionDenied, EditConflict or
    ValidationError.
    """
    locked = _locked(visit)
    may_log_visit(by, locked).require()
    merged = _write_envelope(
        by, locked, before, {name: values[name] for name in ("starts_at", "stakeholders", "notes")}
    )
    if merged["notes"] != locked.notes or locked._state.adding:
        locked.notes = merged["notes"]
        locked.save()
    hold_touchpoint(by=by, touchpoint=locked.touchpoint)
    run_sections(LOG, sections or {}, by=by, subject=locked.touchpoint)
    return locked


@audited
def cancel_visit(*, by: User, visit: Visit) -> Visit:
    """Say that a visit will not take place. It stays in the list and in the radar, as cancelled."""
    locked = _locked(visit)
    may_cancel_visit(by, locked).require()
    with partner_told(by, locked.touchpoint):
        cancel_touchpoint(by=by, touchpoint=locked.touchpoint)
    return locked


def visit_values(visit: Visit) -> dict[str, Any]:
    """What a form about this visit starts with."""
    envelope = {name: getattr(visit.touchpoint, name) for name in ENVELOPE if name != "stakeholders"}
    return {**envelope, "stakeholders": attending(visit.touchpoint), "notes": visit.notes}


def _locked(visit: Visit) -> Visit:
    """The visit as it is now; its envelope is locked, so that two savings come one after the other."""
    touchpoint = Touchpoint.objects.select_for_update().get(pk=visit.touchpoint_id)
    locked: Visit = Visit.objects.filter(touchpoint=touchpoint).first() or Visit(pk=touchpoint.pk)
    locked.touchpoint = touchpoint
    return locked


def _write_envelope(by: User, visit: Visit, before: str, mine: Mapping[str, Any]) -> dict[str, Any]:
    theirs = visit_values(visit)
    merged = merge(before=before, theirs={name: theirs[name] for name in mine}, mine=mine)
    envelope = {name: value for name, value in {**theirs, **merged}.items() if name in ENVELOPE}
    change_touchpoint(by=by, touchpoint=visit.touchpoint, **envelope)
    return merged
