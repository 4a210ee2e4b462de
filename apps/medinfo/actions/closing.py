"""The end of a request: attested with a signature, and locked. What comes after is a new version."""

import uuid

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.audit.signing import sign
from apps.core.locks import one_at_a_time
from apps.medinfo.actions.locking import locked, require_seen
from apps.medinfo.actions.taking_in import ENTERED, send_on_its_way
from apps.medinfo.due import due_moment
from apps.medinfo.models import MedicalRequest, RequestSignature
from apps.medinfo.policies import may_close, may_reopen
from apps.medinfo.signed import content_of
from apps.medinfo.telling import forget, tell_where_it_went
from apps.medinfo.workflow import State
from apps.users.models import User
from apps.users.proving import Proof


@audited
def close_request(
    *, by: User, request: MedicalRequest, meaning: str, proof: Proof, seen: str | None = None
) -> MedicalRequest:
    """Sign and lock. From then on the database itself refuses any change of the request and its answers.

    `seen` says which version was read. Raises PermissionDenied, also for a proof that is somebody else's or old;
    ValidationError while a version is open, and for another than was read.
    """
    row = locked(by, request)
    may_close(by, row).require()
    proof.require(by)
    require_seen(row, seen)
    if row.answers.filter(delivered_at=None).exists():
        raise ValidationError(_("A version of the answer is not delivered yet. Deliver it first."))
    row.state, row.closed_at = State.CLOSED, timezone.now()
    row.save()
    sign(
        RequestSignature,
        by=by,
        record=row,
        version=row.version,
        content=content_of(row),
        meaning=meaning,
        proof=proof.way,
    )
    forget(row)
    return row


@audited
def reopen_request(*, by: User, request: MedicalRequest, id: uuid.UUID, reason: str) -> MedicalRequest:
    """A new version beside the closed one, which stays as it was signed: the same question, to be answered again.

    Sent twice (the same `id`, or after somebody else) it makes one. Raises ValidationError without a reason.
    """
    one_at_a_time(request.pk)
    row = locked(by, request)
    may_reopen(by, row).require()
    later: MedicalRequest | None = MedicalRequest.objects.filter(earlier=row).first()
    if later is not None:
        return later
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is opened again.")})
    made = _next_version(row, id, by, reason.strip())
    made.due_at = due_moment(made)
    send_on_its_way(made)
    made.save(force_insert=True)
    tell_where_it_went(made, by=by)
    return made


def _next_version(row: MedicalRequest, id: uuid.UUID, by: User, reason: str) -> MedicalRequest:
    """The clock starts anew: a correction was asked for now. The attestation of the question still holds."""
    now = timezone.now()
    kept = ("owner", "interaction", "label_class", "attested_by", "attested_at", "answerer", "queue")
    values = {name: getattr(row, name) for name in (*ENTERED, *kept)}
    anew = {"received_at": now, "submitted_at": now, "routed_by": row.routed_by}
    return MedicalRequest(
        id=id,
        **{**values, **anew, "routed_because": row.routed_because},
        version=row.version + 1,
        earlier=row,
        reopen_reason=reason,
    )
