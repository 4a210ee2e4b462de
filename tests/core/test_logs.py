"""Log lines carry no content."""

import logging
import sys

from apps.core.logs import WithoutContent

QUOTING = (
    'new row violates check constraint "x"\nDETAIL:  Failing row contains (1, OKAPIWORD,\nmore OKAPIWORD).\n'
    "CONTEXT:  JSON data, line 1: OKAPIWORD"
)


def test_a_database_error_is_logged_without_the_row_it_quotes() -> None:
    try:
        raise ValueError(QUOTING)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed: %s", (QUOTING,), sys.exc_info())
    line = WithoutContent("%(message)s").format(record)
    assert "check constraint" in line
    assert "OKAPIWORD" not in line
