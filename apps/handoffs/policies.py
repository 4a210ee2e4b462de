"""Who may hand over, withdraw and answer. The commercial side asks, the medical side answers, and nothing comes back
but that it did."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.handoffs.models import Handoff
from apps.handoffs.workflow import State, may_become
from apps.users.models import User


def may_ask(user: User) -> Verdict:
    """The commercial side, whoever holds contacts."""
    if user.side == Side.COMMERCIAL and user.facts.records:
        return ALLOWED
    return refused(_("Only the commercial side hands over to the medical side."))


def may_read_own(user: User) -> Verdict:
    """The page of those who ask; compliance sees all of them there."""
    if user.side in {Side.COMMERCIAL, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("This list is of the side that hands over. The medical side has a queue."))


def may_withdraw(user: User, handoff: Handoff) -> Verdict:
    """Who asked, as long as nobody accepted it."""
    if handoff.asked_by_id != user.pk or user.side != Side.COMMERCIAL:
        return refused(_("%(name)s handed this over.") % {"name": handoff.asked_by})
    if handoff.state != State.WAITING:
        return refused(_("The medical side has answered already."))
    return ALLOWED


def may_move(user: User, handoff: Handoff, state: str) -> Verdict:
    """The medical side; who of them, `intake` says."""
    if user.side != Side.MEDICAL:
        return refused(_("Only the medical side answers a hand-off."))
    if not may_become(handoff.state, state):
        return refused(_("This hand-off is %(state)s.") % {"state": handoff.get_state_display().lower()})
    return ALLOWED


def may_keep_due_days(user: User) -> Verdict:
    """Medical managers and directors, whose people see to it, and compliance."""
    leads_medical = user.side == Side.MEDICAL and (user.facts.sees_team or user.facts.sees_all_medical)
    if leads_medical or user.side == Side.OVERSIGHT:
        return ALLOWED
    return refused(_("How fast hand-offs are seen to is said by medical managers, directors and compliance."))
