"""What `?expand=` puts in the place of keys: accounts and people."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.directory.models import Account, Stakeholder
from apps.users.models import User


def accounts(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Accounts this caller may see, by key."""
    found = Account.objects.visible_to(viewer).filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "name": row.name, "kind": row.kind} for row in found}


def stakeholders(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Stakeholders this caller may see, by key."""
    found = Stakeholder.objects.visible_to(viewer).filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "name": str(row)} for row in found}
