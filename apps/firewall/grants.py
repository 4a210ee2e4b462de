"""Deriving the GRANTs from the models and the matrix. No grant is written by hand anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, models, transaction

from apps.firewall.registry import is_history, is_insert_only, side_of, tables
from apps.firewall.sides import ROLE_OF, ROLES, WEB_LOGIN, Side, privileges

#: Not a model, but the readiness check compares it with the code.
MIGRATIONS_TABLE = "django_migrations"


@dataclass(frozen=True, order=True)
class Grant:
    """One privilege of one role on one table, or on one of its columns (`column` is empty for the whole table)."""

    table: str
    role: str
    privilege: str
    column: str = ""

    def __str__(self) -> str:
        column = f" ({self.column})" if self.column else ""
        return f"{self.role}: {self.privilege}{column} on {self.table}"


def expected_grants() -> set[Grant]:
    """Every table and column privilege that the models declare."""
    found = {grant for model in tables() for grant in _grants_of(model)}
    return found | {Grant(MIGRATIONS_TABLE, WEB_LOGIN, "SELECT")}


def _grants_of(model: type[models.Model]) -> Iterator[Grant]:
    side = side_of(model)
    if side is None:
        return
    for role in ROLES:
        for privilege in privileges(side, role, insert_only=is_insert_only(model)):
            yield Grant(model._meta.db_table, role, privilege)
    yield from _column_grants_of(model)


def _column_grants_of(model: type[models.Model]) -> Iterator[Grant]:
    """Columns that a person changes about themselves (`own_columns`), and those that signing in changes."""
    if is_history(model):
        tracked = model.pgh_tracked_model  # type: ignore[attr-defined]
        if getattr(tracked, "own_columns", ()):
            yield from (Grant(model._meta.db_table, role, "INSERT") for role in _own_roles())
        return
    for column in getattr(model, "own_columns", ()):
        yield from (Grant(model._meta.db_table, role, "UPDATE", column) for role in _own_roles())
    for column in getattr(model, "web_login_columns", ()):
        yield Grant(model._meta.db_table, WEB_LOGIN, "UPDATE", column)


def _own_roles() -> list[str]:
    """Roles of people who read the user table but do not manage it."""
    return [role for side, role in ROLE_OF.items() if side != Side.ADMINISTRATION]


def live_grants() -> set[Grant]:
    """What the connected database grants to the roles of the firewall, to PUBLIC and to any other stranger."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE_TABLE_GRANTS)
        rows = cursor.fetchall()
    return {Grant(table, role, privilege, column) for table, role, privilege, column in rows}


def apply_grants() -> None:
    """Make the database grant what the models declare and nothing else. Run by the owner of the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        roles = ", ".join(ROLES)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {roles}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        # A temporary table stands in front of ours of the same name: triggers would look into it, and write there.
        database = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {roles}")
        cursor.execute(_TRIGGERS_STAY_ON)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {roles}")
        for statement in [*_column_revokes(), *_grant_statements()]:
            cursor.execute(statement)


def _grant_statements() -> list[str]:
    quote = connection.ops.quote_name
    existing = set(connection.introspection.table_names())
    statements = []
    for grant in sorted(expected_grants()):
        if grant.table in existing:
            column = f" ({quote(grant.column)})" if grant.column else ""
            statements.append(f"GRANT {grant.privilege}{column} ON {quote(grant.table)} TO {grant.role}")
    return statements + _sequence_statements()


def _sequence_statements() -> list[str]:
    """Numbered keys need their sequence wherever rows may be inserted."""
    quote = connection.ops.quote_name
    inserting: dict[str, set[str]] = {}
    for grant in expected_grants():
        if grant.privilege == "INSERT":
            inserting.setdefault(grant.table, set()).add(grant.role)
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES)
        owned = cursor.fetchall()
    return [
        f"GRANT USAGE ON SEQUENCE {quote(sequence)} TO {', '.join(sorted(inserting[table]))}"
        for sequence, table in owned
        if table in inserting
    ]


def _column_revokes() -> list[str]:
    """REVOKE on a table leaves privileges on its columns standing, so they are taken back one by one."""
    quote = connection.ops.quote_name
    return [
        f"REVOKE {grant.privilege} ({quote(grant.column)}) ON {quote(grant.table)} FROM {grant.role}"
        for grant in sorted(live_grants())
        if grant.column
    ]


#: In place of django-pgtrigger's own, which every migration with a trigger makes anew: there any role switches off any
#: trigger by a setting, the lock of a signed request and the writing of history among them. Here an owner alone does.
_TRIGGERS_STAY_ON = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    ignored text := nullif(current_setting('pgtrigger.ignore', TRUE), '');
BEGIN
    IF ignored IS NULL OR NOT pg_has_role(
        (SELECT proowner FROM pg_proc WHERE oid = 'public._pgtrigger_should_ignore(name)'::regprocedure), 'MEMBER'
    ) THEN
        RETURN FALSE;
    END IF;
    RETURN trigger_name = ANY (ignored::text[]);
END
$$
"""

_LIVE_TABLE_GRANTS = """
WITH acls AS (
    SELECT c.oid, c.relname, c.relowner, c.relacl AS acl, '' AS column_name
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL
    SELECT c.oid, c.relname, c.relowner, a.attacl, a.attname
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0
)
SELECT relname, COALESCE(r.rolname, 'PUBLIC'), entry.privilege_type, column_name
FROM acls CROSS JOIN LATERAL aclexplode(acl) AS entry LEFT JOIN pg_roles r ON r.oid = entry.grantee
WHERE acl IS NOT NULL AND entry.grantee <> relowner
"""

_SEQUENCES = """
SELECT s.relname, t.relname FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
"""
