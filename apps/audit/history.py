"""The history of one thing, read from what the database's triggers wrote: who did what, with old and new values.

Changes of one request to a thing and to the rows that belong to it are one entry. A page ends between two moments, so
an entry is never cut in two; it costs two reads per tracked table, whatever the length of the history.
"""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.audit.registry import Related, Tracked, verb_in_words
from apps.audit.values import AnyField, Names, Wanted, in_words, names_of, want
from apps.firewall.registry import side_of
from apps.firewall.sides import Side

#: Bookkeeping that no reader asks about.
SILENT = {"id", "created_at", "updated_at", "revision", "name_folded", "path", "content_digest"}
KINDS: dict[str, "str | Promise"] = {"insert": _("Added"), "update": _("Changed"), "delete": _("Removed")}
#: What a reader of the other side is told: that, never why.
NEUTRAL: dict[bool, "str | Promise"] = {True: _("added the record"), False: _("changed the record")}


@dataclass(frozen=True)
class ChangedField:
    """For `{% changes_table %}`."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What happened to one row: its kind, what it is called, and its fields."""

    kind: "str | Promise"
    thing: str
    rows: list[ChangedField]


@dataclass(frozen=True)
class Entry:
    """All changes of one transaction to one thing."""

    at: datetime
    actor: str
    verb: "str | Promise"
    request_id: str
    changes: list[Change]


@dataclass(frozen=True)
class HistoryPage:
    """Entries, newest first; `older` is where the next page starts, None at the beginning of the history."""

    entries: list[Entry]
    older: datetime | None


@dataclass
class _Event:
    """A history row with the state before it."""

    row: Any
    before: Any
    model: type[Model]
    link: str
    fields: list[AnyField] = field(default_factory=list)


def history_of(
    user: Any, source: Tracked, thing: Model, *, until: datetime | None = None, size: int = 50
) -> HistoryPage:
    """The latest `size` changes before `until`, and all others of the same moments. The caller has found the thing."""
    sources = [Related(source.model, "pgh_obj"), *source.related]
    found = [(one.model, one.link, _rows(one, thing, until)) for one in sources]
    start = _start(found, size)
    if start is None:
        return HistoryPage([], None)
    events = [event for model, link, rows in found for event in _events(model, link, rows, start)]
    events.sort(key=lambda event: (event.row.pgh_created_at, event.row.pgh_id), reverse=True)
    has_older = any(rows.filter(pgh_created_at__lt=start).exists() for _model, _link, rows in found)
    return HistoryPage(_entries(user, events), start if has_older else None)


def _rows(one: Related, thing: Model, until: datetime | None) -> "QuerySet[Any]":
    history: Any = one.model.pgh_event_model  # type: ignore[attr-defined]
    rows: QuerySet[Any] = history.objects.filter(**{f"{one.link}_id": getattr(thing, one.key)})
    return rows.filter(pgh_created_at__lt=until) if until else rows


def _start(found: list[tuple[type[Model], str, "QuerySet[Any]"]], size: int) -> datetime | None:
    """The moment at which this page ends, going back."""
    moments: list[datetime] = []
    for _model, _link, rows in found:
        latest = rows.order_by("-pgh_created_at", "-pgh_id").values_list("pgh_created_at", flat=True)
        moments += latest[:size]
    moments.sort(reverse=True)
    return moments[:size][-1] if moments else None


def _events(model: type[Model], link: str, rows: "QuerySet[Any]", start: datetime) -> list[_Event]:
    """The changes since `start`, each with the state of the row before it."""
    history = rows.model
    earlier = history.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    previous = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
    here = list(rows.filter(pgh_created_at__gte=start).annotate(previous_id=previous))
    before = history.objects.in_bulk([row.previous_id for row in here if row.previous_id])
    events = [_Event(row, before.get(row.previous_id), model, link) for row in here]
    for event in events:
        event.fields = [one for one in _told(event) if _has_changed(event, one)]
    return events


def _told(event: _Event) -> list[AnyField]:
    """The fields a reader asks about, without the link to the thing whose page this is and without copies."""
    tracked = {one.name for one in event.row._meta.fields}
    silent = {*SILENT, *getattr(event.model, "copies", ())}
    fields = [one for one in event.model._meta.fields if one.name in tracked and one.name not in silent]
    return [one for one in fields if one.name != event.link]


def _has_changed(event: _Event, one: AnyField) -> bool:
    old, new = _values(event, one)
    return bool(old != new and not (_is_empty(old) and _is_empty(new)))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _values(event: _Event, one: AnyField) -> tuple[Any, Any]:
    """Old and new; a row that was added had nothing before, one that was removed has nothing after."""
    now = getattr(event.row, one.attname)
    if event.row.pgh_label == "delete":
        return now, None
    return getattr(event.before, one.attname, None) if event.before is not None else None, now


def _entries(user: Any, events: list[_Event]) -> list[Entry]:
    wanted: Wanted = {}
    for event in events:
        for one in event.fields:
            want(wanted, one, _values(event, one))
    names = names_of(user, wanted)
    actors = _actors(events)
    told = (event for event in events if event.fields or event.row.pgh_label != "update")
    grouped = groupby(told, key=lambda event: (event.row.pgh_created_at, event.row.pgh_context_id))
    return [_entry(user, list(group), actors, names) for _moment, group in grouped]


def _actors(events: list[_Event]) -> dict[str, Any]:
    keys = {key for event in events if (key := _context(event).get("user"))}
    people = get_user_model()._default_manager.filter(pk__in=keys)
    return {str(person.pk): person for person in people}


def _context(event: _Event) -> dict[str, Any]:
    return event.row.pgh_context or {}


def _entry(user: Any, events: list[_Event], actors: dict[str, Any], names: Names) -> Entry:
    context = _context(events[0])
    actor = actors.get(str(context.get("user")))
    return Entry(
        at=events[0].row.pgh_created_at,
        actor=str(actor or _("The system")),
        verb=_verb(user, events, actor),
        request_id=str(context.get("request", "")),
        changes=[_change(event, names) for event in events],
    )


def _verb(user: Any, events: list[_Event], actor: Any) -> "str | Promise":
    """What the actor did. In the history of a shared row the other side's own words would tell what it works on."""
    context = _context(events[0])
    if not context.get("verb"):
        return ""
    # The side at the time: who changed sides since must not take the former side's words along.
    side = context.get("side") or getattr(actor, "side", None)
    # A row that only the own side reads tells the verb already.
    is_shared = all(side_of(event.model) == Side.SHARED for event in events)
    if is_shared and user.side not in {side, Side.OVERSIGHT}:
        return NEUTRAL[all(event.row.pgh_label == "insert" for event in events)]
    return verb_in_words(context["verb"])


def _change(event: _Event, names: Names) -> Change:
    rows = [
        ChangedField(_label(one), *(in_words(one, value, names) for value in _values(event, one)))
        for one in event.fields
    ]
    return Change(KINDS[event.row.pgh_label], _label_of_model(event.model), rows)


def _label(one: AnyField) -> str:
    words = str(one.verbose_name)
    return words[:1].upper() + words[1:]


def _label_of_model(model: type[Model]) -> str:
    words = str(model._meta.verbose_name)
    return words[:1].upper() + words[1:]
