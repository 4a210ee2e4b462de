"""Small marks inside a line: icons, initials, states, the side badge. Colour is never the only carrier of a meaning."""

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

TONES = ("neutral", "accent", "good", "warn", "bad", "quiet")
SIDE_ICONS = {
    "medical": "stethoscope",
    "commercial": "briefcase",
    "oversight": "eye",
    "safety": "shield-check",
    "administration": "settings",
}


@cache
def icon_names() -> frozenset[str]:
    """The icons in the sprite, which set-up builds from the same list."""
    return frozenset((settings.BASE_DIR / "static" / "icons.txt").read_text().split())


@register.simple_tag
def icon(name: str, *, label: str = "", size: str = "") -> SafeString:
    """`{% icon "calendar" %}`: decoration beside words; with `label=` it speaks for itself. `size`: "sm" or "lg".

    Raises ValueError for a name that is not in `static/icons.txt`, since the page would show an empty square.
    """
    if name not in icon_names():
        raise ValueError(f"icon {name!r} is not listed in static/icons.txt")
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        f" icon-{size}" if size else "",
        spoken,
        _sprite(),
        name,
    )


@cache
def _sprite() -> str:
    """Asked for dozens of times a page, and the same as long as the process lives."""
    return static("vendor/icons.svg")


def initials_of(name: str) -> str:
    """First letters of the first and last word, titles aside: "Dr. Ana de Souza" gives "AS"."""
    words = [word for word in name.split() if not word.endswith(".") and word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.inclusion_tag("components/avatar.html")
def avatar(name: str, *, size: str = "") -> dict[str, Any]:
    """`{% avatar person.get_full_name size="sm" %}`: initials in a circle; the name stands beside it as text."""
    return {"initials": initials_of(str(name)), "size": size}


@register.inclusion_tag("components/status.html")
def status(label: Any, *, tone: str = "neutral", icon: str = "", title: str = "") -> dict[str, Any]:
    """`{% status _("Submitted") tone="good" icon="lock" %}`. Raises ValueError for an unknown tone."""
    if tone not in TONES:
        raise ValueError(f"tone {tone!r} is none of {', '.join(TONES)}")
    return {"label": label, "tone": tone, "icon": icon, "title": title}


@register.inclusion_tag("components/side_badge.html")
def side_badge(side: Any, *, is_own: bool = True) -> dict[str, Any]:
    """`{% side_badge shell.side %}`: on which side of the wall the reader stands: colour, icon, word and sentence.

    `is_own=False` is for other people in a list: icon and word, and nothing that speaks of "your side".
    """
    return {"side": side, "icon": SIDE_ICONS[side.value], "is_own": is_own}


@register.inclusion_tag("components/progress.html")
def progress(
    done: int, total: int, *, label: Any, poll_url: str = "", is_over: bool = False
) -> dict[str, Any]:
    """`{% progress job.done job.total label=_("Rows read") poll_url=url is_over=job.is_over %}`.

    While not over it asks `poll_url` each second for itself again; the view answers with this same tag.
    """
    return {"done": done, "total": total, "label": label, "poll_url": poll_url, "is_over": is_over}


#: Looked for in this order: each browser's line also names those it descends from.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def browser_name(user_agent: str) -> str:
    """`{{ session.user_agent|browser_name }}`: "Firefox, Windows"; what is not known is shown as it came."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, [browser, system])) or user_agent


@register.filter
def undo_url(message: Any) -> str:
    """Where a message's *Undo* posts to: `messages.success(request, text, extra_tags=f"undo:{url}")`."""
    found = _tagged(message, "undo:")
    return found if found.startswith("/") else ""


@register.filter
def saved_key(message: Any) -> str:
    """Whose copy in the browser is no longer needed: `extra_tags=f"saved:{key}"` (see `apps/core/autosave.py`)."""
    return _tagged(message, "saved:")


def _tagged(message: Any, start: str) -> str:
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(start) for tag in tags if tag.startswith(start)), "")
