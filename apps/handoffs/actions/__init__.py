"""Writing hand-offs. Each action checks its policy itself and is safe to repeat."""

from apps.handoffs.actions.due_days import save_due_days
from apps.handoffs.actions.handoffs import (
    ENTERED,
    ask_handoff,
    locked_handoff,
    move_handoff,
    withdraw_handoff,
)

__all__ = ["ENTERED", "ask_handoff", "locked_handoff", "move_handoff", "save_due_days", "withdraw_handoff"]
