"""Who may do what with safety items. Everybody who holds contacts must be able to report; only the desk decides."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.safety.models import SafetyItem
from apps.safety.workflow import next_states
from apps.users.models import User


def may_read_items(user: User) -> Verdict:
    """The safety desk and oversight."""
    if user.side in {Side.SAFETY, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("Safety items are open to the safety desk and to compliance officers only."))


def may_flag(user: User) -> Verdict:
    """Whoever holds contacts hears things that may have to be reported."""
    return ALLOWED if user.facts.records else refused(_("Your role does not record contacts."))


def may_move(user: User, item: SafetyItem, to: str) -> Verdict:
    """The safety desk, along the table of transitions."""
    if user.side != Side.SAFETY:
        return refused(_("Only the safety desk decides about safety items."))
    if to in next_states(item.state):
        return ALLOWED
    return refused(
        _("This item is %(state)s now, so that step is not open. Somebody may have moved it meanwhile.")
        % {"state": item.get_state_display().lower()}
    )
