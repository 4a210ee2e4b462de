"""The search over everything: asks each source that the user may ask, and puts what they found into groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import navigation
from apps.core.folding import words
from apps.core.registry import Hit, SearchSource, search_sources_for
from apps.core.vocabulary import SHORTEST_MISSPELT, is_near

#: Lines of a group; whoever wants more opens the list.
SHOWN = 6
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Group:
    """What one source found. `all_url` leads to the list of all of it."""

    name: str
    title: Any
    hits: Sequence[Hit]
    all_url: str = ""


def found_for(user: Any, text: str) -> list[Group]:
    """What this user may see of what was looked for; before anything is typed, what was last used."""
    text = text.strip()[:LONGEST_TEXT]
    groups = [_asked(source, user, text) for source in search_sources_for(user)]
    return [group for group in groups if group.hits]


def _asked(source: SearchSource, user: Any, text: str) -> Group:
    if not words(text):
        return Group(source.name, source.recent_title or source.title, list(source.recent(user))[:SHOWN])
    hits = list(source.find(user, text))
    query = urlencode({source.all_param: text})
    has_more = source.all_at and len(hits) > SHOWN
    all_url = f"{reverse(source.all_at)}?{query}" if has_more else ""
    return Group(source.name, source.title, hits[:SHOWN], all_url)


def matches(text: str, name: str) -> bool:
    """Whether each typed word begins a word of the name, or is one slip away from one."""
    known = words(name)
    return all(any(_is_meant(word, other) for other in known) for word in words(text))


def _is_meant(word: str, other: str) -> bool:
    return other.startswith(word) or (len(word) >= SHORTEST_MISSPELT and is_near(word, other))


def pieces(text: str, wanted: Iterable[str], *, around: int = 60) -> list[tuple[str, bool]]:
    """The part of a text around the first wanted word, in pieces: what was looked for is marked.

    `wanted` are folded words, and a word of the text that begins with one counts.
    """
    looked_for = tuple(wanted)
    parts = [(part, _is_wanted(part, looked_for)) for part in text.split()]
    first = next((at for at, (_part, is_wanted) in enumerate(parts) if is_wanted), 0)
    start, end = _window([len(part) for part, _is in parts], first, around)
    found = [("…", False)] * (start > 0) + parts[start:end] + [("…", False)] * (end < len(parts))
    return found


def _is_wanted(part: str, wanted: tuple[str, ...]) -> bool:
    return bool(wanted) and any(word.startswith(wanted) for word in words(part))


def _window(lengths: Sequence[int], at: int, around: int) -> tuple[int, int]:
    """Which words stand within so many letters before and twice as many behind a word."""
    start = end = at
    while start > 0 and sum(lengths[start:at]) < around:
        start -= 1
    while end < len(lengths) and sum(lengths[at:end]) < 2 * around:
        end += 1
    return start, end


def _pages(user: Any) -> list[tuple[str, Hit]]:
    """Every page and command with the words it is found by."""
    offered: list[Any] = [*navigation.primary_actions_for(user), *navigation.entries_for(user)]
    found = [(str(one.label), Hit(one.label, reverse(one.url_name), icon=one.icon)) for one in offered]
    return found + [(f"{one.label} {one.words}", _command(one)) for one in navigation.commands()]


def _command(command: navigation.Command) -> Hit:
    url = reverse(command.url_name) if command.url_name else ""
    return Hit(
        command.label, url, icon=command.icon, form=command.form, field=command.field, value=command.value
    )


def pages_found(user: Any, text: str) -> list[Hit]:
    """Pages and commands by their names."""
    return [hit for name, hit in _pages(user) if matches(text, name)]


def first_pages(user: Any) -> list[Hit]:
    """What is offered before anything is typed."""
    return [hit for _name, hit in _pages(user)]


PAGES = SearchSource(
    "pages", _("Pages and commands"), 90, lambda user: True, pages_found, first_pages, _("Go to")
)
