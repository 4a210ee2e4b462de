"""Hand-offs from the commercial to the medical side."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "ask_handoff": _("handed it over"),
    "withdraw_handoff": _("withdrew the hand-off"),
    "ask_joint_visit": _("asked for a joint visit"),
    "change_joint_visit": _("changed the joint visit"),
    "link_joint_contact": _("planned a part of the joint visit"),
    "unlink_joint_contact": _("took a contact out of the joint visit"),
    "plan_joint_part": _("had it planned: compliance approved the joint visit"),
    "cancel_joint_visit": _("cancelled the joint visit"),
    "save_due_days": _("changed the days for hand-offs"),
    "move_handoff": _("answered the hand-off"),
}


class HandoffsConfig(AppConfig):
    """SHARED: what goes from one function to the other, on the record."""

    name = "apps.handoffs"

    def ready(self) -> None:
        """Offer the list of those who ask, and panels on the pages of the directory."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel
        from apps.handoffs import panels
        from apps.handoffs.models import DueDays, Handoff

        register_history("handoff-due", DueDays, _("Days for hand-offs"))
        register(Entry(_("Hand-offs"), "handoffs:list", "transfer", 46, reads_own, "g h"))
        register_history("handoff", Handoff, _("Hand-off"), may_see=reads_history)
        register_verbs(VERBS)
        self._offer_visits()
        for page, render in (("stakeholder", panels.of_stakeholder), ("account", panels.at_account)):
            register_panel(Panel("handoffs", f"directory.{page}", _("Hand-offs"), 45, render, asks, "side"))

    def _offer_visits(self) -> None:
        from apps.audit.registry import register_history
        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel
        from apps.handoffs import panels
        from apps.handoffs.models import JointVisit, JointVisitStakeholder
        from apps.handoffs.reviewed import SUBJECT
        from apps.reviews.subjects import register_subject

        register(Entry(_("Joint visits"), "handoffs:visits", "users", 47, sees_visits))
        people = [(JointVisitStakeholder, "joint_visit")]
        register_history("joint-visit", JointVisit, _("Joint visit"), related=people)
        register_subject(SUBJECT)
        at_account = ("joint-visits", "directory.account", _("Joint visits"), 46, panels.visits_at)
        register_panel(Panel(*at_account, sees_visits, "side"))
        title = _("Joint visit")
        for page, column in (
            ("coordination.touchpoint", "side"),
            ("interactions.read", "main"),
            ("keyaccounts.visit", "main"),
        ):
            register_panel(Panel("joint-visit", page, title, 2, panels.visit_of, sees_visits, column))


def sees_visits(user: Any) -> bool:
    """For the navigation and panels."""
    from apps.handoffs.joint_policies import may_see_joint_visits

    return bool(may_see_joint_visits(user))


def reads_own(user: Any) -> bool:
    """For the navigation."""
    from apps.handoffs.policies import may_read_own

    return bool(may_read_own(user))


def asks(user: Any) -> bool:
    """For panels."""
    from apps.handoffs.policies import may_ask

    return bool(may_ask(user))


def reads_history(user: Any, handoff: Any) -> bool:
    """Who of the medical side did something with it is none of the sender's business: they read where it stands."""
    from apps.firewall.sides import Side

    return user.side in {Side.MEDICAL, Side.OVERSIGHT}
