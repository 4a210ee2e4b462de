"""Reading interactions, viewer first. What a page shows is fetched here, so that its cost is known here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.queries import timeline_in, timeline_with
from apps.core.drafts import DraftModel
from apps.core.paging import Page, Params
from apps.directory.drafts import with_people
from apps.directory.models import Account, Stakeholder
from apps.interactions.drafts import DRAFTS
from apps.interactions.models import Interaction
from apps.interactions.workflow import State
from apps.users.models import User

#: States in which something was said.
SAID = (State.HELD, State.SUBMITTED, State.AMENDED)
IN_A_BRIEF = 3


def interactions_for(user: User) -> QuerySet[Interaction]:
    """Every interaction this person may read, with all that a row of a list shows."""
    attending = TouchpointStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    return (
        Interaction.objects.visible_to(user)
        .select_related("touchpoint__account", "touchpoint__purpose", "owner", "therapeutic_area")
        .prefetch_related(
            Prefetch("touchpoint__attendees", attending.order_by("stakeholder__name_folded"), "people")
        )
    )


def whole_interactions_for(user: User) -> QuerySet[Interaction]:
    """The same with topics and materials, for the page of one."""
    return interactions_for(user).prefetch_related("topics", "materials")


def is_taken(id: uuid.UUID) -> bool:
    """Whether an interaction has this key, whoever may see it."""
    return Interaction.objects.filter(pk=id).exists()


@dataclass(frozen=True)
class MyDay:
    """What to do next."""

    today: list[Interaction]
    tomorrow: list[Interaction]
    to_log: list[Interaction]
    drafts: list[DraftModel]


def my_day(user: User, now: datetime | None = None) -> MyDay:
    """Today's and tomorrow's contacts in the user's own zone, what is still to be logged, and unfinished drafts."""
    now = timezone.localtime(now)
    midnight = timezone.make_aware(datetime.combine(now.date(), time()))
    ends = [timezone.make_aware(datetime.combine(now.date() + timedelta(days=n), time())) for n in (1, 2)]
    mine = interactions_for(user).filter(owner=user)
    coming = mine.filter(state=State.PLANNED, starts_at__gte=now, starts_at__lt=ends[1]).order_by(
        "starts_at", "id"
    )
    done_today = mine.filter(
        starts_at__gte=midnight, starts_at__lt=ends[0], state__in=[State.SUBMITTED, State.AMENDED]
    )
    late = mine.filter(state__in=[State.PLANNED, State.HELD], starts_at__lt=now).order_by("-starts_at", "id")
    rows = list(coming)
    return MyDay(
        today=sorted(
            [*done_today, *(row for row in rows if row.starts_at < ends[0])], key=lambda row: row.starts_at
        ),
        tomorrow=[row for row in rows if row.starts_at >= ends[0]],
        to_log=list(late[:20]),
        drafts=with_people(user, DRAFTS.from_nothing(user, Interaction.objects.all())[:10]),
    )


def contacts_with(user: User, stakeholder: Stakeholder, params: Params) -> Page[Touchpoint]:
    """A page of contacts with a person: content where this user may read it, the envelope of everything else."""
    return timeline_with(user, stakeholder, params, also=_content(user))


def contacts_in(user: User, account: Account, params: Params) -> Page[Touchpoint]:
    """A page of contacts in an account and below it."""
    return timeline_in(user, account, params, also=_content(user))


def _content(user: User) -> list[Any]:
    """One more query for a whole page; a touchpoint without visible content has an empty `content`."""
    return [Prefetch("interaction", Interaction.objects.visible_to(user))]


def content_in(touchpoint: Any) -> Interaction | None:
    """The interaction of a touchpoint read by a timeline query, None when this user may not read it."""
    try:
        found: Interaction = touchpoint.interaction
    except Interaction.DoesNotExist:
        return None
    return found


def main_account_of(stakeholder: Stakeholder) -> Any:
    """Key of the account where a person mainly works now, to plan a contact there; None when none is recorded."""
    return next((row.account_id for row in stakeholder.current_affiliations), None)


def last_talks_with(user: User, people: Sequence[Stakeholder]) -> list[Interaction]:
    """The latest that was said with any of these people and that this user may read."""
    met = TouchpointStakeholder.objects.filter(stakeholder__in=people, is_removed=False).values("touchpoint")
    said = interactions_for(user).filter(touchpoint__in=met, state__in=SAID)
    return list(said.order_by("-starts_at", "-id")[:IN_A_BRIEF])
