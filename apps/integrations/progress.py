"""How far a file has been read, and whether somebody wants no more of it.

It is read in one transaction, which nobody sees into and which holds the row of the run: the cache carries both.
"""

from uuid import UUID

from django.core.cache import cache

KEPT_SECONDS = 3600


def tell_progress(run_id: UUID, rows: int) -> None:
    """So many rows have been read."""
    cache.set(_key(run_id), rows, KEPT_SECONDS)


def progress_of(run_id: UUID) -> int:
    """As last told; 0 when nothing is known."""
    return int(cache.get(_key(run_id)) or 0)


def ask_to_discard(run_id: UUID, by: UUID) -> None:
    """The reader ends behind the rows it has at hand."""
    cache.set(_wish(run_id), str(by), KEPT_SECONDS)


def discarded_by(run_id: UUID) -> str:
    """Key of the person who wants the file discarded; "" while nobody does."""
    return str(cache.get(_wish(run_id)) or "")


def forget_wish(run_id: UUID) -> None:
    """It came too late, and the file is wanted again."""
    cache.delete(_wish(run_id))


def _key(run_id: UUID) -> str:
    """Cache keys begin with the side, as all do."""
    return f"medical:import:{run_id}"


def _wish(run_id: UUID) -> str:
    return f"{_key(run_id)}:discarded"
