"""Reading single rows of the map, viewer first."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet

from apps.influence.models import Committee, MapModel, Seat, Tie
from apps.users.models import User

Row = TypeVar("Row", bound=MapModel)
BESIDE: dict[Any, tuple[str, ...]] = {
    Committee: ("account",),
    Seat: ("committee__account", "stakeholder"),
    Tie: ("source", "target"),
}


def row_for(user: User, model: type[Row], id: uuid.UUID) -> Row | None:
    """The row with what its page shows; None for one that may not be seen."""
    rows = model._default_manager.all()
    found: Row | None = rows.visible_to(user).select_related(*BESIDE[model]).filter(pk=id).first()
    return found


def rows_of(model: type[MapModel]) -> Callable[[User], "QuerySet[Any]"]:
    """For REST, whose plumbing chooses the columns."""

    def rows_for(user: User) -> "QuerySet[Any]":
        found: Any = model._default_manager.all()
        rows: QuerySet[Any] = found.visible_to(user)
        return rows

    return rows_for
