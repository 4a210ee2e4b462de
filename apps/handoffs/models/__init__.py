"""SHARED tables: what the commercial side hands over, and visits of both functions together."""

from apps.handoffs.models.due_days import DueDays
from apps.handoffs.models.handoffs import Handoff
from apps.handoffs.models.visits import NEAR, JointVisit, JointVisitStakeholder

__all__ = ["NEAR", "DueDays", "Handoff", "JointVisit", "JointVisitStakeholder"]
