"""Naming what happens, so that each history row can say who did what in which request."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def audited(action: Callable[P, R]) -> Callable[P, R]:
    """Make an action atomic and write its name and actor into the history rows it causes.

    The action takes the acting user as keyword `by`. Free-text reasons never go here: the context is copied to
    SHARED history rows too; they are columns of the row they explain.
    """

    @wraps(action)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        by: Any = kwargs["by"]
        with transaction.atomic(), pghistory.context(user=str(by.pk), verb=action.__name__):
            return action(*args, **kwargs)

    return recorded
