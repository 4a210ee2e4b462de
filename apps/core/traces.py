"""Pages that promise to leave no trace of who used them.

No line in the access log, no context for the history, nothing among what oversight has read or among refusals. Apps
name theirs in `AppConfig.ready()`; their addresses have no parts.
"""

import logging
from collections.abc import Mapping
from functools import cache
from urllib.parse import unquote

from django.apps import apps
from django.urls import reverse

_names: set[str] = set()


def leave_no_trace(url_name: str) -> None:
    """Keep who opens or sends this page out of every record."""
    _names.add(url_name)
    _paths.cache_clear()


@cache
def _paths() -> frozenset[str]:
    return frozenset(reverse(name) for name in _names)


def is_untraced(path: str) -> bool:
    """Whether this is the address of such a page."""
    return apps.ready and path in _paths()


class Traced(logging.Filter):
    """For the access log of the web server: passes every line but those of such pages."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Gunicorn hands over its atoms as the arguments of the record."""
        atoms = record.args
        return not (isinstance(atoms, Mapping) and is_untraced(unquote(str(atoms.get("U", "")))))
