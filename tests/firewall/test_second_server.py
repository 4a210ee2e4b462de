"""The wall on the other PostgreSQL: the same tests against the server on localhost, where one answers."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).parents[2]
ADMINISTRATOR = os.environ.get("SECOND_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
OWNER = "crm_test_owner"
TESTS = (
    "tests/architecture/test_grants.py",
    "tests/firewall/test_roles.py",
    "tests/firewall/test_request.py",
)


@pytest.fixture
def second_server() -> str:
    """The address of an owner login there: able to make databases and roles, no superuser."""
    try:
        connection = psycopg2.connect(ADMINISTRATOR, connect_timeout=2)
    except psycopg2.OperationalError as error:
        pytest.skip(f"No second PostgreSQL answers on localhost: {error}")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE PASSWORD 'test'")
    parts = connection.get_dsn_parameters()
    connection.close()
    return f"postgresql://{OWNER}:test@{parts.get('host', '127.0.0.1')}:{parts.get('port', '5432')}/postgres"


def test_the_wall_stands_there_too(second_server: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *TESTS]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | {"TEST_DATABASE_URL": second_server},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
