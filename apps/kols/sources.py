"""The files that candidates came from, for the filter of their list; imports stand above and tell their names."""

from collections.abc import Callable
from typing import Any

Choices = list[tuple[str, str]]

_asked: list[Callable[[Any], Choices]] = []


def register_files(files_for: Callable[[Any], Choices]) -> None:
    """Offer the names of files; the function takes the reader."""
    if files_for not in _asked:
        _asked.append(files_for)


def files_for(user: Any) -> Choices:
    """Every file that the reader may filter by."""
    return [choice for found in _asked for choice in found(user)]
