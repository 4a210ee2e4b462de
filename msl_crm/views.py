"""The start page and the two health checks."""

import threading
import time
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from kombu.exceptions import OperationalError

from apps.firewall.cluster import differences
from apps.firewall.sides import Side
from apps.users.requests import user_of
from apps.workers.queries import is_at_work
from msl_crm.celery import app as celery_app

START_PAGES = {
    Side.MEDICAL: "interactions:my_day",
    Side.COMMERCIAL: "coordination:radar",
    Side.OVERSIGHT: "oversight:overview",
    Side.SAFETY: "safety:items",
    Side.ADMINISTRATION: "users:people",
}
#: How long one answer of `/readyz` serves every asker of this process: anybody may ask, and asking is not cheap.
READINESS_SECONDS = 5.0


def home(request: HttpRequest) -> HttpResponse:
    """To the page where this role's day begins. Of whoever answers requests it is the queue."""
    user = user_of(request)
    return redirect("medinfo:queue" if user.facts.answers else START_PAGES[user.side])


@login_not_required
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else, so that a database fault does not restart every web worker."""
    return JsonResponse({"status": "ok"})


@login_not_required
@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, grants, broker, worker; 503 and the failing part's name, no details, otherwise."""
    results = readiness.results()
    is_ready = all(results.values())
    body = {"status": "ready" if is_ready else "not ready", "checks": results}
    return JsonResponse(body, status=200 if is_ready else 503)


class Readiness:
    """What the checks said, kept a moment in this process, so that asking often does not load the database.

    Not in the cache, which may be the very part that fails.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._results: dict[str, bool] = {}
        self._stale_at = 0.0

    def results(self) -> dict[str, bool]:
        """Name of each check, and whether it passes. Who asks while the checks run waits for their answer."""
        with self._lock:
            if time.monotonic() >= self._stale_at:
                self._results = {name: _passes(check) for name, check in CHECKS.items()}
                self._stale_at = time.monotonic() + READINESS_SECONDS
            return self._results

    def forget(self) -> None:
        """Check again at the next question."""
        with self._lock:
            self._stale_at = 0.0


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OperationalError, OSError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _grants_are_as_declared() -> bool:
    return not differences()


def _broker_answers() -> bool:
    with celery_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return True


CHECKS = {
    "database": _database_answers,
    "migrations": _migrations_are_applied,
    "grants": _grants_are_as_declared,
    "broker": _broker_answers,
    "worker": is_at_work,
}
readiness = Readiness()
