"""Waiting for whoever else is making the same thing."""

import uuid

from django.db import connection


def one_at_a_time(id: uuid.UUID | str) -> None:
    """Let only one transaction at a time work on a key that may have no row yet, or on a list; held until it ends.

    Two sends of one form arrive together: the second waits here, then finds the row that the first has made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(id)])
