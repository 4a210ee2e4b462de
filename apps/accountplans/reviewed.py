"""Account plans as something that compliance reviews."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from apps.accountplans.actions.plans import locked_plan
from apps.accountplans.models import AccountPlan, PlanGoal
from apps.accountplans.policies import may_ask_review
from apps.accountplans.queries import plans_for
from apps.accountplans.workflow import State
from apps.reviews.models import ReviewRequest
from apps.reviews.subjects import Named, Subject


def named(user: Any, keys: Iterable[UUID]) -> dict[UUID, Named]:
    """The account and period, and each goal."""
    plans = {plan.pk: plan for plan in plans_for(user).filter(pk__in=keys)}
    goals: dict[UUID, list[tuple[str, str]]] = {}
    for goal in PlanGoal.objects.filter(plan__in=plans, is_removed=False).order_by("created_at"):
        goals.setdefault(goal.plan_id, []).append((goal.get_kind_display(), goal.title))
    return {
        key: Named(str(plan), plan.get_absolute_url(), tuple(goals.get(key, ())))
        for key, plan in plans.items()
    }


def asked(by: Any, review: ReviewRequest) -> None:
    """Move it into the review."""
    row = AccountPlan.objects.filter(pk=review.subject_id).first()
    if row is None:
        raise PermissionDenied(_("There is no such plan."))
    plan = locked_plan(row)
    may_ask_review(by, plan).require()
    plan.state = State.REVIEW
    plan.save()


def ended(by: Any, review: ReviewRequest) -> None:
    """Approved it is active; returned, rejected or withdrawn it is a draft."""
    plan = locked_plan(AccountPlan.objects.get(pk=review.subject_id))
    plan.state = State.ACTIVE if review.state == ReviewRequest.State.APPROVED else State.DRAFT
    plan.save()


SUBJECT = Subject(ReviewRequest.SubjectKind.ACCOUNT_PLAN, named, asked, ended)
