"""The medical side's part of hand-offs."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "accept_handoff": _("accepted the hand-off"),
    "give_handoff": _("gave the hand-off to a colleague"),
    "decline_handoff": _("declined the hand-off"),
    "finish_handoff": _("said that the hand-off is done"),
    "take_handoff_up_again": _("took the hand-off up again"),
    "save_handoff_rule": _("changed who sees to hand-offs"),
}


class IntakeConfig(AppConfig):
    """MEDICAL: what becomes of a hand-off."""

    name = "apps.intake"

    def ready(self) -> None:
        """Offer the queue, panels, and the hand-offs of who leaves."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.core.open_work import OpenWork, register_open_work
        from apps.intake.handing_over import hand_over_open, open_of
        from apps.intake.models import Handling, HandoffRule
        from apps.intake.policies import may_read_rules

        register(Entry(_("Hand-offs"), "intake:queue", "transfer", 38, reads_queue, "g h"))
        register_history("handling", Handling, _("Hand-off"))
        register_history(
            "handoff-rule", HandoffRule, _("Rule"), may_see=lambda user, rule: bool(may_read_rules(user))
        )
        register_verbs(VERBS)
        register_open_work(OpenWork("handoffs", _("Hand-offs"), "medical", 18, open_of, hand_over_open))
        self._offer_panels()

    def _offer_panels(self) -> None:
        from apps.core.registry import Panel, register_panel
        from apps.intake import panels

        places = (
            ("handoffs.read", _("On the medical side"), 10, panels.handled, "main"),
            ("interactions.my_day", _("Hand-offs"), 11, panels.waiting_for_me, "side"),
            ("directory.stakeholder", _("Hand-offs"), 45, panels.about_person, "side"),
        )
        for page, title, order, render, column in places:
            register_panel(Panel("handoffs", page, title, order, render, works, column))


def reads_queue(user: Any) -> bool:
    """For the navigation: compliance finds it from a concern, and the list of those who ask."""
    from apps.firewall.sides import Side

    return bool(user.side == Side.MEDICAL)


def works(user: Any) -> bool:
    """For panels."""
    from apps.intake.policies import may_read_queue

    return bool(may_read_queue(user))
