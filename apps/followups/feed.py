"""A person's promises and planned contacts as a calendar that other programs subscribe to.

Such a program signs in nowhere and keeps what it reads in its maker's cloud, so the feed says that something is due and
where to read what, and nothing else: no name, no word of a promise (docs/decisions/0014). Events, not tasks: Google
Calendar and Outlook leave tasks of a subscribed calendar out.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event

from apps.followups.models import Commitment
from apps.interactions.models import Interaction
from apps.users.models import User

#: What was cancelled or kept is still told for so long: programs that were off learn of it.
TOLD_DAYS = 30
#: Planned contacts are told so far back, and at most so many rows of each kind.
PAST_DAYS, MOST = 30, 1_000
#: Where a plan says no duration.
USUAL_MINUTES = 60
#: How often programs should look.
REFRESH = timedelta(hours=1)


def calendar_of(person: User, now: datetime) -> bytes:
    """The calendar as a file. Runs under the role of the person's side; the same rows give the same bytes."""
    found = Calendar()
    found.add("prodid", f"-//{settings.BRAND_NAME}//Promises//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", settings.BRAND_NAME)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    for event in (*map(_promise, _promises_of(person, now)), *_contacts(person, now)):
        found.add_component(event)
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _promises_of(person: User, now: datetime) -> Iterable[Commitment]:
    """Pending ones, and those that were closed lately."""
    since = (now - timedelta(days=TOLD_DAYS)).date()
    rows: Any = Commitment.objects.filter(owner=person)
    lately = rows.filter(closed_on__gte=since)
    return list((rows.pending() | lately).order_by("due_on", "id")[:MOST])


def _promise(commitment: Commitment) -> Event:
    """All day, in no zone: a day that is due is the same day wherever somebody travels."""
    event = _event(commitment, _TITLES[commitment.state], commitment.state == Commitment.State.CANCELLED)
    event.add("dtstart", commitment.due_on)
    event.add("dtend", commitment.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _contacts(person: User, now: datetime) -> Iterable[Event]:
    rows = Interaction.objects.filter(
        owner=person,
        starts_at__gte=now - timedelta(days=PAST_DAYS),
        state__in=[Interaction.State.PLANNED, Interaction.State.CANCELLED],
    )
    zone = ZoneInfo(person.time_zone)
    for row in rows.order_by("starts_at", "id")[:MOST]:
        event = _event(row, _("Planned contact"), row.state == Interaction.State.CANCELLED)
        event.add("dtstart", row.starts_at.astimezone(zone))
        minutes = timedelta(minutes=row.duration_minutes or USUAL_MINUTES)
        event.add("dtend", (row.starts_at + minutes).astimezone(zone))
        yield event


def _event(row: Commitment | Interaction, title: Any, is_cancelled: bool) -> Event:
    """What both have. The revision counts the changes; the time of the last one stands for that of the file."""
    link = settings.PUBLIC_URL.rstrip("/") + row.get_absolute_url()
    event = Event()
    event.add("uid", f"{row.pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}")
    event.add("dtstamp", row.updated_at.astimezone(UTC))
    event.add("last-modified", row.updated_at.astimezone(UTC))
    event.add("sequence", row.revision)
    event.add("summary", str(title))
    event.add("description", link)
    event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


_State = Commitment.State
_TITLES: dict[str, Any] = {
    _State.OPEN: _("Promise due"),
    _State.IN_PROGRESS: _("Promise due"),
    _State.DONE: _("Promise kept"),
    _State.CANCELLED: _("Promise cancelled"),
}
