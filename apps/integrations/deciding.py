"""Deciding what an import is unsure of: one at a time, by whoever comes first, with a way back for a minute.

A decision takes effect with the same person's next one, or when the timetable finds it. Rows of the directory are never
deleted, so what a wrong key did could not be taken back later.
"""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.integrations.applying import FAULTS, NOBODYS_FAULT
from apps.integrations.kinds import added, kind_of
from apps.integrations.models import ImportRow, ImportRun, Review
from apps.integrations.policies import may_import
from apps.integrations.reviews import choices_of
from apps.kols.actions import answer_question
from apps.kols.models import MatchQuestion
from apps.users.models import User

State = Review.State
#: How long the last decision can be taken back.
WAY_BACK = timedelta(minutes=1)


@audited
def decide_review(*, by: User, review: Review, choice: UUID | None) -> Review:
    """The same as `choice`, or none of them. Raises PermissionDenied where somebody was quicker, ValidationError."""
    may_import(by).require()
    for earlier in Review.objects.filter(state=State.DECIDED, decided_by=by).exclude(pk=review.pk):
        settle_review(earlier, by=by)
    row = _locked(review)
    _require_open(row, by, choice)
    if choice and str(choice) not in [found["key"] for found in choices_of(row)]:
        raise ValidationError(_("This is none of the choices any more. Look again."))
    now = timezone.now()
    row.state, row.chosen, row.decided_by = State.DECIDED, choice, by
    row.decided_at, row.effective_at = now, now + WAY_BACK
    row.save()
    return row


def _require_open(row: Review, by: User, choice: UUID | None) -> None:
    """The same answer by the same person again is no fault; anybody else is told."""
    if row.state == State.OPEN or (row.decided_by_id == by.pk and row.chosen == choice):
        return
    name = row.decided_by or _("The import")
    raise PermissionDenied(
        _("%(name)s decided about %(label)s before you.") % {"name": name, "label": row.label}
    )


@audited
def undo_review(*, by: User) -> Review:
    """Take one's last decision back. Raises PermissionDenied when there is none that has not taken effect."""
    may_import(by).require()
    mine = Review.objects.filter(state=State.DECIDED, decided_by=by).order_by("-decided_at")
    row: Review | None = mine.select_for_update(of=("self",)).first()
    if row is None:
        raise PermissionDenied(
            _("Your last decision is in effect already. Change it on the page of the person or account.")
        )
    row.state, row.chosen, row.decided_by = State.OPEN, None, None
    row.decided_at = row.effective_at = None
    row.save()
    return row


@audited
def effect_review(*, by: User, review: Review) -> None:
    """Let a decision take effect. Safe to run twice."""
    row = _locked(review)
    if row.state != State.DECIDED:
        return
    row.state = State.DONE
    row.save()
    message = _answer(row, by) if row.candidate_id else _import(row, by)
    if message:
        row.state, row.message = State.FAILED, message
        row.save()


def settle_review(review: Review, *, by: User) -> None:
    """Let a decision take effect; one that cannot is told in the queue's own row and keeps no other waiting."""
    try:
        with transaction.atomic():
            effect_review(by=by, review=review)
    except NOBODYS_FAULT:
        raise
    except (*FAULTS, PermissionDenied) as fault:
        # The kind only: what a database says about a row quotes it.
        message = _("This could not be taken over (%(kind)s).") % {"kind": type(fault).__name__}
        row = _locked(review)
        row.state, row.message = State.FAILED, message
        row.save()


def due_reviews() -> list[Review]:
    """Decisions whose way back has ended."""
    due = Review.objects.filter(state=State.DECIDED, effective_at__lte=timezone.now())
    return list(due.select_related("decided_by").order_by("effective_at")[:500])


def _locked(review: Review) -> Review:
    # Without `decided_by`: after waiting for the lock the row is read anew, but not what was joined to it.
    rows = Review.objects.select_for_update(of=("self",)).select_related("run", "candidate")
    found: Review = rows.get(pk=review.pk)
    return found


def _answer(row: Review, by: User) -> str:
    """An author of papers: one question is answered with yes, or all with no."""
    questions = MatchQuestion.objects.filter(candidate=row.candidate_id, answer=MatchQuestion.Answer.OPEN)
    chosen = questions.filter(stakeholder=row.chosen) if row.chosen else questions
    answer = MatchQuestion.Answer.SAME if row.chosen else MatchQuestion.Answer.OTHER
    try:
        for question in chosen.select_related("candidate", "stakeholder").order_by("id"):
            answer_question(by=by, question=question, answer=answer)
    except PermissionDenied as refusal:
        return str(refusal)
    return ""


def _import(row: Review, by: User) -> str:
    """A row of a table: taken over as decided. Answers why it was refused; the run lists it then."""
    run = row.run
    if run is None:
        return _("The import that it came with is gone. Import the file again.")
    staged = _staged(row)
    counts = kind_of(run).take(staged, by=by, run=run, rehearsal=None)
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    locked.counts = added(locked.counts, counts)
    for found in staged:
        if found.problem:
            _list_problem(locked, found)
    locked.save(update_fields=["counts", "problems", "updated_at"])
    return " ".join(found.problem for found in staged if found.problem)


def _staged(row: Review) -> list[ImportRow]:
    """The row, and what it is part of: that came to nothing while the row itself waited."""
    record = row.record or {}
    records = [record, record | {"is_placing": True}] if record.get("parent") else [record]
    return [ImportRow(run=row.run, number=0, label=row.label, record=found) for found in records]


def _list_problem(run: ImportRun, row: ImportRow) -> None:
    row.number = (run.rows.aggregate(last=Max("number"))["last"] or 0) + 1
    row.save(force_insert=True)
    run.problems += 1
