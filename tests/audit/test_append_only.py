"""No role of the application can change or delete history, however it asks."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from apps.firewall.registry import is_history
from apps.firewall.roles import role_taken
from apps.firewall.sides import ROLES

HISTORIES = sorted(model._meta.db_table for model in apps.get_models() if is_history(model))


def test_there_is_history() -> None:
    assert len(HISTORIES) > 15


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_no_role_changes_history(db: None, role: str, statement: str) -> None:
    for table in HISTORIES:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            role_taken(role),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(connection.ops.quote_name(table)))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_writes_past_history(db: None, role: str) -> None:
    """The setting with which an owner switches triggers off means nothing from anybody else."""
    with transaction.atomic(), role_taken(role), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, TRUE) FROM pg_trigger"
            " WHERE NOT tgisinternal"
        )
        cursor.execute("SELECT _pgtrigger_should_ignore(tgname) FROM pg_trigger WHERE NOT tgisinternal")
        assert {is_ignored for (is_ignored,) in cursor.fetchall()} == {False}


@pytest.mark.parametrize("role", ROLES)
def test_no_role_puts_a_table_in_front_of_history(db: None, role: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied to create temporary tables"),
        transaction.atomic(),
        role_taken(role),
        connection.cursor() as cursor,
    ):
        cursor.execute("CREATE TEMPORARY TABLE users_userhistoryrow (pgh_id uuid)")


@pytest.mark.parametrize("role", ROLES)
def test_no_role_switches_its_triggers_off(db: None, role: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="must be owner"),
        transaction.atomic(),
        role_taken(role),
        connection.cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE users_user DISABLE TRIGGER ALL")
