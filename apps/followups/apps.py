"""Promises to stakeholders."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "promise": _("made the promise"),
    "change_commitment": _("changed the promise"),
    "begin_commitment": _("began to work on it"),
    "keep_commitment": _("kept the promise"),
    "cancel_commitment": _("cancelled the promise"),
    "take_up_again": _("took the promise up again"),
    "snooze_commitment": _("asked to be reminded later"),
    "move_commitment": _("moved the promise to another day"),
    "rank_commitment": _("changed the priority of the promise"),
    "decide_to_keep": _("decided to keep the promise all the same"),
    "take_back": _("took the promise back"),
    "hand_over_commitment": _("handed the promise over"),
}


class FollowupsConfig(AppConfig):
    """MEDICAL: what we promised."""

    name = "apps.followups"

    def ready(self) -> None:
        """Offer the list, the line in the log form, panels, and the promises of who leaves."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.followups.models import Commitment

        register(Entry(_("Follow-ups"), "followups:list", "checklist", 35, reads_commitments, "g f"))
        register_history("commitment", Commitment, _("Promise"))
        register_verbs(VERBS)
        self._offer_parts()
        self._offer_open_work()

    def _offer_parts(self) -> None:
        from apps.core.registry import Panel, Section, register_panel, register_section
        from apps.followups import panels
        from apps.followups.forms import PromiseLines
        from apps.followups.in_a_talk import SECTION, promise_in_talk

        register_section(
            "interactions.log", Section(SECTION, PromiseLines, _("Promises made"), 5, promise_in_talk)
        )
        places = (
            ("directory.stakeholder", _("Open promises"), 5, panels.promised_to, "side"),
            ("interactions.my_day", _("Promises due"), 10, panels.mine, "side"),
            ("interactions.read", _("Promised"), 10, panels.promised_in, "main"),
            ("needs.read", _("Promised"), 10, panels.promised_about_need, "main"),
            ("medinfo.read", _("Promised"), 10, panels.promised_about_request, "main"),
        )
        review = (_("Promises to review"), 5, panels.to_review, reads_commitments, "side")
        register_panel(Panel("commitments_to_review", "interactions.my_day", *review))
        team = (_("Overdue in my team"), 11, panels.late_in_team, reads_commitments, "side")
        register_panel(Panel("commitments_of_team", "interactions.my_day", *team))
        brief = (_("Promised and open"), 10, panels.promised_to_people, reads_commitments)
        register_panel(Panel("commitments", "coordination.brief", *brief))
        for page, title, order, render, column in places:
            register_panel(Panel("commitments", page, title, order, render, reads_commitments, column))

    def _offer_open_work(self) -> None:
        from apps.core.open_work import OpenWork, register_open_work
        from apps.followups.handing_over import hand_over_pending, pending_of

        register_open_work(
            OpenWork("commitments", _("Open promises"), "medical", 15, pending_of, hand_over_pending)
        )


def reads_commitments(user: Any) -> bool:
    """For navigation and panels."""
    from apps.followups.policies import may_read

    return bool(may_read(user))
