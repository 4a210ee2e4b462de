"""Where the row stands that a concern is about: apps above say so in `AppConfig.ready()`."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from apps.core.registered import Registry


@dataclass(frozen=True)
class About:
    """What such a row is called, and the name of its page's address, which takes its key."""

    title: "str | Promise"
    url_name: str = ""


_known: Registry[str, About] = Registry()
_rules: "Registry[str, str | Promise]" = Registry()


def register_about(word: str, title: "str | Promise", url_name: str = "") -> None:
    """Let concerns lead to rows of this kind (`handoffs.handoff`, say)."""
    _known.add(word, About(title, url_name))


def register_rules(words: "dict[str, str | Promise]") -> None:
    """Say in words what the codes of rules mean."""
    for code, said in words.items():
        _rules.add(code, said)


def title_of(word: str) -> Any:
    """What it is called; its own word if nobody said."""
    found = _known.get(word)
    return found.title if found else word


def url_of(word: str, key: Any) -> str:
    """Its page; empty where there is none."""
    found = _known.get(word)
    if found is None or not found.url_name:
        return ""
    try:
        return reverse(found.url_name, args=[key])
    except NoReverseMatch:
        return ""


def rules_in_words(codes: list[str]) -> list[Any]:
    """What matched, for a reader who knows no codes."""
    return [_in_words(code) for code in codes]


def _in_words(code: str) -> Any:
    """After a colon may stand when the same was noticed again."""
    name, _colon, when = code.partition(":")
    said = _rules.get(name) or name.replace("_", " ")
    return f"{said} ({when})" if when else said
