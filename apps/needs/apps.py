"""Needs of stakeholders and critical feedback."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "record_need": _("recorded the need"),
    "change_need": _("corrected the need"),
    "assign_need": _("said who answers for it"),
    "begin_need": _("began to work on the need"),
    "answer_need": _("answered the need"),
    "confirm_need": _("wrote down what they said to the answer"),
    "close_need": _("closed the need"),
    "take_need_up_again": _("took the need up again"),
}


class NeedsConfig(AppConfig):
    """MEDICAL: what stakeholders lack."""

    name = "apps.needs"

    def ready(self) -> None:
        """Offer the list, the lines in the log form, panels, and the needs of who leaves."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.needs.models import UnmetNeed

        register(Entry(_("Needs"), "needs:list", "heart-handshake", 37, reads_needs, "g n"))
        register_history("need", UnmetNeed, _("Need"))
        register_verbs(VERBS)
        self._offer_parts()
        self._offer_open_work()

    def _offer_parts(self) -> None:
        from apps.core.registry import Panel, Section, register_panel, register_section
        from apps.needs import panels
        from apps.needs.forms import NeedLines
        from apps.needs.in_a_talk import BESIDE, SECTION, record_needs_in_talk

        section = Section(SECTION, NeedLines, _("Needs and concerns"), 4, record_needs_in_talk, beside=BESIDE)
        register_section("interactions.log", section)
        places = (
            ("directory.stakeholder", _("Needs and concerns"), 6, panels.needs_of, "side"),
            ("interactions.my_day", _("Needs that wait for you"), 12, panels.waiting_for_me, "side"),
            ("interactions.read", _("Needs and concerns to be answered"), 12, panels.heard_in, "main"),
        )
        for page, title, order, render, column in places:
            register_panel(Panel("needs", page, title, order, render, reads_needs, column))

    def _offer_open_work(self) -> None:
        from apps.core.open_work import OpenWork, register_open_work
        from apps.needs.handing_over import hand_over_pending, pending_of

        register_open_work(
            OpenWork("needs", _("Needs to be answered"), "medical", 16, pending_of, hand_over_pending)
        )


def reads_needs(user: Any) -> bool:
    """For navigation and panels."""
    from apps.needs.policies import may_read

    return bool(may_read(user))
