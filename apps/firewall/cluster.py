"""Roles belong to the whole PostgreSQL cluster, not to one database: they are made here, and audited here."""

from typing import Any

from django.db import connection

from apps.firewall.grants import expected_grants, live_grants
from apps.firewall.sides import ROLE_OF, ROLES, WEB_LOGIN


def ensure_roles(*, web_password: str = "") -> list[str]:
    """Create missing roles and memberships; returns the names that were made. Safe to repeat.

    `crm_web` is NOINHERIT: it owns nothing, can read no content as itself, and must take a side to do anything.
    Raises ProgrammingError when the connected login may not create roles.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
        existing = {name for (name,) in cursor.fetchall()}
        for role in ROLES:
            if role not in existing:
                cursor.execute(f"CREATE ROLE {role} NOINHERIT {'LOGIN' if role == WEB_LOGIN else 'NOLOGIN'}")
        for role in ROLE_OF.values():
            _grant_membership(cursor, role, WEB_LOGIN)
        for role in ROLES:
            _grant_membership(cursor, role, "CURRENT_USER")
        if web_password:
            cursor.execute(f"ALTER ROLE {WEB_LOGIN} PASSWORD %s", [web_password])
    return [role for role in ROLES if role not in existing]


def _grant_membership(cursor: Any, role: str, member: str) -> None:
    """Grant only what is missing: repeating a GRANT asks for rights that a mere user of the roles does not have."""
    cursor.execute("SELECT CASE %s WHEN 'CURRENT_USER' THEN current_user ELSE %s END", [member, member])
    cursor.execute(_MAY_TAKE, [cursor.fetchone()[0], role])
    if not cursor.fetchone()[0]:
        cursor.execute(f"GRANT {role} TO {member}")


def differences() -> list[str]:
    """Every difference between what the models declare and what the database does; empty when the wall stands."""
    expected, live = expected_grants(), live_grants()
    missing = [f"missing: {grant}" for grant in sorted(expected - live)]
    surplus = [f"not declared: {grant}" for grant in sorted(live - expected)]
    return missing + surplus + _role_faults() + _object_faults()


def _role_faults() -> list[str]:
    """Attributes and memberships that would let a role step over the grants."""
    with connection.cursor() as cursor:
        cursor.execute(_POWERFUL_ROLES, [list(ROLES)])
        powers = [f"{name} is {power}" for name, power in cursor.fetchall()]
        cursor.execute(_MEMBERSHIPS, [list(ROLES), [f"{role} of {WEB_LOGIN}" for role in ROLE_OF.values()]])
        surplus = [f"not declared: membership {text}" for (text,) in cursor.fetchall()]
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
        missing = set(ROLES) - {name for (name,) in cursor.fetchall()}
    return powers + surplus + [f"missing role: {role}" for role in sorted(missing)]


def _object_faults() -> list[str]:
    """Things in the schema that run or read with somebody else's rights."""
    with connection.cursor() as cursor:
        cursor.execute(_DANGEROUS_OBJECTS, [list(ROLES), list(ROLES)])
        return [text for (text,) in cursor.fetchall()]


#: A direct membership. Since PostgreSQL 16 the creator of a role is its member without the right to take it.
_MAY_TAKE = """
SELECT EXISTS (
    SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
    WHERE u.rolname = %s AND r.rolname = %s AND COALESCE((to_jsonb(m) ->> 'set_option')::boolean, TRUE)
)
"""

_POWERFUL_ROLES = """
SELECT rolname, power FROM pg_roles
CROSS JOIN LATERAL (VALUES (rolsuper, 'a superuser'), (rolcreaterole, 'able to create roles'),
    (rolcreatedb, 'able to create databases'), (rolbypassrls, 'able to bypass row security'),
    (rolreplication, 'able to replicate'), (rolinherit, 'inheriting: it stands on every side at once'),
    (rolcanlogin AND rolname <> 'crm_web', 'able to log in')) AS powers (has, power)
WHERE rolname = ANY(%s) AND has ORDER BY 1, 2
"""

#: A role of the wall may be member only of what is declared.
_MEMBERSHIPS = """
SELECT text FROM (
    SELECT r.rolname || ' of ' || u.rolname AS text, u.rolname AS member
    FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
) AS memberships
WHERE member = ANY(%s) AND NOT text = ANY(%s) ORDER BY 1
"""

_DANGEROUS_OBJECTS = """
SELECT 'function runs with its owner''s rights: ' || p.proname FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
UNION ALL
SELECT 'view reads with its owner''s rights: ' || c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
AND NOT COALESCE(c.reloptions @> '{security_invoker=true}' OR c.reloptions @> '{security_invoker=on}', FALSE)
UNION ALL
SELECT 'every role may switch triggers off: ' || p.proname FROM pg_proc p
WHERE p.proname = '_pgtrigger_should_ignore' AND p.prosrc NOT LIKE '%%pg_has_role%%'
UNION ALL
SELECT name || ' may put tables of its own in front of ours' FROM unnest(%s::text[]) AS name
WHERE EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name)
AND has_database_privilege(name, current_database(), 'TEMPORARY')
UNION ALL
SELECT r.rolname || ' owns ' || c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = ANY(%s)
ORDER BY 1
"""
