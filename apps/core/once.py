"""What the parts of one page ask again and again is read once for that page."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Value = TypeVar("Value")
_kept: "ContextVar[dict[Hashable, Any] | None]" = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """While a page is made that writes nothing. What was read is forgotten with it."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: Hashable, read: Callable[[], Value]) -> Value:
    """What `read` gives, asked at most once in a page. `key` says of what it is and for whom.

    Outside a page, as in a job, it is asked each time.
    """
    kept = _kept.get()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    return cast(Value, kept[key])
