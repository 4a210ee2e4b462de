"""The secret link of a person's calendar feed: made, shown once, revoked. Kept as a hash, by the web login alone.

The table is IDENTITY: a program that fetches the feed has no session, so its link is a key like a token, and no side's
role may read or plant one. Hence there is no history of it but its own days.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from apps.core.locks import one_at_a_time
from apps.followups.models import CalendarLink
from apps.followups.policies import may_subscribe
from apps.users.models import User

#: The day of the last look is written no oftener.
NOTED_EVERY = timedelta(hours=1)


def link_of(person: User) -> CalendarLink | None:
    """The link that works now."""
    found: CalendarLink | None = CalendarLink.objects.filter(person=person, revoked_at=None).first()
    return found


def make_link(*, by: User) -> str:
    """A new secret, which nobody can read again; an earlier link stops working. Raises PermissionDenied."""
    may_subscribe(by).require()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        one_at_a_time(by.pk)
        _end(by)
        CalendarLink.objects.create(person=by, digest=_digest(token))
    return token


def revoke_link(*, by: User) -> None:
    """The link stops working at once."""
    _end(by)


def owner_of(token: str) -> User | None:
    """Whose feed this is; None for a link that is revoked or never was, and for who may have none any more.

    Runs as the web login. What is looked up is a hash, so the time it takes says nothing about the secret.
    """
    links = CalendarLink.objects.filter(digest=_digest(token), revoked_at=None)
    link = links.select_related("person__team").first()
    if link is None or not link.person.is_active or not may_subscribe(link.person):
        return None
    _note(link)
    return link.person


def _end(person: User) -> None:
    CalendarLink.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())


def _note(link: CalendarLink) -> None:
    now = timezone.now()
    if link.read_at is None or link.read_at < now - NOTED_EVERY:
        CalendarLink.objects.filter(pk=link.pk).update(read_at=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
