"""Medical and HEOR requests."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "take_in_request": _("took the question in"),
    "change_request": _("changed the request"),
    "submit_request": _("attested and submitted the request"),
    "withdraw_request": _("withdrew the request"),
    "take_request": _("took the request"),
    "assign_request": _("assigned the request"),
    "put_back_request": _("put the request back into the queue"),
    "return_request": _("returned the request with a question"),
    "assess_request": _("said what kind of question it is"),
    "save_answer": _("wrote the answer"),
    "approve_answer": _("approved the answer"),
    "deliver_answer": _("recorded the delivery of the answer"),
    "close_request": _("signed and closed the request"),
    "reopen_request": _("reopened the request as a new version"),
    "save_routing_rule": _("changed who answers"),
    "save_response_time": _("changed within how long is answered"),
}


class MedinfoConfig(AppConfig):
    """MEDICAL: what was asked, and what was answered."""

    name = "apps.medinfo"

    def ready(self) -> None:
        """Offer the list, the queue, the lines in the log form, panels, and the requests of who leaves."""
        from apps.core.navigation import Entry, register

        register(Entry(_("Queue"), "medinfo:queue", "inbox", 10, answers_requests, "g q"))
        register(Entry(_("Requests"), "medinfo:list", "message-question", 36, reads_requests, "g r"))
        self._name_history()
        self._offer_parts()
        self._offer_open_work()

    def _name_history(self) -> None:
        from apps.audit.registry import register_history, register_verbs
        from apps.medinfo.models import Answer, MedicalRequest, RoutingRule
        from apps.medinfo.policies import may_read_rules

        register_history("request", MedicalRequest, _("Medical request"), related=[(Answer, "request")])
        register_history(
            "request-rule", RoutingRule, _("Rule"), may_see=lambda user, rule: bool(may_read_rules(user))
        )
        register_verbs(VERBS)

    def _offer_parts(self) -> None:
        from apps.core.registry import (
            Panel,
            Section,
            register_panel,
            register_search_source,
            register_section,
        )
        from apps.core.timeline import TimelineSource, register_timeline_source
        from apps.medinfo import panels
        from apps.medinfo.finding import SOURCE
        from apps.medinfo.forms import QuestionLines
        from apps.medinfo.in_a_talk import SECTION, ask_in_talk

        register_section(
            "interactions.log", Section(SECTION, QuestionLines, _("Questions asked"), 7, ask_in_talk)
        )
        register_search_source(SOURCE)
        places = (
            ("directory.stakeholder", _("What they asked for"), 7, panels.asked_by, "side"),
            ("interactions.my_day", _("My requests"), 12, panels.mine, "side"),
            ("interactions.read", _("Asked"), 12, panels.asked_in, "main"),
        )
        register_timeline_source(TimelineSource("requests", reads_requests, panels.on_timeline))
        for page, title, order, render, column in places:
            register_panel(Panel("requests", page, title, order, render, reads_requests, column))

    def _offer_open_work(self) -> None:
        from apps.core.open_work import OpenWork, register_open_work
        from apps.medinfo import handing_over as work

        kinds = (
            ("requests", _("Medical requests taken in"), 16, work.taken_in_by, work.hand_over_taken_in),
            ("answers", _("Medical requests in work"), 17, work.in_work_of, work.back_into_the_queue),
        )
        for name, label, order, rows, hand_over in kinds:
            register_open_work(OpenWork(name, label, "medical", order, rows, hand_over))


def reads_requests(user: Any) -> bool:
    """For navigation and panels."""
    from apps.medinfo.policies import may_read

    return bool(may_read(user))


def answers_requests(user: Any) -> bool:
    """For the navigation."""
    from apps.medinfo.policies import may_answer_requests

    return bool(may_answer_requests(user))
