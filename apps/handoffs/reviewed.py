"""Joint visits as something that compliance reviews."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.handoffs import telling
from apps.handoffs.actions.visits import locked_visit
from apps.handoffs.joint_policies import may_ask_review
from apps.handoffs.joint_workflow import State
from apps.handoffs.models import JointVisit
from apps.handoffs.queries import joint_visits_for
from apps.reviews.models import ReviewRequest
from apps.reviews.subjects import Named, Subject

#: What becomes of the visit by how its review ended. A returned one is changed and asked about again.
AFTER = {
    "approved": State.APPROVED,
    "rejected": State.REJECTED,
    "returned": State.DRAFT,
    "withdrawn": State.DRAFT,
}


def named(user: Any, keys: Iterable[UUID]) -> dict[UUID, Named]:
    """Where and when, who goes, and why both."""
    return {visit.pk: _named(visit) for visit in joint_visits_for(user).filter(pk__in=keys)}


def _named(visit: JointVisit) -> Named:
    facts = (
        (_("When"), date_format(localtime(visit.starts_at), _("j M Y H:i"))),
        (_("Who goes"), ", ".join(map(str, visit.two))),
        (_("Purpose"), visit.get_purpose_display()),
        (_("Why both"), visit.justification),
    )
    return Named(str(visit.account), visit.get_absolute_url(), facts)


def asked(by: Any, review: ReviewRequest) -> None:
    """Move it into the review; the colleague is told."""
    row = JointVisit.objects.filter(pk=review.subject_id).first()
    if row is None:
        raise PermissionDenied(_("There is no such visit."))
    visit = locked_visit(row)
    may_ask_review(by, visit).require()
    visit.state = State.REVIEW
    visit.save()
    telling.visit_asked(visit)


def ended(by: Any, review: ReviewRequest) -> None:
    """What follows from the decision, or from withdrawing. Once approved, each side makes its contact (`parts.py`)."""
    visit = locked_visit(JointVisit.objects.get(pk=review.subject_id))
    visit.state = AFTER[review.state]
    visit.is_medical_due = visit.is_commercial_due = visit.state == State.APPROVED
    visit.save()


SUBJECT = Subject(ReviewRequest.SubjectKind.JOINT_VISIT, named, asked, ended)
