"""Reading needs, viewer first."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.needs.models import UnmetNeed, UnmetNeedQuerySet
from apps.needs.workflow import State
from apps.users.models import User
from apps.users.queries import people_who_receive

IN_A_PANEL = 10


def needs_for(user: User) -> UnmetNeedQuerySet:
    """Every need this person may read, with what a row shows."""
    return rows_for(user).select_related("owner", "recorded_by", "stakeholder", "therapeutic_area")


def rows_for(user: User) -> UnmetNeedQuerySet:
    """The same for REST, whose plumbing chooses the columns."""
    found: UnmetNeedQuerySet = UnmetNeed.objects.visible_to(user)
    return found


def need_for(user: User, id: UUID) -> UnmetNeed | None:
    """One need; None when it is not there or may not be read."""
    return needs_for(user).select_related("interaction__touchpoint__account").filter(pk=id).first()


def is_taken(id: UUID) -> bool:
    """Whether a need has this key, whoever may read it."""
    return UnmetNeed.objects.filter(pk=id).exists()


def needs_of(user: User, stakeholder: Stakeholder) -> list[UnmetNeed]:
    """What one person lacks, the oldest first."""
    return list(_oldest_first(needs_for(user).pending().filter(stakeholder=stakeholder))[:IN_A_PANEL])


def heard_in(user: User, interaction_id: UUID) -> list[UnmetNeed]:
    """What was heard in one interaction."""
    return list(_oldest_first(needs_for(user).filter(interaction=interaction_id)))


def waiting_for(user: User) -> list[UnmetNeed]:
    """What waits for me: mine to answer, and of what I heard what nobody has, or what has to be asked back."""
    to_answer = Q(owner=user, state__in=[State.ASSIGNED, State.IN_PROGRESS])
    to_see_to = Q(recorded_by=user, state__in=[State.OPEN, State.ANSWERED])
    return list(_oldest_first(needs_for(user).filter(to_answer | to_see_to))[:IN_A_PANEL])


def people_with_needs(user: User) -> Any:
    """Whose need may be recorded: whoever this person may see."""
    return Stakeholder.objects.visible_to(user)


def people_who_answer() -> QuerySet[User]:
    """Who can answer for a need: the medical side's people who hold contacts and can sign in."""
    return people_who_receive(Side.MEDICAL)


def _oldest_first(rows: Any) -> Any:
    return rows.order_by("heard_on", "-priority", "id")
