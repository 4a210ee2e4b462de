"""What the left navigation and the top bar offer: each person sees what they may open.

Apps register in `AppConfig.ready()`; this stands below them all, so that no page has to know which exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from apps.core.registered import Registry


@dataclass(frozen=True)
class Entry:
    """One line of the left navigation: a task, not a table. `shortcut` is a key or two, such as `g d`."""

    label: str | Promise
    url_name: str
    icon: str
    order: int
    may_see: Callable[[Any], bool]
    shortcut: str = ""


@dataclass(frozen=True)
class PrimaryAction:
    """The button of the top bar: what this person does most often. `key` is a single letter."""

    label: str | Promise
    url_name: str
    icon: str
    key: str
    may_see: Callable[[Any], bool]


@dataclass(frozen=True)
class Command:
    """Something to do that the search finds by name and by `words`: a page, or a form of the page frame to be sent.

    `form` is the form's id in the page frame, `field` and `value` what the pressed button says.
    """

    label: str | Promise
    icon: str
    order: int
    words: str | Promise = ""
    url_name: str = ""
    form: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class Link:
    """An entry or action as the templates need it: resolved, and marked when the page belongs to it."""

    label: str | Promise
    url: str
    icon: str
    shortcut: str
    current: str = ""


_entries: Registry[str, Entry] = Registry()
_actions: Registry[str, PrimaryAction] = Registry()
_commands: Registry[str, Command] = Registry()


def register(entry: Entry) -> None:
    """Offer a page in the left navigation. Raises ValueError when another entry holds the same address."""
    _entries.add(entry.url_name, entry)


def register_action(action: PrimaryAction) -> None:
    """Offer a button in the top bar. Raises ValueError when another action holds the same address."""
    _actions.add(action.url_name, action)


def register_command(command: Command) -> None:
    """Let the search find a page or a form that everybody has. Raises ValueError when another command does the same."""
    _commands.add(command.url_name or f"{command.form} {command.value}", command)


def commands() -> list[Command]:
    """What everybody can do, in order."""
    return sorted(_commands.all(), key=lambda command: command.order)


def entries_for(user: Any) -> list[Entry]:
    """The entries this person may open, in their order."""
    return sorted((entry for entry in _entries.all() if entry.may_see(user)), key=lambda entry: entry.order)


def primary_actions_for(user: Any) -> list[PrimaryAction]:
    """The top-bar buttons of this person, oldest registration first."""
    return [action for action in _actions.all() if action.may_see(user)]


def _owner_of(path: str, addresses: list[str]) -> str:
    """The address a path belongs to: the longest one it starts with. The root owns nothing but itself."""
    owners = [url for url in addresses if path == url or (url != "/" and path.startswith(url))]
    return max(owners, key=len, default="")


def links_for(user: Any, path: str) -> list[Link]:
    """The left navigation for a page: `current` is the value of `aria-current`, empty on all lines but one."""
    entries = entries_for(user)
    addresses = [reverse(entry.url_name) for entry in entries]
    owner = _owner_of(path, addresses)
    return [
        Link(entry.label, url, entry.icon, entry.shortcut, _mark(url, owner, path))
        for entry, url in zip(entries, addresses, strict=True)
    ]


def _mark(url: str, owner: str, path: str) -> str:
    if url != owner:
        return ""
    return "page" if url == path else "true"


def action_links_for(user: Any, path: str) -> list[Link]:
    """The top-bar buttons for a page."""
    links = [(action, reverse(action.url_name)) for action in primary_actions_for(user)]
    return [Link(action.label, url, action.icon, action.key, _mark(url, path, path)) for action, url in links]
