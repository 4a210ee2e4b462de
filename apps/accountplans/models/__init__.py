"""SHARED tables of account plans, and what each side's room is made of."""

from apps.accountplans.models.plans import AccountPlan, PlanGoal, PlanMember, PlanMilestone, PlanStakeholder
from apps.accountplans.models.rooms import Room

__all__ = ["AccountPlan", "PlanGoal", "PlanMember", "PlanMilestone", "PlanStakeholder", "Room"]
