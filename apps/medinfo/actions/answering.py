"""Versions of an answer: a draft that is written, approved, and delivered. What was approved never changes."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.merging import merge
from apps.medinfo.actions.locking import locked, require_seen
from apps.medinfo.models import Answer, MedicalRequest
from apps.medinfo.policies import may_answer
from apps.medinfo.telling import Kind, forget, tell
from apps.medinfo.workflow import State
from apps.users.models import User


@audited
def save_answer(
    *, by: User, request: MedicalRequest, text: str, sources: str = "", before: str = ""
) -> Answer:
    """Write the draft; the first save after an approval begins the next version. Raises EditConflict when somebody else
    wrote the same field meanwhile, ValidationError for nothing."""
    row = locked(by, request)
    may_answer(by, row).require()
    if not text.strip():
        raise ValidationError({"text": _("Write the answer.")})
    typed = {"text": text.strip(), "sources": sources.strip()}
    draft = _draft_of(row)
    if draft is None:
        if (latest := row.answers.last()) and words_of(latest) == typed:
            return latest
        number = (latest.number if latest else 0) + 1
        return Answer.objects.create(request=row, number=number, written_by=by, **typed)
    merged = merge(before=before, theirs=words_of(draft), mine=typed)
    draft.text, draft.sources, draft.written_by = merged["text"], merged["sources"], by
    draft.save()
    return draft


@audited
def approve_answer(*, by: User, request: MedicalRequest, seen: str | None = None) -> Answer:
    """Say that the draft may go out; from then on its words stay. `seen` says which words were read.

    Raises ValidationError without a draft, for other words than were read, or before somebody said how the question
    relates to the label.
    """
    row = locked(by, request)
    may_answer(by, row).require()
    draft = _draft_of(row)
    if draft is None:
        if (latest := row.answers.last()) is not None:
            return latest
        raise ValidationError(_("There is no draft to approve."))
    require_seen(row, seen)
    if not row.label_class:
        raise ValidationError(_("Say first how the question relates to the label."))
    draft.approved_by, draft.approved_at = by, timezone.now()
    draft.save()
    return draft


@audited
def deliver_answer(
    *, by: User, request: MedicalRequest, how: str, to: str, at: datetime, seen: str | None = None
) -> Answer:
    """Record how, when and to whom the latest approved version went. The first delivery answers the request.

    `at` is aware, `seen` says which version was read. Raises ValidationError for a moment to come or before the
    question, without an approved version, and for another than was read.
    """
    row = locked(by, request)
    may_answer(by, row).require()
    answer: Answer | None = row.answers.exclude(approved_at=None).last()
    if answer is None:
        raise ValidationError(_("Approve the answer before you deliver it."))
    if answer.delivered_at is not None:
        return answer
    require_seen(row, seen)
    if not row.received_at <= at <= timezone.now():
        raise ValidationError({"at": _("This is before the question, or in the future.")})
    answer.delivered_by, answer.delivered_at = by, at
    answer.delivered_how, answer.delivered_to = how, to.strip()
    answer.save()
    _answered(row, at)
    return answer


def words_of(answer: Answer) -> dict[str, Any]:
    """What is written in an answer, as the form and the action exchange it."""
    return {"text": answer.text, "sources": answer.sources}


def _draft_of(row: MedicalRequest) -> Answer | None:
    found: Answer | None = row.answers.filter(approved_at=None).first()
    return found


def _answered(row: MedicalRequest, at: datetime) -> None:
    """The first delivery counts for the response time; later ones are corrections."""
    if row.state == State.ASSIGNED:
        row.state, row.answered_at = State.ANSWERED, at
        row.save()
        forget(row)
    tell([row.owner], Kind.REQUEST_ANSWERED, row)
