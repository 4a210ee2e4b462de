"""Whose turn it is to read: a file may take hours, and one child of each worker stays free for all other work."""

from socket import gethostname

from django.conf import settings
from django.db import connection

TAKE = "SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)"


def takes_turn() -> bool:
    """Hold one of the places of this machine's worker until the transaction ends; False where all are taken.

    The database keeps the places: they are free again whatever ends a worker.
    """
    return any(_takes(place) for place in range(max(settings.WORKER_CONCURRENCY - 1, 1)))


def _takes(place: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [f"imports on {gethostname()}", place])
        return bool(cursor.fetchone()[0])
