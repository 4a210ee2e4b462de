"""Asking for a review, deciding, withdrawing."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.reviews import telling
from apps.reviews.models import ReviewRequest
from apps.reviews.policies import may_ask, may_decide, may_withdraw
from apps.reviews.subjects import Subject, subject_of
from apps.reviews.workflow import State
from apps.users.models import User

#: What compliance may decide, as forms and REST offer it.
DECISIONS = [(state.value, state.label) for state in (State.APPROVED, State.RETURNED, State.REJECTED)]


@audited
def ask_review(
    *, by: User, id: uuid.UUID, subject_kind: str, subject_id: uuid.UUID, wanted_by: date
) -> ReviewRequest:
    """Ask compliance to look at something by a day; its officers are told. The same `id` asks once.

    Raises PermissionDenied when the app that holds the thing says no, ValidationError for a day that is over or a kind
    that no app holds.
    """
    may_ask(by).require()
    one_at_a_time(subject_id)
    existing: ReviewRequest | None = ReviewRequest.objects.filter(pk=id, asked_by=by).first()
    if existing is not None:
        return existing
    subject = _subject(subject_kind)
    if wanted_by < timezone.localdate():
        raise ValidationError({"wanted_by": _("This day is over.")})
    made = ReviewRequest(
        id=id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        asked_by=by,
        asked_at=timezone.now(),
        wanted_by=wanted_by,
    )
    subject.asked(by, made)
    made.save(force_insert=True)
    telling.asked(made)
    return made


@audited
def answer_review(*, by: User, review: ReviewRequest, state: str, words: str = "") -> ReviewRequest:
    """Approve, return with a question or reject with a reason; who asked is told, and the thing moves on.

    Raises PermissionDenied, and ValidationError without the question or the reason.
    """
    locked = _locked(review)
    if (locked.state, locked.decided_by_id, locked.words) == (state, by.pk, words.strip()):
        return locked
    may_decide(by, locked).require()
    if state != State.APPROVED and not words.strip():
        raise ValidationError({"words": _("Write what is asked, or why it is not approved.")})
    locked.state, locked.words = state, words.strip()
    locked.decided_by, locked.decided_at = by, timezone.now()
    return _ended(by, locked)


@audited
def withdraw_review(*, by: User, review: ReviewRequest) -> ReviewRequest:
    """Take back what one asked; compliance need not look any more."""
    locked = _locked(review)
    if locked.state == State.WITHDRAWN and locked.asked_by_id == by.pk:
        return locked
    may_withdraw(by, locked).require()
    locked.state = State.WITHDRAWN
    return _ended(by, locked)


def _ended(by: User, review: ReviewRequest) -> ReviewRequest:
    review.save()
    _subject(review.subject_kind).ended(by, review)
    telling.ended(review)
    return review


def _subject(kind: str) -> Subject:
    found = subject_of(kind)
    if found is None:
        raise ValidationError({"subject_kind": _("Nothing of this kind can be reviewed yet.")})
    return found


def _locked(review: ReviewRequest) -> ReviewRequest:
    rows: Any = ReviewRequest.objects.select_for_update(of=("self",)).select_related("asked_by")
    found: ReviewRequest = rows.get(pk=review.pk)
    return found
