"""What a person most likely means by "Log": a record that was begun and not finished, or a contact that is due now."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from apps.directory.drafts import with_people
from apps.interactions.drafts import DRAFTS, Page
from apps.interactions.models import Interaction
from apps.interactions.queries import interactions_for
from apps.interactions.workflow import State
from apps.users.models import User

#: Older typing is found on My day; it would stand in the way here.
FRESH = timedelta(days=7)
#: From a little before a contact begins until its reminder goes out.
EARLY, LATE = timedelta(minutes=30), timedelta(hours=4)


@dataclass(frozen=True)
class Offer:
    """One record to go on with, instead of an empty one. `people` are keys, `with_whom` their names."""

    url: str
    people: frozenset[str]
    with_whom: str
    at: datetime
    is_draft: bool


def offers_for(user: User, people: Collection[str] = ()) -> list[Offer]:
    """At most one draft and one due contact, the draft first; only with these people when some are asked for."""
    wanted = set(people)
    found = [*_drafted(user), *_due(user)]
    fitting = [offer for offer in found if not wanted or wanted & offer.people]
    return list({offer.url: offer for offer in reversed(fitting)}.values())[::-1]


def _drafted(user: User) -> Iterator[Offer]:
    over = Interaction.objects.filter(pk=OuterRef("record_id")).exclude(state__in=(State.PLANNED, State.HELD))
    fresh = DRAFTS.of(user).filter(page=Page.LOG, saved_at__gte=timezone.now() - FRESH)
    begun = (draft for draft in fresh.filter(~Exists(over))[:5] if _says_something(draft.fields))
    for draft in with_people(user, islice(begun, 1)):
        people = frozenset(draft.fields.get("stakeholders", []))
        yield Offer(draft.get_absolute_url(), people, draft.people, draft.saved_at, is_draft=True)


def _says_something(fields: Mapping[str, list[str]]) -> bool:
    """A form that was opened and sent back empty is nothing to go on with."""
    return any(any(fields.get(name, [])) for name in ("stakeholders", "notes"))


def _due(user: User) -> Iterator[Offer]:
    now = timezone.now()
    mine = interactions_for(user).filter(owner=user, state=State.PLANNED)
    for row in mine.filter(starts_at__gt=now - LATE, starts_at__lt=now + EARLY).order_by("-starts_at", "id")[
        :1
    ]:
        attending = [one.stakeholder for one in row.touchpoint.people]
        names = ", ".join(str(person) for person in attending)
        keys = frozenset(str(person.pk) for person in attending)
        url = reverse("interactions:log", args=[row.pk])
        yield Offer(url, keys, names, row.starts_at, is_draft=False)
