"""The test database is kept from run to run while its migrations stay: making it takes most of a short run.

It carries a mark in its comment: made from these migrations, and left as it was found. New migrations are applied to
it; one that was changed or taken away makes it anew. A run takes the mark away and puts it back at its end, so what a
killed run or a test that commits leaves behind is never kept. Grants are issued in every run. A server that was named
(TEST_DATABASE_URL) is left empty.
"""

import hashlib
from collections.abc import Iterator

import pytest
from django.db import connection
from psycopg2 import sql
from pytest_django.plugin import DjangoDbBlocker

from msl_crm import env

MARK_OF = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Keep it after the run, where the server is ours."""
    return not env.text("TEST_DATABASE_URL")


@pytest.fixture(scope="session")
def django_db_createdb(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> bool:
    """Make it anew unless the last run left it as it was, made from migrations that are all still there."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
        cursor.execute(MARK_OF, [name])
        found = cursor.fetchone()
    made_from = (found and found[0]) or "nothing"
    return not set(made_from.splitlines()) <= set(mark().splitlines())


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Take the mark away for the run; give it back when no table that was empty is full, or the reverse."""
    if not django_db_keepdb or not connection.settings_dict["NAME"].startswith("test_"):
        yield
        return
    with django_db_blocker.unblock():
        put_mark(None)
        before = filled_tables()
        connection.close()
    yield
    with django_db_blocker.unblock():
        if filled_tables() == before:
            put_mark(mark())
        connection.close()


def mark() -> str:
    """A line for each migration of ours, with a digest of its text; one for the libraries and their versions."""
    files = [*env.BASE_DIR.glob("apps/*/migrations/*.py"), env.BASE_DIR / "requirements.txt"]
    lines = (
        f"{path.relative_to(env.BASE_DIR)} {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"
        for path in sorted(files)
    )
    return "\n".join(lines)


def put_mark(text: str | None) -> None:
    """Write or take away the comment of the test database."""
    name = sql.Identifier(connection.settings_dict["NAME"])
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(text)))


def filled_tables() -> set[str]:
    """Tables that hold any row."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        each = sql.SQL("SELECT {}, EXISTS (SELECT 1 FROM {})")
        asked = [each.format(sql.Literal(name), sql.Identifier(name)) for name in tables]
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        return {name for name, is_filled in cursor.fetchall() if is_filled}
