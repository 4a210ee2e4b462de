"""One entry of a timeline, whoever contributes it: the page that shows them stands below the apps that hold them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.registered import Registry

KINDS: dict[str, tuple[str, str | Promise]] = {
    "interaction": ("messages", _("Interaction")),
    "envelope": ("lock", _("Contact by another function")),
    "contact": ("users", _("Contact by your function")),
    "visit": ("briefcase", _("Visit")),
    "plan": ("calendar-event", _("Planned contact")),
    "publication": ("book", _("Publication")),
    "trial": ("flask", _("Trial")),
    "stage": ("trending-up", _("Relationship stage")),
    "request": ("message-question", _("Medical request")),
    "commitment": ("checklist", _("Commitment")),
    "insight": ("bulb", _("Insight")),
    "note": ("note", _("Note")),
}
"""Icon and name of each kind; a new kind is added here, so that it never shows without a name."""


@dataclass(frozen=True)
class Mark:
    """A state shown on an entry: a word and a tone (`good`, `warn`, `bad`, `accent`, `neutral`, `quiet`)."""

    label: str | Promise
    tone: str = "neutral"


@dataclass(frozen=True)
class TimelineEntry:
    """What happened, when, by whom. An `envelope` carries no content by nature and is drawn locked. `when` stands for a
    moment of which the reader is told less: the day, say."""

    kind: str
    at: date
    title: str | Promise
    url: str = ""
    text: str = ""
    by: str = ""
    marks: tuple[Mark, ...] = field(default=())
    when: str = ""

    @property
    def icon(self) -> str:
        """The icon of this kind."""
        return KINDS[self.kind][0]

    @property
    def kind_label(self) -> str | Promise:
        """The kind in words, for those who do not see the icon."""
        return KINDS[self.kind][1]

    @property
    def is_locked(self) -> bool:
        """Whether this is all the reader's side may know."""
        return self.kind == "envelope"


@dataclass(frozen=True)
class TimelineSource:
    """What an app adds to the contacts on a person's timeline. `entries(user, person, after, until)` answers those with
    `after < at <= until`, the latest first; an end that is None is open."""

    name: str
    may_see: Callable[[Any], bool]
    entries: Callable[[Any, Any, datetime | None, datetime | None], list[TimelineEntry]]


_sources: Registry[str, TimelineSource] = Registry()


def register_timeline_source(source: TimelineSource) -> None:
    """Add to the timelines of people. Raises ValueError when another source has this name."""
    _sources.add(source.name, source)


def added_entries(
    user: Any, person: Any, after: datetime | None, until: datetime | None
) -> list[TimelineEntry]:
    """What all sources that this user may see add between two moments."""
    sources = [source for source in _sources.all() if source.may_see(user)]
    return [entry for source in sources for entry in source.entries(user, person, after, until)]
