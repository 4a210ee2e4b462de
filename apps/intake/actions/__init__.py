"""What the medical side does with hand-offs. Each action checks its policy itself and is safe to repeat."""

from apps.intake.actions.handling import (
    accept_handoff,
    decline_handoff,
    finish_handoff,
    give_handoff,
    take_handoff_up_again,
)
from apps.intake.actions.routing import route_waiting
from apps.intake.actions.rules import save_handoff_rule

__all__ = [
    "accept_handoff",
    "decline_handoff",
    "finish_handoff",
    "give_handoff",
    "route_waiting",
    "save_handoff_rule",
    "take_handoff_up_again",
]
