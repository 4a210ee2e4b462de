"""Log lines carry no content."""

import json
import logging
import sys
from types import SimpleNamespace

import pytest

from apps.core.logs import AccessLines, JSONLines, WithoutContent

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


def test_a_line_for_machines_is_one_object_without_the_row_it_quotes() -> None:
    try:
        raise ValueError(QUOTING)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed: %s", (QUOTING,), sys.exc_info())
    record.request = SimpleNamespace(request_id="0f8f")
    printed = JSONLines().format(record)
    line = json.loads(printed)
    assert "\n" not in printed
    assert "OKAPIWORD" not in printed
    assert (line["level"], line["logger"], line["request_id"]) == ("ERROR", "x", "0f8f")
    assert line["error"].startswith("Traceback")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/account/password/reset/key/1a-set-password/", "/account/password/reset/key/.../"),
        ('/kols/"\\/', '/kols/"\\/'),
    ],
)
def test_an_access_line_shows_the_path_without_keys(path: str, shown: str) -> None:
    atoms = {"m": "GET", "U": path, "s": "200", "h": "127.0.0.1", "B": 5, "M": 12, "q": "q=OKAPIWORD"}
    record = logging.LogRecord(
        "gunicorn.access", logging.INFO, "", 1, "%(U)s?%(q)s", (atoms | {"{x-request-id}o": "0f8f"},), None
    )
    line = json.loads(AccessLines().format(record))
    assert (line["path"], line["status"], line["milliseconds"]) == (shown, 200, 12)
    assert line["message"] == f"GET {shown} 200"
    assert "OKAPIWORD" not in str(line)
