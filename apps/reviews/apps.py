"""Reviews asked of compliance early, and the rules that watch words which cross the wall."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "ask_review": _("asked compliance for a review"),
    "answer_review": _("decided on the review"),
    "withdraw_review": _("withdrew the review"),
    "save_steering_rule": _("changed a rule that watches words"),
}


class ReviewsConfig(AppConfig):
    """SHARED: what compliance is asked."""

    name = "apps.reviews"

    def ready(self) -> None:
        """Offer the queue, and name what happens."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.reviews.models import ReviewRequest, SteeringRule

        register(Entry(_("Reviews"), "reviews:list", "clipboard-check", 44, decides))
        register_history("review", ReviewRequest, _("Review"))
        register_history("steering-rule", SteeringRule, _("Rule"))
        register_verbs(VERBS)


def decides(user: Any) -> bool:
    """For the navigation: others come to a review from what it is about."""
    from apps.reviews.policies import may_keep_rules

    return bool(may_keep_rules(user))
