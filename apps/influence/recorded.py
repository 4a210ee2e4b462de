"""What the history pages of audit show of the map: whose history there is, and the actions in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.registry import register_history, register_verbs
from apps.influence.models import Committee, Seat, Tie

VERBS: dict[str, str | Promise] = {
    "save_committee": _("kept a committee"),
    "dissolve_committee": _("took a committee off the map"),
    "bring_back_committee": _("brought a committee back"),
    "save_seat": _("kept a seat in a committee"),
    "save_tie": _("kept a tie between stakeholders"),
    "end_tie": _("took a tie off the map"),
    "bring_back_tie": _("brought a tie back"),
}


def register() -> None:
    """Called once, when the app is ready."""
    register_history("committee", Committee, _("Committee"), related=[(Seat, "committee")])
    register_history("tie", Tie, _("Tie"))
    register_verbs(VERBS)
