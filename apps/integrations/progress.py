"""How far a file has been read. It is read in one transaction, which nobody sees into, so the cache tells it."""

from uuid import UUID

from django.core.cache import cache

KEPT_SECONDS = 3600


def tell_progress(run_id: UUID, rows: int) -> None:
    """So many rows have been read."""
    cache.set(_key(run_id), rows, KEPT_SECONDS)


def progress_of(run_id: UUID) -> int:
    """As last told; 0 when nothing is known."""
    return int(cache.get(_key(run_id)) or 0)


def _key(run_id: UUID) -> str:
    """Cache keys begin with the side, as all do."""
    return f"medical:import:{run_id}"
