"""Account plans of both functions together."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "make_plan": _("began the plan"),
    "change_account_plan": _("changed the plan of the account"),
    "join_plan": _("took somebody into the team"),
    "leave_plan": _("took somebody out of the team"),
    "keep_goal": _("changed a goal"),
    "remove_goal": _("took a goal out"),
    "keep_milestone": _("changed a milestone"),
    "mark_milestone": _("marked a milestone"),
    "remove_milestone": _("took a milestone out"),
    "restore_milestone": _("put a milestone back"),
    "look_back_on_plan": _("looked back on the plan"),
    "archive_plan": _("archived the plan"),
    "restore_plan": _("brought the plan back"),
    "save_room": _("wrote in their side's room of the plan"),
}


class AccountPlansConfig(AppConfig):
    """SHARED: what both functions want to reach at an account."""

    name = "apps.accountplans"

    def ready(self) -> None:
        """Offer the list, the plans of an account, and reviews of them."""
        from apps.accountplans.models import AccountPlan, PlanGoal, PlanMember, PlanMilestone, PlanStakeholder
        from apps.accountplans.panels import plans_of
        from apps.accountplans.reviewed import SUBJECT
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.core.registry import Panel, register_panel
        from apps.reviews.subjects import register_subject

        register(Entry(_("Account plans"), "accountplans:list", "route", 48, reads_plans))
        parts = [
            (PlanGoal, "plan"),
            (PlanMilestone, "goal__plan"),
            (PlanMember, "plan"),
            (PlanStakeholder, "plan"),
        ]
        register_history("account-plan", AccountPlan, _("Account plan"), related=parts)
        register_verbs(VERBS)
        register_subject(SUBJECT)
        register_panel(
            Panel("plans", "directory.account", _("Account plans"), 44, plans_of, reads_plans, "side")
        )


def reads_plans(user: Any) -> bool:
    """For the navigation and panels."""
    from apps.accountplans.policies import may_read_plans

    return bool(may_read_plans(user))
