"""Health checks: what they touch, what they say, and that nobody can load the database by asking."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.workers.actions import stamp_heartbeat
from apps.workers.models import Heartbeat
from msl_crm import env, views
from tests.personas import WebClient

IS_READY = {"database": True, "migrations": True, "grants": True, "broker": True, "worker": True}


@pytest.fixture(autouse=True)
def unasked() -> Iterator[None]:
    """Nobody asked before, and nobody after gets this test's answer."""
    views.readiness.forget()
    yield
    views.readiness.forget()


@pytest.fixture
def db(db: None) -> None:
    """A database in which a worker said a moment ago that it is at work."""
    stamp_heartbeat(worker="celery@here")


def test_the_process_answers_without_a_database() -> None:
    """No `db` fixture: the first statement would fail the test."""
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_an_installation_that_is_as_declared_is_ready(client: WebClient, db: None) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (200, IS_READY)


def test_a_right_too_many_is_not_ready_and_says_only_which_part(client: WebClient, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON kols_kolprofile TO crm_commercial")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert answer.json()["checks"] == IS_READY | {"grants": False}


def test_a_silent_worker_is_not_ready(client: WebClient, db: None) -> None:
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(seconds=121))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (503, IS_READY | {"worker": False})


def test_asking_again_at_once_reads_nothing(client: WebClient, db: None) -> None:
    client.get("/readyz")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/readyz").status_code == 200
    assert [
        query["sql"] for query in asked if " ROLE " not in query["sql"] and "SAVEPOINT" not in query["sql"]
    ] == []


def test_after_a_moment_it_looks_again(client: WebClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "READINESS_SECONDS", 0.0)
    assert client.get("/readyz").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT ON kols_kolprofile TO crm_commercial")
    assert client.get("/readyz").status_code == 503


def told(tmp_path: Path, **variables: str) -> dict[str, Any]:
    """What the settings make of an environment: a process of its own, since they are read once."""
    script = """
import json
from msl_crm import settings
names = ("ALLAUTH_TRUSTED_PROXY_COUNT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""
    dropped = {"HTTPS", "BEHIND_PROXY", "HSTS_INCLUDE_SUBDOMAINS", "HSTS_PRELOAD"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    printed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=env.BASE_DIR,
        env=kept | {"DATA_DIR": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: dict[str, Any] = json.loads(printed)
    return found


def test_https_binds_this_host_only_unless_told_more(tmp_path: Path) -> None:
    found = told(tmp_path, HTTPS="1")
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert not found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not found["SECURE_HSTS_PRELOAD"]
    more = told(tmp_path, HTTPS="1", HSTS_INCLUDE_SUBDOMAINS="1", HSTS_PRELOAD="1")
    assert more["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert more["SECURE_HSTS_PRELOAD"]


def test_the_proxy_is_trusted_only_where_there_is_one(tmp_path: Path) -> None:
    assert told(tmp_path)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert told(tmp_path, BEHIND_PROXY="1")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_behind_a_proxy_wrong_passwords_lock_out_their_sender_only(
    client: WebClient, db: None, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()

    def is_kept_out(address: str, number: int) -> bool:
        wrong = {"login": f"nobody{number}@company.example", "password": "wrong"}
        answer = client.post(reverse("account_login"), wrong, headers={"X-Forwarded-For": address})
        return "Too many failed login attempts" in answer.content.decode()

    assert [is_kept_out("192.0.2.1", number) for number in range(11)] == [False] * 10 + [True]
    assert not is_kept_out("192.0.2.2", 11)
    cache.clear()
