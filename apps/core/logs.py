"""Log lines carry ids, never text: PostgreSQL explains errors by quoting the row, and a log stands on no side."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

#: From "DETAIL: Failing row contains (..." or "CONTEXT: ..." to the end of that error. What is quoted may have lines of
#: its own, so only the words between two errors, or the end, can be trusted to end it.
_QUOTED = re.compile(
    r"^(DETAIL|CONTEXT): .*?(?=^Traceback \(|^The above exception was|^During handling of the above|\Z)",
    re.MULTILINE | re.DOTALL,
)
#: `/account/password/reset/key/<key>/`, and any later address that carries a secret behind the word "key".
_KEY_IN_PATH = re.compile(r"(/key/)[^/]+")
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """Formats records as usual, with the parts of database errors cut out that quote values."""

    def formatException(self, ei: ErrorInfo) -> str:
        """The traceback without quoted rows."""
        return without_quotes(super().formatException(ei))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message without quoted rows."""
        return without_quotes(super().formatMessage(record))


class JSONLines(WithoutContent):
    """One JSON object per line, for whoever collects the logs of containers."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, message; the request's id and the error where there are any."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_quotes(record.getMessage()),
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
        return {
            "message": f"{atoms['m']} {without_keys(str(atoms['U']))} {atoms['s']}",
            "address": atoms["h"],
            "method": atoms["m"],
            "path": without_keys(str(atoms["U"])),
            "status": int(str(atoms["s"])),
            "bytes": atoms["B"],
            "milliseconds": atoms["M"],
            "request_id": atoms["{x-request-id}o"],
        }


def without_keys(path: str) -> str:
    """The path without the key of a link that sets a password or opens a calendar: whoever has it needs no other."""
    return _KEY_IN_PATH.sub(r"\1...", path)


def without_quotes(text: str) -> str:
    """Replace each explanation that quotes values by its name alone."""
    return _QUOTED.sub(r"\1: (left out)\n", text)
