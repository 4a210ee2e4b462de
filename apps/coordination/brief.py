"""What the brief of a contact shows from the shared ground: the account, the people, who else is around (F-87)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Max, Q

from apps.coordination.cautions import contacts_in_quarter
from apps.coordination.context import AccountContext, context_of
from apps.coordination.models import BriefView, CollisionNotice, Touchpoint
from apps.coordination.open_collisions import collisions_about
from apps.coordination.queries import attending, touchpoints_for
from apps.directory.models import Account, Stakeholder
from apps.directory.queries import ancestors_of
from apps.users.models import User

AROUND = timedelta(days=30)
#: Contacts of others that one page shows.
AT_MOST = 15


@dataclass(frozen=True)
class Attendee:
    """Somebody who takes part, and how often they are met this quarter by all functions, this contact included."""

    person: Stakeholder
    contacts: int

    @property
    def is_at_limit(self) -> bool:
        """Whether they are met as often as they said at most, or more often."""
        limit = self.person.contacts_per_quarter
        return limit is not None and self.contacts >= limit


@dataclass(frozen=True)
class Brief:
    """One page before a visit; what the sides add stands in panels."""

    touchpoint: Touchpoint
    ancestors: list[Account]
    context: AccountContext
    people: list[Attendee]
    around: list[Touchpoint]
    collisions: list[CollisionNotice]


def brief_of(user: User, touchpoint: Touchpoint) -> Brief:
    """Everything of the shared ground that this person may know before the contact."""
    people = attending(touchpoint)
    counts = contacts_in_quarter(people, touchpoint.starts_at)
    return Brief(
        touchpoint,
        ancestors_of(user, touchpoint.account),
        context_of(user, touchpoint.account),
        [Attendee(person, counts[person.pk]) for person in people],
        _around(user, touchpoint, people),
        collisions_about(user, touchpoint),
    )


def last_view(user: User, touchpoint: Touchpoint) -> Any:
    """When this person opened the brief last; None when never."""
    views = BriefView.objects.visible_to(user).filter(touchpoint=touchpoint, user=user)
    return views.aggregate(last=Max("viewed_at"))["last"]


def _around(user: User, touchpoint: Touchpoint, people: list[Stakeholder]) -> list[Touchpoint]:
    """Contacts of all functions with these people or in this account, a month before and after, the nearest days first
    as far as they are told."""
    contacts = touchpoints_for(user)
    told, at = contacts.disclosure, touchpoint.starts_at
    there = Q(account__in=touchpoint.account.path) | Q(account__path__contains=[touchpoint.account_id])
    keys = contacts.keys_met(people)
    near = contacts.filter(told.since(at - AROUND), told.before(at + AROUND)).filter(there | Q(pk__in=keys))
    rows = near.exclude(pk=touchpoint.pk).exclude(state=Touchpoint.State.CANCELLED)
    return list(rows.order_by(told.when_column, "id")[:AT_MOST])
