"""MEDICAL tables: who sees to a hand-off, what came of it, and who gets which."""

from apps.intake.models.handlings import Handling
from apps.intake.models.rules import HandoffRule

__all__ = ["Handling", "HandoffRule"]
