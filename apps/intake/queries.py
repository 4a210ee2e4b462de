"""Reading hand-offs with what the medical side made of them, viewer first."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.handoffs.models import Handoff
from apps.handoffs.models.handoffs import HandoffQuerySet
from apps.handoffs.queries import handoffs_for
from apps.intake.models import Handling, HandoffRule
from apps.intake.policies import may_keep_rules, may_read_queue, may_read_rules
from apps.interactions.models import Interaction
from apps.users.models import User

IN_A_PANEL = 10
#: A talk that answered a hand-off was not much earlier than the hand-off.
BEFORE = timedelta(days=30)


def queue_for(user: User) -> HandoffQuerySet:
    """Every hand-off this person may see, with who has it: one statement."""
    rows = handoffs_for(user).select_related("handling__assignee", "handling__queue")
    return rows if may_read_queue(user) else rows.none()


def latest_about(user: User, stakeholder: Any) -> list[Handoff]:
    """The latest about a person, with what a panel's row shows: a dozen tables take longer to plan than to read."""
    rows = queue_for(user).select_related(None).select_related("stakeholder", "handling__assignee")
    return list(rows.filter(stakeholder=stakeholder).order_by("-asked_at", "-id")[:IN_A_PANEL])


def handling_of(user: User, handoff: Handoff) -> Handling | None:
    """What the medical side made of one; None as long as nobody touched it."""
    rows: Any = Handling.objects.visible_to(user)
    found: Handling | None = (
        rows.select_related("assignee__team", "queue", "interaction__touchpoint__account")
        .filter(handoff=handoff)
        .first()
    )
    return found


def waiting_for(user: User) -> list[Handoff]:
    """What I have, and what nobody has yet in the areas I work in; due first."""
    free = Q(handling=None) | Q(handling__assignee=None)
    mine = Q(handling__assignee=user)
    return list(queue_for(user).open().filter(mine | free).order_by("due_at", "id")[:IN_A_PANEL])


def talks_about(user: User, handoff: Handoff) -> "QuerySet[Interaction]":
    """Talks with the stakeholder that can have answered it, the latest first."""
    rows: Any = Interaction.objects.visible_to(user).filter(
        touchpoint__attendees__stakeholder=handoff.stakeholder_id,
        touchpoint__attendees__is_removed=False,
        touchpoint__starts_at__gte=handoff.asked_at - BEFORE,
    )
    found: QuerySet[Interaction] = rows.select_related("touchpoint__account").order_by(
        "-touchpoint__starts_at"
    )
    return found


def rules_for(user: User) -> "QuerySet[HandoffRule]":
    """All rules, for those who keep them or watch how they are kept."""
    rows = HandoffRule.objects.select_related("therapeutic_area", "territory", "person", "team")
    return rows.order_by("-is_active", "created_at", "id") if may_read_rules(user) else rows.none()


def rule_for(user: User, id: UUID) -> HandoffRule | None:
    """One rule, for those who keep them."""
    return HandoffRule.objects.filter(pk=id).first() if may_keep_rules(user) else None
