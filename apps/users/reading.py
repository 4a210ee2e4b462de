"""What `?expand=` puts in the place of keys: colleagues."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.users.models import User


def users(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Colleagues by key: name and function."""
    found = User.objects.filter(pk__in=keys)
    return {user.pk: {"id": user.pk, "name": str(user), "function": user.side.value} for user in found}
