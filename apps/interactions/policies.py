"""Who may plan, log, amend and cancel an interaction."""

from django.utils.translation import gettext_lazy as _

from apps.core.verdict import ALLOWED, Verdict, refused
from apps.firewall.sides import Side
from apps.interactions.models import Interaction
from apps.interactions.workflow import State, may_become
from apps.users.models import User

NOT_MEDICAL = _("Only the medical side records what was said.")
WAS_CANCELLED = _("This interaction was cancelled. Plan a new one.")


def may_plan(user: User) -> Verdict:
    """Medical people who hold contacts."""
    return ALLOWED if user.side == Side.MEDICAL and user.facts.records else refused(NOT_MEDICAL)


def may_read(user: User) -> Verdict:
    """The medical side but for who answers requests, and oversight; which rows exactly, `visible_to` decides."""
    is_reader = user.side in {Side.MEDICAL, Side.OVERSIGHT} and not user.facts.answers
    return ALLOWED if is_reader else refused(NOT_MEDICAL)


def may_change_plan(user: User, interaction: Interaction) -> Verdict:
    """The owner, while it is only planned."""
    if not (verdict := may_log(user, interaction)):
        return verdict
    if interaction.state != State.PLANNED:
        return refused(_("This contact was held already. Log it instead."))
    return ALLOWED


def may_log(user: User, interaction: Interaction) -> Verdict:
    """The owner, until it is submitted; from then on it is amended with a reason."""
    if not (verdict := _is_owner(user, interaction)):
        return verdict
    if interaction.is_locked:
        return refused(_("This interaction was submitted and is locked. Amend it with a reason instead."))
    if not may_become(interaction.state, State.SUBMITTED):
        return refused(WAS_CANCELLED)
    return ALLOWED


def may_amend(user: User, interaction: Interaction) -> Verdict:
    """The owner, once it is submitted."""
    if not (verdict := _is_owner(user, interaction)):
        return verdict
    if interaction.state == State.CANCELLED:
        return refused(WAS_CANCELLED)
    if not may_become(interaction.state, State.AMENDED):
        return refused(_("Only a submitted interaction is amended; this one can still be edited."))
    return ALLOWED


def may_cancel(user: User, interaction: Interaction) -> Verdict:
    """The owner, at any time before it is cancelled."""
    if not (verdict := _is_owner(user, interaction)):
        return verdict
    if not may_become(interaction.state, State.CANCELLED):
        return refused(_("This interaction was cancelled already."))
    return ALLOWED


def _is_owner(user: User, interaction: Interaction) -> Verdict:
    if not (verdict := may_plan(user)):
        return verdict
    if interaction.owner_id != user.pk:
        return refused(_("This interaction belongs to %(name)s.") % {"name": interaction.owner})
    return ALLOWED
