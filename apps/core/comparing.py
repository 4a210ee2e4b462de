"""Two versions of one thing side by side, as `core/_versions.html` shows them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

Version = TypeVar("Version")


def compared(
    versions: Sequence[Version],
    asked: Mapping[str, str],
    rows_of: Callable[[Version, Version], list[dict[str, Any]]],
) -> dict[str, Any]:
    """All `versions`, the two that the address chose by number (`old`, `new`; else the last two), and a row per field.

    A version has `number`, `made_by` and `created_at`; a row has `label`, `old`, `new` and `is_changed`.
    """
    by_number = {str(version.number): version for version in versions}  # type: ignore[attr-defined]
    new = by_number.get(asked.get("new", ""), versions[-1] if versions else None)
    old = by_number.get(asked.get("old", ""), versions[-2] if len(versions) > 1 else new)
    return {"versions": versions, "old": old, "new": new, "rows": rows_of(old, new) if old and new else []}
