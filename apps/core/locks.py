"""Waiting for whoever else is making the same thing."""

import uuid
from collections.abc import Iterable

from django.db import connection


def one_at_a_time(id: uuid.UUID | str) -> None:
    """Let only one transaction at a time work on a key that may have no row yet, or on a list; held until it ends.

    Two sends of one form arrive together: the second waits here, then finds the row that the first has made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(id)])


def all_at_a_time(keys: Iterable[str]) -> None:
    """The same for several keys at once, always in the same order: two who want the same ones take turns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(%s::text[]) AS key",
            [sorted(set(keys))],
        )
