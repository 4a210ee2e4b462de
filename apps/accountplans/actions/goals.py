"""Goals and milestones. Their titles cross the wall, so the rules that watch words read them."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accountplans.actions.plans import as_draft, locked_plan
from apps.accountplans.models import AccountPlan, PlanGoal, PlanMilestone
from apps.accountplans.policies import may_change, may_work_on
from apps.audit.recording import audited
from apps.core.keeping import keep
from apps.reviews.models import SteeringRule
from apps.reviews.steering import watch
from apps.users.models import User

Row = TypeVar("Row", PlanGoal, PlanMilestone)


@audited
def keep_goal(
    *, by: User, plan: AccountPlan, id: uuid.UUID, values: Mapping[str, Any], before: str = ""
) -> PlanGoal:
    """Add a goal, or change it; the plan is a draft again. Words that steer are told to compliance alone.

    `values`: kind, title, owner. Raises PermissionDenied, ValidationError, EditConflict.
    """
    locked = _changing(by, plan)
    _check_place(PlanGoal.objects.filter(pk=id).exclude(plan=locked).exists())
    made = keep(PlanGoal, id, values, before=before, check=lambda row: setattr(row, "plan", locked))
    as_draft(locked)
    _watch(by, locked, made.title)
    return made


@audited
def keep_milestone(
    *, by: User, goal: PlanGoal, id: uuid.UUID, values: Mapping[str, Any], before: str = ""
) -> PlanMilestone:
    """Add a milestone, or change it: title and day. The plan stays in the state it is in: its goals are the same."""
    locked = _changing(by, goal.plan)
    _check_place(PlanMilestone.objects.filter(pk=id).exclude(goal=goal).exists())
    made = keep(PlanMilestone, id, values, before=before, check=lambda row: setattr(row, "goal", goal))
    _watch(by, locked, made.title)
    return made


@audited
def mark_milestone(*, by: User, milestone: PlanMilestone, is_done: bool) -> PlanMilestone:
    """Say that it is done, today, or not after all."""
    may_work_on(by, locked_plan(milestone.goal.plan)).require()
    row = _fresh(milestone)
    done_on: date | None = (row.done_on or timezone.localdate()) if is_done else None
    if row.done_on != done_on:
        row.done_on = done_on
        row.save()
    return row


@audited
def remove_goal(*, by: User, goal: PlanGoal) -> PlanGoal:
    """Take a goal out, its milestones with it; the plan is a draft again."""
    locked = _changing(by, goal.plan)
    row = _fresh(goal)
    row.is_removed = True
    row.save()
    as_draft(locked)
    return row


@audited
def remove_milestone(*, by: User, milestone: PlanMilestone) -> PlanMilestone:
    """Take a milestone out; its history stays with the plan's."""
    return _taken_out(by, milestone, is_removed=True)


@audited
def restore_milestone(*, by: User, milestone: PlanMilestone) -> PlanMilestone:
    """Put a milestone back that was taken out; not into a goal that is taken out itself."""
    if milestone.goal.is_removed:
        raise PermissionDenied(_("The goal of this milestone is taken out."))
    return _taken_out(by, milestone, is_removed=False)


def _taken_out(by: User, milestone: PlanMilestone, *, is_removed: bool) -> PlanMilestone:
    _changing(by, milestone.goal.plan)
    row = _fresh(milestone)
    if row.is_removed != is_removed:
        row.is_removed = is_removed
        row.save()
    return row


def _changing(by: User, plan: AccountPlan) -> AccountPlan:
    locked = locked_plan(plan)
    may_change(by, locked).require()
    return locked


def _fresh(row: Row) -> Row:
    """As it is now that the plan is held: what a colleague changed since the page was opened stays."""
    found: Row = type(row)._default_manager.get(pk=row.pk)
    return found


def _check_place(stands_elsewhere: bool) -> None:
    if stands_elsewhere:
        raise PermissionDenied(_("This belongs to another plan."))


def _watch(by: User, plan: AccountPlan, title: str) -> None:
    place = {"field": SteeringRule.Field.PLAN, "country": plan.account.country}
    watch(by=by, about_kind="accountplans.accountplan", about_id=plan.pk, texts=[title], **place)
