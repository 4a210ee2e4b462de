"""Who answers: take, assign, put back, return with a question; and what kind of question it is."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.medinfo.actions.locking import locked
from apps.medinfo.due import due_moment
from apps.medinfo.models import MedicalRequest
from apps.medinfo.policies import (
    may_assess,
    may_assign,
    may_put_back,
    may_receive_request,
    may_return,
    may_take,
)
from apps.medinfo.telling import Kind, forget, tell, tell_where_it_went
from apps.medinfo.workflow import State
from apps.users.models import User


@audited
def take_request(*, by: User, request: MedicalRequest) -> MedicalRequest:
    """Take it out of the queue. Two at once: the second is told who has it."""
    row = locked(by, request)
    if row.state == State.ASSIGNED and row.answerer_id == by.pk:
        return row
    may_take(by, row).require()
    return _given_to(row, by, by=by)


@audited
def assign_request(*, by: User, request: MedicalRequest, to: User) -> MedicalRequest:
    """Give it to somebody of medical information, who is told."""
    row = locked(by, request)
    if row.state == State.ASSIGNED and row.answerer_id == to.pk:
        return row
    may_assign(by, row).require()
    may_receive_request(to).require()
    return _given_to(row, to, by=by)


@audited
def put_back_request(*, by: User, request: MedicalRequest) -> MedicalRequest:
    """Back into the queue it came from; drafts of an answer stay with it."""
    row = locked(by, request)
    if row.state == State.SUBMITTED and row.answerer_id is None:
        return row
    may_put_back(by, row).require()
    row.state, row.answerer, row.assigned_at = State.SUBMITTED, None, None
    row.save()
    tell_where_it_went(row, by=by)
    return row


@audited
def return_request(*, by: User, request: MedicalRequest, question: str) -> MedicalRequest:
    """Ask back whoever took it in. It stays with who asks; the clock runs on, since the asker waits all the same.

    Raises ValidationError without a question.
    """
    row = locked(by, request)
    if row.state == State.RETURNED and row.return_question == question.strip():
        return row
    may_return(by, row).require()
    if not question.strip():
        raise ValidationError({"question": _("Say what you need to know.")})
    if row.answerer is None and by.facts.answers:
        row.answerer, row.assigned_at = by, timezone.now()
    row.state, row.return_question = State.RETURNED, question.strip()
    row.save()
    forget(row)
    tell([row.owner], Kind.REQUEST_RETURNED, row)
    return row


@audited
def assess_request(
    *, by: User, request: MedicalRequest, label_class: str, complexity: str, volume: int
) -> MedicalRequest:
    """Say how it relates to the label, and how much work it is. Another complexity moves the due moment; the history
    says who moved it."""
    row = locked(by, request)
    may_assess(by, row).require()
    row.label_class, row.complexity, row.volume = label_class, complexity, volume
    row.due_at = due_moment(row)
    row.save()
    return row


def _given_to(row: MedicalRequest, to: User, *, by: User) -> MedicalRequest:
    row.answerer, row.assigned_at, row.state = to, timezone.now(), State.ASSIGNED
    row.save()
    tell_where_it_went(row, by=by)
    return row
