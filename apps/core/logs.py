"""Log lines carry ids, never text: PostgreSQL explains errors by quoting the row, and a log stands on no side."""

import logging
import re
from types import TracebackType

#: From "DETAIL: Failing row contains (..." or "CONTEXT: ..." to the end of that error. What is quoted may have lines of
#: its own, so only the words between two errors, or the end, can be trusted to end it.
_QUOTED = re.compile(
    r"^(DETAIL|CONTEXT): .*?(?=^Traceback \(|^The above exception was|^During handling of the above|\Z)",
    re.MULTILINE | re.DOTALL,
)
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutContent(logging.Formatter):
    """Formats records as usual, with the parts of database errors cut out that quote values."""

    def formatException(self, ei: ErrorInfo) -> str:
        """The traceback without quoted rows."""
        return without_quotes(super().formatException(ei))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message without quoted rows."""
        return without_quotes(super().formatMessage(record))


def without_quotes(text: str) -> str:
    """Replace each explanation that quotes values by its name alone."""
    return _QUOTED.sub(r"\1: (left out)\n", text)
