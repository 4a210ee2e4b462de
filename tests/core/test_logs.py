"""Log lines carry no content."""

import json
import logging
import re
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from apps.core.logs import WORDS, AccessLines, JSONLines, WithoutContent

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


ID, SECRET = "0198b3c1-7a55-7c3e-9f4b-3f5f1a2b3c4d", "d4c0ffee-OKAPIWORD"
INVITATION, RESET = f"/account/invitation/{ID}/", "/account/password/reset/key/"
PATHS = [
    (f"{RESET}{SECRET}/", f"{RESET}..."),
    (f"{INVITATION}{SECRET}/", f"{INVITATION}..."),
    # As somebody types, and as a mail program writes it.
    (f"{INVITATION}{SECRET}", f"{INVITATION}..."),
    (f"/account/invitation//{SECRET}.", "/account/invitation//..."),
    (f"/account/%69nvitation/{ID}/{SECRET}/", f"{INVITATION}..."),
    (f"/users/people/{ID}/link/", f"/users/people/{ID}/link/"),
    ("/account/sso/company/callback/", "/account/sso/company/callback/"),
    ('/kols/"\\/', '/kols/"\\/'),
]


def access(path: str) -> dict[str, Any]:
    """The line for a request."""
    atoms = {"m": "GET", "U": path, "s": "200", "h": "127.0.0.1", "B": 5, "M": 12, "q": "q=OKAPIWORD"}
    record = logging.LogRecord(
        "gunicorn.access", logging.INFO, "", 1, "%(U)s?%(q)s", (atoms | {"{x-request-id}o": "0f8f"},), None
    )
    line: dict[str, Any] = json.loads(AccessLines().format(record))
    return line


@pytest.mark.parametrize(("path", "shown"), PATHS)
def test_an_access_line_shows_the_path_without_keys(path: str, shown: str) -> None:
    line = access(path)
    assert (line["path"], line["status"], line["milliseconds"]) == (shown, 200, 12)
    assert line["message"] == f"GET {shown} 200"
    assert "OKAPIWORD" not in str(line)


@pytest.mark.parametrize("formatter", [WithoutContent("%(message)s"), JSONLines()])
@pytest.mark.parametrize("path", [f"{INVITATION}{SECRET}/", f"{RESET}{SECRET}/"])
def test_no_line_shows_the_key_of_a_link(formatter: logging.Formatter, path: str) -> None:
    try:
        raise ValueError(f"Not an address: '{path}'")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "Gone: %s", (path,), sys.exc_info()
        )
    line = formatter.format(record)
    assert "Not an address" in line
    assert "OKAPIWORD" not in line


@pytest.mark.django_db
def test_the_page_of_a_dead_link_leaves_no_key_in_the_log(client: Any) -> None:
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(WithoutContent("%(message)s"))
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert client.get(f"{INVITATION}{SECRET}/").status_code == 410
    finally:
        logger.removeHandler(handler)
    assert lines == [f"Gone: {INVITATION}..."]


def patterns_of(found: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The parts of each address of the product."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns_of(one.url_patterns, (*above, one.pattern))
        else:
            yield *above, one.pattern


def path_of(parts: tuple[Any, ...], value: str) -> str:
    """The address with `value` wherever something else than an id can stand, or a word of ours."""
    path, known = "/", {"IntConverter": "7", "UUIDConverter": ID} | dict.fromkeys(WORDS, "word")
    for part in parts:
        text = str(part)
        for name, converter in part.converters.items():
            text = re.sub(
                rf"<(?:\w+:)?{name}>", known.get(name) or known.get(type(converter).__name__, value), text
            )
        path += re.sub(r"\(\?P<\w+>[^)]*\)", value, text).strip("^$")
    return path


def test_no_address_of_the_product_shows_more_than_ids() -> None:
    paths = [path_of(parts, SECRET) for parts in patterns_of(get_resolver().url_patterns)]
    assert len([path for path in paths if SECRET in path]) >= 2, "the addresses are read"
    for path in paths:
        shown = access(path)["path"]
        assert "OKAPIWORD" not in shown
        assert shown == path or SECRET in path, "nothing is hidden without a reason"
