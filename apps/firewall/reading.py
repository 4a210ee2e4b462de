"""Transactions in which nothing can be written, whatever a page tries."""

import sys
from typing import Any

from django.core.signals import got_request_exception
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest
from psycopg2.errors import ReadOnlySqlTransaction

_MARK = "wrote_nevertheless"


def make_read_only() -> None:
    """Let PostgreSQL refuse every write until the transaction, or the savepoint it was said in, ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


@receiver(got_request_exception)
def notice(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Remember on the request that the database refused a write: the answer is a plain 500."""
    error: BaseException | None = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, ReadOnlySqlTransaction) and request is not None:
            setattr(request, _MARK, True)
        error = error.__cause__


def wrote_nevertheless(request: HttpRequest) -> bool:
    """Whether a page tried to write although it was opened to be looked at."""
    return hasattr(request, _MARK)
