"""The whole life of an installation on a server, by the scripts that the containers run, with real processes."""

import contextlib
import http.client
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.processes import wait_until
from tests.setup.server import DOCKER, Machine, connect, entrypoint, machine

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="There is no redis-server here to start one from."
)
PARTS = ("web", "worker", "beat")


@pytest.fixture(scope="module")
def empty() -> Iterator[Machine]:
    """Servers and secrets, and nothing of the product."""
    with machine() as made:
        yield made


@pytest.fixture(scope="module")
def migrated(empty: Machine) -> Machine:
    """After the first start; two machines that migrate at once do not collide."""
    empty.first_start()
    both = [empty.start(*entrypoint("migrate"), told=empty.told_as_owner, log="migrate") for _ in range(2)]
    codes = [one.wait(300) for one in both]
    printed = (empty.folder / "migrate").read_text()
    assert codes == [0, 0], printed
    assert printed.count("The firewall stands as declared") == 2
    return empty


@contextlib.contextmanager
def running(made: Machine) -> Iterator[dict[str, "subprocess.Popen[bytes]"]]:
    """Web, worker and beat, as three containers."""
    children = {part: made.start(*entrypoint(part), told=made.told, log=part) for part in PARTS}
    try:
        yield children
    finally:
        for child in children.values():
            child.kill()
            child.wait()


def ask(made: Machine, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What the web answers to its proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", made.web, timeout=10)
    told = {"Host": "crm.example", "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"} | headers
    with contextlib.closing(connection):
        connection.request("GET", path, headers=told)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def is_ready(made: Machine) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        return ask(made, "/readyz")[0] == 200
    return False


def test_secrets_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"

    def make() -> dict[str, str]:
        subprocess.run(["sh", DOCKER / "make-secrets.sh", folder], check=True, capture_output=True)
        return {path.name: path.read_text() for path in folder.iterdir()}

    made = make()
    assert set(made) == {"secret_key", "postgres_password", "owner_password", "web_password"}
    assert len(set(made.values())) == 4
    assert {len(value) for value in made.values()} == {64}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert make() == made


def test_the_logins_need_their_passwords_and_the_web_owns_nothing(migrated: Machine) -> None:
    for login, secret in (("crm_web", "web_password"), ("crm_owner", "owner_password")):
        connect(migrated, login, secret).close()
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            connect(migrated, login, "secret_key")
    with contextlib.closing(connect(migrated, "crm_owner", "owner_password")) as owner:
        cursor = owner.cursor()
        cursor.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT tableowner, count(*) > 50 FROM pg_tables WHERE schemaname = 'public' GROUP BY 1"
        )
        assert cursor.fetchall() == [("crm_owner", True)]


def test_it_serves_and_works_and_ends_when_asked(migrated: Machine) -> None:
    migrated.run(
        "sh", str(DOCKER / "collect.sh"), sys.executable, migrated.told["STATIC_ROOT"], told=migrated.told
    )
    with running(migrated) as children:
        wait_until(lambda: is_ready(migrated), "everything is ready", 120)
        check_pages(migrated)
        for part in PARTS:
            migrated.run(*entrypoint("health", part), told=migrated.told)
        for child in children.values():
            child.send_signal(signal.SIGTERM)
        assert [child.wait(60) for child in children.values()] == [0, 0, 0]
    assert migrated.start(*entrypoint("health", "web"), told=migrated.told).wait(60) == 1
    check_logs(migrated)


def test_the_words_of_the_search_are_tidied_at_night(migrated: Machine) -> None:
    with (
        contextlib.closing(connect(migrated, "crm_owner", "owner_password")) as owner,
        owner.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO directory_nameword (word, keys) VALUES ('gonefromhere', '{gonefromhere}')"
        )
        owner.commit()
    assert "directory.NameWord: 0 words" in migrated.run(*entrypoint("words"), told=migrated.told_as_owner)


def check_pages(made: Machine) -> None:
    """By https only, with the files of this version, kept by browsers for ever."""
    assert ask(made, "/account/sign-in/", **{"X-Forwarded-Proto": "http"})[0] == 301
    status, headers, page = ask(
        made, "/account/sign-in/?next=/canary-in-the-query/", **{"Accept-Encoding": ""}
    )
    assert status == 200
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "Secure" in headers["set-cookie"]
    stylesheet = page.decode().split('rel="stylesheet" href="')[1].split('"')[0]
    status, headers, _body = ask(made, stylesheet)
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in headers["cache-control"]
    assert ask(made, "/account/password/reset/key/canary-in-a-key/")[0] == 200
    assert ask(made, "/", Host="other.example")[0] == 400


def check_logs(made: Machine) -> None:
    """One object a line; nothing that somebody typed and no key. Celery itself says goodbye in plain words."""
    seen: dict[str, list[dict[str, object]]] = {}
    for part in PARTS:
        text = (made.folder / part).read_text()
        assert "canary" not in text
        seen[part] = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        assert seen[part], part
    assert len(seen["web"]) == len((made.folder / "web").read_text().splitlines())
    shown = [
        line for line in seen["web"] if line.get("path") == "/account/sign-in/" and line["status"] == 200
    ]
    assert {line["logger"] for line in shown} == {"gunicorn.access"}
    assert {len(str(line["request_id"])) for line in shown} == {36}


def test_a_backup_brings_everything_back_on_another_server(migrated: Machine) -> None:
    who = ("make_administrator", "first@company.example", "Ada", "First")
    migrated.run(sys.executable, "manage.py", *who, told=migrated.told)
    dump = migrated.folder / "crm.dump"
    migrated.run("pg_dump", "--format=custom", f"--file={dump}", "crm", told=migrated.told_as_superuser)
    with machine() as another:
        another.first_start()
        another.run(*entrypoint("roles"), told=another.told_as_owner)
        options = ("--exit-on-error", "--single-transaction", "--dbname=crm", str(dump))
        another.run("pg_restore", *options, told=another.told_as_superuser)
        audit = (sys.executable, "manage.py", "firewall_audit")
        assert "stands as declared" in another.run(*audit, told=another.told)
        assert "stands as declared" in another.run(*entrypoint("migrate"), told=another.told_as_owner)
        with contextlib.closing(connect(another, "crm_web", "web_password")) as web:
            cursor = web.cursor()
            cursor.execute("SELECT email FROM users_user")
            assert cursor.fetchall() == [("first@company.example",)]


def test_the_owners_login_is_refused_to_the_web(migrated: Machine) -> None:
    owner = {
        "DATABASE_URL": migrated.told["DATABASE_URL"].replace("crm_web", "crm_owner"),
        "DATABASE_PASSWORD_FILE": str(migrated.secrets / "owner_password"),
    }
    assert migrated.start(*entrypoint("web"), told=migrated.told | owner, log="refused").wait(60) == 78
    (line,) = (migrated.folder / "refused").read_text().splitlines()
    assert "DATABASE_URL logs in as crm_owner, which may create roles and owns tables" in line
