"""Accepting, giving away, declining, finishing, taking up again. The state goes to the shared row, the rest stays."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.firewall.sides import Side
from apps.handoffs.actions import locked_handoff, move_handoff
from apps.handoffs.models import Handoff
from apps.handoffs.workflow import State
from apps.intake import telling
from apps.intake.models import Handling
from apps.intake.policies import may_accept, may_decline, may_finish, may_give, may_take_up_again
from apps.interactions.models import Interaction
from apps.users.models import User


@audited
def accept_handoff(*, by: User, handoff: Handoff) -> Handoff:
    """Take it on; who accepts what nobody has sees to it. The sender is told that it is accepted."""
    handling = locked(by, handoff)
    if handling.handoff.state == State.ACCEPTED and handling.assignee_id == by.pk:
        return handling.handoff
    may_accept(by, handling.handoff, handling).require()
    handling.assignee = handling.assignee or by
    return _moved(by, handling, State.ACCEPTED)


@audited
def give_handoff(*, by: User, handoff: Handoff, to: User) -> Handoff:
    """Give it to a colleague, who is told. The sender learns nothing of it."""
    handling = locked(by, handoff)
    if handling.assignee_id == to.pk:
        return handling.handoff
    may_give(by, handling.handoff, handling, to).require()
    handling.assignee = to
    handling.save()
    telling.where_it_went(handling, by=by)
    return handling.handoff


@audited
def decline_handoff(*, by: User, handoff: Handoff, reason: str, note: str = "") -> Handoff:
    """Decline it for a reason of the list, which stays on the medical side. Raises ValidationError without one."""
    handling = locked(by, handoff)
    if handling.handoff.state == State.DECLINED and handling.decline_reason == reason:
        return handling.handoff
    may_decline(by, handling.handoff, handling).require()
    if reason not in Handling.DeclineReason.values:
        raise ValidationError({"reason": _("Choose why. The commercial side does not see it.")})
    handling.decline_reason, handling.note = reason, note.strip() or handling.note
    return _moved(by, handling, State.DECLINED)


@audited
def finish_handoff(
    *, by: User, handoff: Handoff, interaction: Interaction | None = None, note: str = ""
) -> Handoff:
    """Say that it is done, in which talk if there was one. Raises ValidationError for a talk with somebody else."""
    handling = locked(by, handoff)
    if handling.handoff.state == State.DONE and handling.interaction_id == (interaction and interaction.pk):
        return handling.handoff
    may_finish(by, handling.handoff, handling).require()
    _check_talk(by, handling.handoff, interaction)
    handling.interaction, handling.note = interaction, note.strip() or handling.note
    return _moved(by, handling, State.DONE)


@audited
def take_handoff_up_again(*, by: User, handoff: Handoff) -> Handoff:
    """Undo declining or finishing; the sender is told that it is accepted."""
    handling = locked(by, handoff)
    if handling.handoff.state == State.ACCEPTED:
        return handling.handoff
    may_take_up_again(by, handling.handoff, handling).require()
    handling.assignee, handling.decline_reason = handling.assignee or by, ""
    return _moved(by, handling, State.ACCEPTED)


def locked(by: User, handoff: Handoff) -> Handling:
    """The row of the medical side, made when there is none yet, with the hand-off as it is now; both are held."""
    if by.side != Side.MEDICAL:
        raise PermissionDenied(_("Only the medical side sees to hand-offs."))
    held = locked_handoff(handoff)
    Handling.objects.get_or_create(handoff=held)
    rows: Any = Handling.objects.select_for_update(of=("self",)).select_related("assignee__team", "queue")
    found: Handling = rows.get(handoff=held)
    found.handoff = held
    return found


def _moved(by: User, handling: Handling, state: str) -> Handoff:
    handling.save()
    telling.forget(handling.handoff)
    return move_handoff(by=by, handoff=handling.handoff, state=state)


def _check_talk(by: User, handoff: Handoff, interaction: Interaction | None) -> None:
    if interaction is None:
        return
    present: Any = interaction.touchpoint.attendees.filter(is_removed=False)
    seen = Interaction.objects.visible_to(by).filter(pk=interaction.pk).exists()
    if not seen or not present.filter(stakeholder=handoff.stakeholder_id).exists():
        raise ValidationError({"interaction": _("This talk was with somebody else.")})
