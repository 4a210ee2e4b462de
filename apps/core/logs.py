"""Log lines carry ids, never text: PostgreSQL explains errors by quoting the row, and a log stands on no side.

Nor do they carry what opens something: a part of an address that is no id may be the secret of a link in a mail.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

#: From "DETAIL: Failing row contains (..." or "CONTEXT: ..." to the end of that error. What is quoted may have lines of
#: its own, so only the words between two errors, or the end, can be trusted to end it.
_QUOTED = re.compile(
    r"^(DETAIL|CONTEXT): .*?(?=^Traceback \(|^The above exception was|^During handling of the above|\Z)",
    re.MULTILINE | re.DOTALL,
)
#: "LINE 1: SELECT 'what was typed'::int", a statement with its values, and a value that is no number, key or date.
_STATEMENT = re.compile(r"^(LINE \d+): .*$", re.MULTILINE)
_VALUE = re.compile(
    r"(invalid input (?:syntax|value) for [^:\n]{1,80}|malformed [a-z ]{1,40}|[a-z/ ]{1,40} value out of range): \".*?"
    r"(?=^(?:LINE \d+|HINT|DETAIL|CONTEXT): |^Traceback \(|^The above exception was|^During handling of the above|\Z)",
    re.MULTILINE | re.DOTALL,
)
#: Parts of addresses that are no ids and no secrets either: words that the product itself chose.
WORDS = {"kind", "page", "provider_id", "word"}
#: The parts of an address, as it is written in a URLconf.
_PARTS = re.compile(r"(<[^>]+>)")
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """Formats records as usual, without the values that database errors quote and without the secrets of links."""

    def formatException(self, ei: ErrorInfo) -> str:
        """The traceback, cleaned."""
        return cleaned(super().formatException(ei))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message, cleaned."""
        return cleaned(super().formatMessage(record))


class JSONLines(WithoutContent):
    """One JSON object per line, for whoever collects the logs of containers."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, message; the request's id and the error where there are any."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": cleaned(record.getMessage()),
        } | self.more(record)
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

    def more(self, record: logging.LogRecord) -> dict[str, Any]:
        """What this kind of record says besides."""
        request_id = getattr(getattr(record, "request", None), "request_id", None)
        return {"request_id": request_id} if request_id else {}


class AccessLines(JSONLines):
    """Gunicorn's access log without what people typed: no query, no referrer, and no key that opens something."""

    def more(self, record: logging.LogRecord) -> dict[str, Any]:
        """Gunicorn hands over its atoms as the arguments of the record."""
        if not isinstance(record.args, Mapping):
            return {}
        atoms = record.args
        path = without_keys(unquote(str(atoms["U"])))
        return {
            "message": f"{atoms['m']} {path} {atoms['s']}",
            "address": atoms["h"],
            "method": atoms["m"],
            "path": path,
            "status": int(str(atoms["s"])),
            "bytes": atoms["B"],
            "milliseconds": atoms["M"],
            "request_id": atoms["{x-request-id}o"],
        }


def cleaned(text: str) -> str:
    """What may stand in a log."""
    return without_keys(without_quotes(text))


def without_keys(text: str) -> str:
    """Cut off each address in a text where it stops being ids: behind that may stand the key of a link.

    Derived from the addresses of the product, so that a new link with a secret is covered without a thought. Before
    they are known nobody has called one.
    """
    try:
        return _up_to_keys().sub(r"\1...", text) if apps.ready else text
    except ImproperlyConfigured:
        return text


@cache
def _up_to_keys() -> re.Pattern[str]:
    beginnings = "|".join(sorted(_beginnings(get_resolver().url_patterns)))
    return re.compile(rf"({beginnings})[^\s\"'<>]+")


def _beginnings(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Each address with something in it that is no id, up to there, as a regular expression."""
    for one in patterns:
        beginning, has_more = _up_to_key(one.pattern)
        if has_more:
            yield before + beginning
        elif isinstance(one, URLResolver):
            yield from _beginnings(one.url_patterns, before + beginning)


def _up_to_key(pattern: Any) -> tuple[str, bool]:
    """As much of one part of an address as may be shown, and whether there is more."""
    if not hasattr(pattern, "_route"):
        beginning, group, _rest = str(pattern).removeprefix("^").partition("(")
        return beginning, bool(group)
    shown = ""
    for part in _PARTS.split(str(pattern)):
        if not part.startswith("<"):
            shown += re.escape(part)
        elif _is_shown(name := part.strip("<>").rpartition(":")[2], pattern.converters[name]):
            shown += r"[^/\s]*"
        else:
            return shown, True
    return shown, False


def _is_shown(name: str, converter: Any) -> bool:
    """An id, or a word out of a closed list."""
    return name in WORDS or isinstance(converter, IntConverter | UUIDConverter)


def without_quotes(text: str) -> str:
    """Replace each explanation that quotes values by its name alone."""
    text = _QUOTED.sub(r"\1: (left out)\n", text)
    return _VALUE.sub(r"\1: (left out)\n", _STATEMENT.sub(r"\1: (left out)", text))
