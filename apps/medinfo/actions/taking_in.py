"""What somebody who was asked does: write the question down, submit it with the attestation, withdraw it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.medinfo.actions.locking import locked
from apps.medinfo.due import due_moment
from apps.medinfo.models import MedicalRequest
from apps.medinfo.policies import (
    is_mine,
    may_change,
    may_receive_request,
    may_take_in,
    may_withdraw,
)
from apps.medinfo.routing import route
from apps.medinfo.telling import forget, tell_where_it_went
from apps.medinfo.workflow import State
from apps.users.models import User

#: What people enter and change. How a question relates to the label is said by who answers, never by the asker.
ENTERED = (
    "kind",
    "asker",
    "affiliation",
    "question",
    "product",
    "therapeutic_area",
    "country",
    "language",
    "complexity",
    "volume",
    "channel",
    "received_at",
    "delivery",
)


@audited
def take_in_request(
    *, by: User, id: uuid.UUID, values: Mapping[str, Any], interaction: Any = None
) -> MedicalRequest:
    """Write a question down as a draft. A form sent twice (the same `id`) makes one.

    `values` are those of `ENTERED`; what is left out takes the model's default. Raises PermissionDenied, or
    ValidationError by field.
    """
    may_take_in(by).require()
    one_at_a_time(id)
    existing: MedicalRequest | None = MedicalRequest.objects.filter(pk=id).first()
    if existing is not None:
        is_mine(by, existing).require()
        return existing
    check_entered(values)
    made = MedicalRequest(id=id, owner=by, interaction=interaction, **values)
    made.save(force_insert=True)
    return made


@audited
def change_request(
    *, by: User, request: MedicalRequest, before: str, values: Mapping[str, Any]
) -> MedicalRequest:
    """Correct a draft, or a request that was returned. Raises EditConflict, PermissionDenied, ValidationError."""
    row = locked(by, request)
    may_change(by, row).require()
    merged = merge(before=before, theirs=values_of(row), mine=values)
    check_entered(merged)
    for name, value in merged.items():
        setattr(row, name, value)
    row.save()
    return row


@audited
def submit_request(*, by: User, request: MedicalRequest, is_unsolicited: bool) -> MedicalRequest:
    """Hand it to medical information: attested, routed by the rules, with the moment until which an answer is due.

    What was returned goes back to whoever asked. Raises ValidationError without the attestation (what was not asked
    for without being prompted is no medical request), PermissionDenied.
    """
    row = locked(by, request)
    if row.is_unanswered and row.state != State.RETURNED and row.attested_by_id == by.pk:
        return row
    may_change(by, row).require()
    if not is_unsolicited:
        raise ValidationError(
            {"is_unsolicited": _("Attest that the question was asked without being prompted.")}
        )
    if missing := [name for name in ("country", "language") if not getattr(row, name)]:
        raise ValidationError(
            {name: _("Needed to find out who answers, and until when.") for name in missing}
        )
    row.attested_by, row.attested_at = by, timezone.now()
    row.submitted_at = row.submitted_at or row.attested_at
    row.due_at = due_moment(row)
    send_on_its_way(row)
    row.save()
    tell_where_it_went(row, by=by)
    return row


@audited
def withdraw_request(*, by: User, request: MedicalRequest, reason: str) -> MedicalRequest:
    """The asker wants no answer any more, or it was no request. Raises ValidationError without a reason."""
    row = locked(by, request)
    if row.state == State.WITHDRAWN and row.withdraw_reason == reason.strip():
        return row
    may_withdraw(by, row).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    row.state, row.withdraw_reason = State.WITHDRAWN, reason.strip()
    row.save()
    forget(row)
    return row


def send_on_its_way(row: MedicalRequest) -> None:
    """To whoever had it before, else by the rules. Changes the row, saves nothing."""
    if row.answerer is None or not may_receive_request(row.answerer):
        found = route(row)
        row.queue, row.answerer, row.routed_by = found.team, found.person, found.rule
        row.routed_because = found.because
    row.state = State.ASSIGNED if row.answerer else State.SUBMITTED
    row.assigned_at = timezone.now() if row.answerer else None


def check_entered(values: Mapping[str, Any]) -> None:
    """What forms and REST check by field, too. Raises ValidationError with messages by field."""
    errors = {}
    if not str(values.get("question", "")).strip():
        errors["question"] = _("Write the question down in the asker's own words.")
    if (at := values.get("received_at")) is not None and at > timezone.now():
        errors["received_at"] = _("This is in the future.")
    affiliation, asker = values.get("affiliation"), values.get("asker")
    if affiliation is not None and asker is not None and affiliation.stakeholder_id != asker.pk:
        errors["affiliation"] = _("This is not an affiliation of the asker.")
    if errors:
        raise ValidationError(errors)


def values_of(request: MedicalRequest) -> dict[str, Any]:
    """What people enter, as the form and the action exchange it."""
    return {name: getattr(request, name) for name in ENTERED}
