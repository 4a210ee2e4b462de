"""Writing reviews and rules. Each action checks its policy itself and is safe to repeat."""

from apps.reviews.actions.reviews import answer_review, ask_review, withdraw_review
from apps.reviews.actions.rules import save_steering_rule

__all__ = ["answer_review", "ask_review", "save_steering_rule", "withdraw_review"]
