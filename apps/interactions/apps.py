"""What was said: plan, log, submit, amend."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "plan_interaction": _("planned the contact"),
    "change_plan": _("changed the plan"),
    "log_interaction": _("logged the contact"),
    "amend_interaction": _("amended the record"),
    "cancel_interaction": _("cancelled the contact"),
}


class InteractionsConfig(AppConfig):
    """MEDICAL: the content of a touchpoint."""

    name = "apps.interactions"

    def ready(self) -> None:
        """Offer the pages to those who record, and the timeline with content to those who may read it."""
        from apps.core.navigation import Entry, PrimaryAction, register, register_action
        from apps.core.registry import Panel, register_panel, register_search_source
        from apps.interactions import panels
        from apps.interactions.finding import SOURCE
        from apps.interactions.policies import may_plan

        register(
            Entry(_("My day"), "interactions:my_day", "sun", 10, lambda user: bool(may_plan(user)), "g d")
        )
        register(Entry(_("Interactions"), "interactions:list", "messages", 30, reads_talks))
        register_action(
            PrimaryAction(
                _("Log interaction"),
                "interactions:log_from_nothing",
                "pencil",
                "l",
                lambda user: bool(may_plan(user)),
            )
        )
        pages = {"stakeholder": panels.timeline_of_stakeholder, "account": panels.timeline_of_account}
        for page, render in pages.items():
            register_panel(
                Panel("timeline", f"directory.{page}", _("Timeline"), 20, render, panels.reads_content)
            )
        register_panel(
            Panel(
                "medical",
                "coordination.touchpoint",
                _("What was said"),
                10,
                panels.room_of_touchpoint,
                panels.reads_content,
            )
        )
        register_search_source(SOURCE)
        _offer_brief()
        _name_history()
        _offer_open_work()


def reads_talks(user: Any) -> bool:
    """For the navigation. Whoever answers requests works from a queue, and reads no talks."""
    from apps.interactions import panels

    return panels.reads_content(user) and not user.facts.answers


def _offer_brief() -> None:
    """What was said last stands on the page before a visit; the side's room stands beside an account plan."""
    from apps.accountplans.panels import offer_room
    from apps.core.registry import Panel, register_panel
    from apps.interactions.models import PlanRoom
    from apps.interactions.panels import last_talks, reads_content

    title = _("What was said last")
    register_panel(Panel("talks", "coordination.brief", title, 20, last_talks, reads_content))
    offer_room(PlanRoom, _("Medical room"), "interactions:room", 10)


def _name_history() -> None:
    """The content and its envelope in one list."""
    from apps.audit.registry import Related, register_history, register_verbs
    from apps.coordination.models import Touchpoint, TouchpointStakeholder
    from apps.interactions.models import Interaction, InteractionMaterial, InteractionTopic

    related = [
        Related(InteractionTopic, "interaction"),
        Related(InteractionMaterial, "interaction"),
        Related(Touchpoint, "pgh_obj", key="touchpoint_id"),
        Related(TouchpointStakeholder, "touchpoint", key="touchpoint_id"),
    ]
    register_history("interaction", Interaction, _("Interaction"), related=related)
    register_verbs(VERBS)


def _offer_open_work() -> None:
    from apps.core.open_work import OpenWork, register_open_work
    from apps.interactions import handing_over as work
    from apps.interactions.drafts import DRAFTS

    kinds = (
        ("planned", _("Planned contacts"), 10, work.planned_of, work.hand_over_planned),
        ("held", _("Contacts held and not submitted"), 20, work.held_of, work.hand_over_held),
        ("drafts", _("Unsaved drafts"), 30, DRAFTS.unfinished, DRAFTS.hand_over),
    )
    for name, label, order, rows, hand_over in kinds:
        register_open_work(OpenWork(name, label, "medical", order, rows, hand_over))
