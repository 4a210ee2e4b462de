"""Unsafe settings: a production start ends at once, in one line that names the setting and says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from msl_crm import env, gunicorn_settings, production
from tests.processes import Installation, url_of
from tests.setup.server import SECRET, entrypoint

REFUSED, NOT_NOW = 78, 75
PASSWORD = "A9f-k2Lm_q8Zr4T"
OWNER = {"OWNER_DATABASE_URL": f"postgres://crm_owner:{PASSWORD}@127.0.0.1:9/crm"}


def told(folder: Path) -> dict[str, str]:
    """Settings that are safe; the database is one that does not answer."""
    return {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "crm.example",
        "PUBLIC_URL": "https://crm.example",
        "HTTPS": "1",
        "EMAIL_HOST": "127.0.0.1",
        "DEFAULT_FROM_EMAIL": "crm@company.example",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "DATABASE_URL": f"postgres://crm_web:{PASSWORD}@127.0.0.1:9/crm",
        "DATA_DIR": str(folder),
    }


def start(part: str, variables: dict[str, str]) -> tuple[int, list[str]]:
    """The exit code and the lines of a start that is refused."""
    done = subprocess.run(
        entrypoint(part),
        cwd=env.BASE_DIR,
        env=variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("web", "SECRET_KEY", ""),
        ("web", "SECRET_KEY", "short"),
        ("web", "SECRET_KEY", "django-insecure-" + SECRET),
        ("web", "SECRET_KEY", "x" * 64),
        ("worker", "DEBUG", "1"),
        ("beat", "DEMO", "1"),
        ("web", "ALLOWED_HOSTS", ""),
        ("web", "ALLOWED_HOSTS", "*"),
        ("web", "HTTPS", ""),
        ("web", "CSRF_TRUSTED_ORIGINS", "https://crm.example,http://crm.example"),
        ("worker", "PUBLIC_URL", "http://crm.example"),
        ("worker", "EMAIL_HOST", ""),
        ("worker", "DEFAULT_FROM_EMAIL", ""),
        ("beat", "REDIS_URL", ""),
        ("web", "DATA_DIR", "/no/such/folder"),
        ("web", "DATABASE_URL", ""),
        ("web", "DATABASE_URL", "postgres://crm_web@db.example/crm"),
        ("web", "DATABASE_URL", "postgres://crm_web:changeme-please@db.example/crm"),
        ("web", "DATABASE_URL", "postgres://crm_web:postgres@db.example/crm"),
        ("web", "CRM_AS_OWNER", "1"),
        ("web", "OWNER_DATABASE_URL", OWNER["OWNER_DATABASE_URL"]),
        ("migrate", "OWNER_DATABASE_URL", ""),
        ("migrate", "OWNER_DATABASE_URL", "postgres://crm_owner@db.example/crm"),
        ("migrate", "DEMO", "1"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(part: str, name: str, value: str, tmp_path: Path) -> None:
    variables = told(tmp_path) | (OWNER if part == "migrate" else {}) | {name: value}
    code, lines = start(part, variables)
    assert code == REFUSED
    assert [line.split()[0] for line in lines] == [name]
    assert PASSWORD not in lines[0]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    code, lines = start("web", {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)})
    assert code == REFUSED
    named = {line.split()[0] for line in lines}
    assert named == {
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "HTTPS",
        "PUBLIC_URL",
        "EMAIL_HOST",
        "DEFAULT_FROM_EMAIL",
        "REDIS_URL",
        "DATABASE_URL",
    }


@pytest.mark.parametrize(
    ("login", "power"), [("crm_owner", "may create roles"), ("postgres", "is a superuser")]
)
def test_a_login_past_the_wall_is_refused(
    login: str, power: str, installation: Installation, tmp_path: Path
) -> None:
    """On the embedded server, where the socket itself is the password."""
    variables = told(tmp_path) | {"DATABASE_URL": url_of(installation.database, login=login)}
    code, (line,) = start("web", variables)
    assert code == REFUSED
    assert line.startswith(f"DATABASE_URL logs in as {login}, which {power}")


def test_a_database_that_does_not_answer_is_named_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = (
        "from msl_crm import entrypoint; entrypoint.DATABASE_SECONDS = 0; exit(entrypoint.main(['web']))"
    )
    monkeypatch.setattr("tests.setup.test_refusals.entrypoint", lambda _part: (sys.executable, "-c", command))
    code, (line,) = start("web", told(tmp_path))
    assert code == NOT_NOW
    assert line.startswith("DATABASE_URL: the database does not answer.")
    assert PASSWORD not in line


def test_a_secret_file_that_is_missing_is_named(tmp_path: Path) -> None:
    variables = told(tmp_path) | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "none")}
    assert start("web", variables) == (REFUSED, [f"{tmp_path / 'none'}: No such file or directory"])


def test_an_unknown_part_is_told_the_known_ones(tmp_path: Path) -> None:
    code, (line,) = start("wbe", told(tmp_path))
    assert (code, line) == (64, "Say what to start: web, worker, beat, migrate, roles, words, health.")


@pytest.mark.parametrize(
    ("url", "password", "expected"),
    [
        ("postgres://crm_web@db:5432/crm", "p/w@d", "postgres://crm_web:p%2Fw%40d@db:5432/crm"),
        ("postgres://crm_web:old@db/crm", "new", "postgres://crm_web:new@db/crm"),
        ("postgres://crm_web:old@db/crm", "", "postgres://crm_web:old@db/crm"),
        ("postgres://crm_web@%2Frun%2Fpg/crm", "", "postgres://crm_web@%2Frun%2Fpg/crm"),
        ("", "new", ""),
    ],
)
def test_a_password_may_come_apart_from_its_address(
    url: str, password: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATABASE_PASSWORD", password)
    assert env.database_url("DATABASE_URL") == expected


def test_a_socket_needs_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://crm_web@%2Frun%2Fpostgresql/crm")
    assert not production.has_weak_password("DATABASE_URL")


@pytest.mark.parametrize(
    ("limit", "at_most"), [("max 100000", 1024), ("50000 100000", 1), ("100000 100000", 1), ("", 1024)]
)
def test_a_container_counts_the_processors_that_it_may_use(limit: str, at_most: int, tmp_path: Path) -> None:
    file = tmp_path / "cpu.max"
    file.write_text(limit)
    assert 1 <= gunicorn_settings.processors(file) <= at_most
