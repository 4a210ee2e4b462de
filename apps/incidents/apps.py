"""Concerns, incidents and near misses of the firewall."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "raise_concern": _("did what raised a concern"),
    "dismiss_concern": _("dismissed the concern"),
    "report_incident": _("reported the incident"),
    "make_incident": _("made an incident of it"),
    "move_incident": _("took the incident a step further"),
    "comment_incident": _("wrote a comment"),
    "add_corrective_action": _("agreed on a corrective action"),
    "say_assignment_done": _("said that a corrective action is done"),
    "finish_corrective_action": _("said that a corrective action is done"),
}


class IncidentsConfig(AppConfig):
    """OVERSIGHT: everybody may report, compliance officers read."""

    name = "apps.incidents"

    def ready(self) -> None:
        """Offer the list, the report, and the history of an incident."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Command, Entry, register, register_command
        from apps.core.traces import leave_no_trace
        from apps.incidents.models import Concern, CorrectiveAction, Incident

        leave_no_trace("incidents:report_anonymously")
        register(Entry(_("Incidents"), "incidents:list", "alert-triangle", 45, works, "g i"))
        register_command(
            Command(
                _("Report a concern"), "alert-triangle", 60, _("incident near miss breach"), "incidents:start"
            )
        )
        register_command(
            Command(_("My corrective actions"), "tool", 61, _("incident to do"), "incidents:assigned")
        )
        register_history("incident", Incident, _("Incident"), related=[(CorrectiveAction, "incident")])
        register_history("concern", Concern, _("Concern"))
        register_verbs(VERBS)
        _offer_assignments()
        _offer_open_work()


def _offer_assignments() -> None:
    """What somebody is to do stands on the pages on which their day begins."""
    from apps.core.registry import Panel, register_panel
    from apps.incidents.panels import assigned_to_reader

    title = _("Corrective actions")
    for page in ("interactions.my_day", "keyaccounts.my_visits"):
        register_panel(Panel("corrective", page, title, 3, assigned_to_reader, lambda user: True, "side"))


def _offer_open_work() -> None:
    """What was agreed with somebody who leaves. The other sides have nobody who could receive it: compliance sees what
    is overdue."""
    from apps.core.open_work import OpenWork, register_open_work
    from apps.incidents.handing_over import hand_over_open, open_of

    title = _("Corrective actions")
    for side in ("medical", "commercial"):
        register_open_work(OpenWork(f"corrective_{side}", title, side, 40, open_of, hand_over_open))


def works(user: Any) -> bool:
    """For the navigation."""
    from apps.incidents.policies import may_work

    return bool(may_work(user))
