"""Transactions in which nothing can be written, whatever a page tries."""

from django.db import connection
from django.http import HttpRequest
from psycopg2.errors import ReadOnlySqlTransaction

from apps.firewall.stopping import was_stopped_by


def make_read_only() -> None:
    """Let PostgreSQL refuse every write until the transaction, or the savepoint it was said in, ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def wrote_nevertheless(request: HttpRequest) -> bool:
    """Whether a page tried to write although it was opened to be looked at."""
    return was_stopped_by(request, ReadOnlySqlTransaction)
