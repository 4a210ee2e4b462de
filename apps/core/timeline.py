"""One entry of a timeline, whoever contributes it: the page that shows them stands below the apps that hold them."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, tuple[str, str | Promise]] = {
    "interaction": ("messages", _("Interaction")),
    "envelope": ("lock", _("Contact by another function")),
    "visit": ("briefcase", _("Visit")),
    "plan": ("calendar-event", _("Planned contact")),
    "publication": ("book", _("Publication")),
    "trial": ("flask", _("Trial")),
    "stage": ("trending-up", _("Relationship stage")),
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
    """What happened, when, by whom. An `envelope` carries no content by nature and is drawn locked."""

    kind: str
    at: date
    title: str | Promise
    url: str = ""
    text: str = ""
    by: str = ""
    marks: tuple[Mark, ...] = field(default=())

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
