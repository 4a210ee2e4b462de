"""Every table, every role, every verb: what the database allows is what the matrix says, tried with real statements."""

import itertools

import pytest
from django.db import ProgrammingError, connection, models, transaction

from apps.firewall.cluster import differences
from apps.firewall.grants import expected_grants
from apps.firewall.registry import is_insert_only, side_of, tables
from apps.firewall.roles import role_taken
from apps.firewall.sides import ROLES, privileges

STATEMENTS = {
    "SELECT": "SELECT 1 FROM {table} WHERE FALSE",
    "INSERT": "INSERT INTO {table} SELECT * FROM {table} WHERE FALSE",
    "UPDATE": "UPDATE {table} SET {column} = {column} WHERE FALSE",
    "DELETE": "DELETE FROM {table} WHERE FALSE",
}


def is_allowed(role: str, model: type[models.Model], verb: str) -> bool:
    """Try the statement under the role. An INSERT is tried without reading, since a reporter may not read back."""
    statement = STATEMENTS[verb].format(
        table=f'"{model._meta.db_table}"', column=f'"{model._meta.pk.column}"'
    )
    if verb == "INSERT":
        columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
        nothing = ", ".join("NULL" for _field in model._meta.local_concrete_fields)
        statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {nothing} WHERE FALSE'
    try:
        with transaction.atomic(), role_taken(role), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        # Where a statement also reads (UPDATE ... SET a = a), the database asks for SELECT too.
        assert "permission denied" in str(error) or "expression is of type text" in str(error), error  # noqa: PT017
        return "permission denied" not in str(error)
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_matrix_says_and_nothing_else(role: str) -> None:
    wrong = []
    for model, verb in itertools.product(tables(), STATEMENTS):
        side = side_of(model)
        assert side is not None, f"{model._meta.label} stands on no side"
        expected = verb in privileges(side, role, insert_only=is_insert_only(model))
        columns = (*getattr(model, "own_columns", ()), *getattr(model, "web_login_columns", ()))
        if verb == "INSERT" and is_insert_only(model):
            expected = any(
                grant.privilege == "INSERT" and grant.role == role and grant.table == model._meta.db_table
                for grant in expected_grants()
            )
        if is_allowed(role, model, verb) != expected and not (columns and verb == "UPDATE"):
            wrong.append(f"{verb} on {model._meta.label}: expected {'allowed' if expected else 'denied'}")
    assert not wrong


@pytest.mark.django_db
def test_the_audit_finds_nothing_on_a_fresh_database() -> None:
    assert differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "GRANT SELECT ON interactions_interaction TO crm_commercial",
            "not declared: crm_commercial: SELECT on",
        ),
        (
            "GRANT SELECT (notes) ON interactions_interaction TO crm_commercial",
            "SELECT (notes) on interactions",
        ),
        ("GRANT SELECT ON interactions_interaction TO PUBLIC", "not declared: PUBLIC: SELECT on"),
        (
            "GRANT UPDATE ON interactions_interactionhistoryrow TO crm_medical",
            "UPDATE on interactions_interactionhistoryrow",
        ),
        (
            "REVOKE SELECT ON directory_account FROM crm_commercial",
            "missing: crm_commercial: SELECT on directory",
        ),
        ("GRANT crm_medical TO crm_commercial", "membership crm_medical of crm_commercial"),
        (
            "CREATE VIEW leak AS SELECT notes FROM interactions_interaction",
            "view reads with its owner's rights: leak",
        ),
        (
            "GRANT TEMPORARY ON DATABASE {database} TO PUBLIC",
            "crm_medical may put tables of its own in front of ours",
        ),
        (
            "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean"
            " LANGUAGE sql AS 'SELECT FALSE'",
            "every role may switch triggers off",
        ),
        (
            "CREATE FUNCTION leak() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT ''x'''",
            "function runs with its owner's rights: leak",
        ),
    ],
)
def test_the_audit_names_each_difference(statement: str, finding: str) -> None:
    with connection.cursor() as cursor:
        database = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(statement.format(database=database))
    assert any(finding in line for line in differences()), differences()
