"""Key account visits and their notes."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeyAccountsConfig(AppConfig):
    """COMMERCIAL: the content of a commercial touchpoint."""

    name = "apps.keyaccounts"

    def ready(self) -> None:
        """Offer the list of visits, the history of one, and panels on the pages of the directory."""
        from apps.audit.registry import register_history, register_verbs
        from apps.coordination.models import Touchpoint, TouchpointStakeholder
        from apps.core.navigation import Entry, PrimaryAction, register, register_action
        from apps.keyaccounts.models import Visit

        register(Entry(_("Visits"), "keyaccounts:my_visits", "briefcase", 45, plans_visits, "g v"))
        register_action(
            PrimaryAction(_("Plan visit"), "keyaccounts:plan", "calendar-plus", "p", plans_visits)
        )
        # A visit and its envelope have the same key.
        envelope = ((Touchpoint, "pgh_obj"), (TouchpointStakeholder, "touchpoint"))
        register_history("visit", Visit, _("Visit"), related=envelope)
        register_verbs(
            {
                "plan_visit": _("planned the visit"),
                "change_visit": _("changed the plan"),
                "log_visit": _("logged the visit"),
                "cancel_visit": _("cancelled the visit"),
            }
        )
        self._offer_panels()
        self._offer_open_work()

    def _offer_open_work(self) -> None:
        from apps.core.open_work import OpenWork, register_open_work
        from apps.keyaccounts.drafts import DRAFTS
        from apps.keyaccounts.handing_over import hand_over_visits, planned_visits_of

        kinds = (
            ("visits", _("Planned visits"), 10, planned_visits_of, hand_over_visits),
            ("visit_drafts", _("Unsaved drafts"), 20, DRAFTS.unfinished, DRAFTS.hand_over),
        )
        for name, label, order, rows, hand_over in kinds:
            register_open_work(OpenWork(name, label, "commercial", order, rows, hand_over))

    def _offer_panels(self) -> None:
        from apps.accountplans.panels import offer_room
        from apps.core.registry import Panel, register_panel, register_search_source
        from apps.keyaccounts.finding import SOURCE
        from apps.keyaccounts.models import PlanRoom
        from apps.keyaccounts.panels import account_visits, may_see_visits, stakeholder_visits, visits_before

        register_search_source(SOURCE)
        last = _("Last visits")
        register_panel(Panel("visits", "coordination.brief", last, 10, visits_before, may_see_visits))
        offer_room(PlanRoom, _("Commercial room"), "keyaccounts:room", 20)
        title = _("Key account visits")
        register_panel(Panel("visits", "directory.account", title, 40, account_visits, may_see_visits))
        register_panel(
            Panel("visits", "directory.stakeholder", title, 40, stakeholder_visits, may_see_visits)
        )


def plans_visits(user: Any) -> bool:
    """For the navigation."""
    from apps.keyaccounts.policies import may_plan_visit

    return bool(may_plan_visit(user))
