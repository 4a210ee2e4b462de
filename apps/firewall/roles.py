"""Taking a side inside a transaction. PostgreSQL, not Python, then decides what can be read and written."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from apps.firewall.sides import ROLE_OF, ROLES, Side


def current_role() -> str | None:
    """The role this connection has taken, or None when it stands as its login."""
    return getattr(connection, "crm_role", None)


@contextmanager
def acting_as(side: Side) -> Iterator[None]:
    """Run a block in a transaction under the role of `side`; afterwards the former role holds again.

    Raises KeyError for a side on which no person stands (SHARED, PLATFORM, ...).
    """
    with role_taken(ROLE_OF[side]):
        yield


@contextmanager
def role_taken(role: str) -> Iterator[None]:
    """Run a block in a transaction under one of the `ROLES`.

    A rolled back transaction or savepoint takes the former role back by itself; a released savepoint does not, so the
    former role is put back by hand. The outermost transaction ends with its role: no statement is spent there.
    """
    former, is_nested = current_role(), connection.in_atomic_block
    try:
        with transaction.atomic():
            _set_local_role(role)
            yield
            if is_nested and not connection.needs_rollback:
                _set_local_role(former)
    finally:
        connection.crm_role = former  # type: ignore[attr-defined]


def _set_local_role(role: str | None) -> None:
    if role is not None and role not in ROLES:
        raise ValueError(f"{role} is not a role of the firewall")
    with connection.cursor() as cursor:
        # A role is an identifier, which cannot be a parameter; it was compared with the closed list above.
        cursor.execute(f"SET LOCAL ROLE {role or 'NONE'}")
    connection.crm_role = role  # type: ignore[attr-defined]
