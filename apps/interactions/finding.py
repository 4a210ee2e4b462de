"""What the search finds in interactions: words of what was noted, and topics, for those who may read them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Topic
from apps.catalog.queries import areas_of
from apps.core.finding import SHOWN, matches, pieces
from apps.core.noted import Meant, all_meant, meant_words, noting
from apps.core.registry import Hit, SearchSource
from apps.interactions.models import Interaction, InteractionTopic, NoteWord
from apps.interactions.models.interactions import KEPT_BY, YEAR
from apps.interactions.policies import may_read
from apps.interactions.queries import interactions_for
from apps.interactions.workflow import State
from apps.users.models import User

#: Read at most, whatever the number of interactions that hold the words.
CANDIDATES = 200


def interactions(user: User, text: str) -> list[Hit]:
    """The latest interactions in which the words were written, or that were about such a topic."""
    meant = meant_words(text, NoteWord)
    keys = [*_noted(user, meant), *_about(user, text)]
    rows = interactions_for(user).filter(pk__in=keys).order_by("-starts_at", "-id")
    marked = all_meant(meant)
    return [_hit(row, marked) for row in rows[: SHOWN + 1]]


def _noted(user: User, meant: Meant) -> list[Any]:
    """Keys of what was noted, the latest years first: an order by date would make the database read every match."""
    if not meant:
        return []
    rows = _within_reach(user, noting(Interaction.objects.visible_to(user), meant)).order_by()
    this_year = timezone.now().year
    parts = [
        part.values_list("pk", "starts_at")[:CANDIDATES]
        for part in (*(rows.filter(year__overlap=[year]) for year in (this_year, this_year - 1)), rows)
    ]
    found = set(parts[0].union(*parts[1:], all=True)[:CANDIDATES])
    latest = sorted(found, key=lambda pair: pair[1], reverse=True)
    return [key for key, _starts_at in latest[: SHOWN + 1]]


def _within_reach(user: User, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same rows; but the index alone can tell them, and rows that somebody may not read are not even looked at."""
    rows = rows.alias(year=YEAR, kept_by=KEPT_BY)
    if user.facts.sees_all_medical:
        return rows
    people = (
        User.objects.filter(team=user.team_id)
        if user.facts.sees_team and user.team_id
        else User.objects.none()
    )
    keys = [user.pk, *areas_of(user).values_list("pk", flat=True), *people.values_list("pk", flat=True)]
    return rows.filter(kept_by__overlap=keys)


def _about(user: User, text: str) -> Iterable[Any]:
    """Keys of the latest interactions about topics of that name, in the areas of this user."""
    topics = Topic.objects.filter(therapeutic_area__in=areas_of(user)).values_list("pk", "name")
    named = [key for key, name in topics if matches(text, name)]
    if not named:
        return []
    about = InteractionTopic.objects.filter(topic__in=named).values("interaction")
    rows = Interaction.objects.visible_to(user).filter(pk__in=about)
    return rows.order_by("-starts_at", "-id").values_list("pk", flat=True)[: SHOWN + 1]


def recent(user: User) -> list[Hit]:
    """One's own latest contacts that were recorded."""
    mine = interactions_for(user).filter(owner=user).exclude(state__in=[State.PLANNED, State.CANCELLED])
    return [_hit(row, set()) for row in mine.order_by("-starts_at", "-id")[:SHOWN]]


def _hit(row: Interaction, marked: set[str]) -> Hit:
    touchpoint: Any = row.touchpoint
    people = ", ".join(str(one.stakeholder) for one in touchpoint.people)
    day = date_format(timezone.localtime(row.starts_at), _("j M Y"))
    title = _("%(kind)s at %(account)s") % {"kind": row.get_kind_display(), "account": touchpoint.account}
    detail = ", ".join(filter(None, [day, people, str(row.owner)]))
    return Hit(title, row.get_absolute_url(), detail, "messages", _snippet(row, marked))


def _snippet(row: Interaction, marked: set[str]) -> list[tuple[str, bool]]:
    """Of the text in which a word was found; nothing when it was found by its topic."""
    parts = (pieces(text, marked) for text in (row.notes, row.needs_and_concerns) if marked)
    return next((part for part in parts if any(is_marked for _piece, is_marked in part)), [])


def _reads(user: Any) -> bool:
    return bool(may_read(user))


SOURCE = SearchSource(
    "interactions",
    gettext_lazy("Interactions"),
    30,
    _reads,
    interactions,
    recent,
    gettext_lazy("Your latest contacts"),
)
