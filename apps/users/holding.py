"""Administrators act on people in turns: their rows are read again under a lock, in one order everywhere.

Administrators first, ordered by key, then the person. The person's own requests are not waited for: who is locked out
could go on for as long as they like (`callers.hold` says what waits for them instead).
"""

from django.db.models import Q

from apps.users.models import User
from apps.users.roles import Role


def administrator_now(by: User) -> User:
    """The acting administrator as they stand now, held until the end: whoever locks them out waits, or was first."""
    return User.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)


def held(by: User, person: User) -> tuple[User, User]:
    """Both as they stand now, and every administrator's row held until the end.

    Two administrators who lock out or demote each other at once take turns: the second is one no longer.
    """
    concerned = Q(role=Role.ADMINISTRATOR) | Q(pk=by.pk)
    locked = User.objects.select_for_update(no_key=True, of=("self",)).filter(concerned).order_by("pk")
    rows = {row.pk: row for row in locked}
    if person.pk not in rows:
        rows[person.pk] = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    return rows[by.pk], rows[person.pk]
