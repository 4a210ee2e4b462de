"""Counts the statements of each request and the time the database took; the answer says both in `Server-Timing`."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from psycopg2.extensions import cursor


class Meter:
    """Every statement that goes through Django, transaction control and the role switch included."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *rest: Any) -> Any:
        """Let one statement run, and add what its cursor says of it."""
        _, _, _, context = rest
        before = context["cursor"].cursor.seconds
        try:
            return execute(*rest)
        finally:
            self.count += 1
            self.seconds += context["cursor"].cursor.seconds - before


class TimedCursor(cursor):
    """The driver's cursor under a clock: the call that the floor is measured by. At its end all rows have arrived."""

    seconds = 0.0

    def execute(self, query: Any, parameters: Any = None) -> None:
        """Let the driver send a statement and wait for its rows."""
        began = time.perf_counter()
        try:
            super().execute(query, parameters)
        finally:
            self.seconds += time.perf_counter() - began


def Probe(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware of a measured server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        meter = Meter()
        with connection.execute_wrapper(meter):
            response = get_response(request)
        response["Server-Timing"] = f"db;dur={meter.seconds * 1000:.3f};desc={meter.count}"
        return response

    return middleware
