"""Naming what happens, so that each history row can say who did what in which request."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_is_acting: ContextVar[bool] = ContextVar("is_acting", default=False)


def audited(action: Callable[P, R]) -> Callable[P, R]:
    """Make an action atomic and write its name, its actor and their side into the history rows it causes.

    That holds for rows in other apps' tables too. The action takes the acting user as keyword `by`. Free-text reasons
    never go here: the context is copied to SHARED history rows too; they are columns of the row they explain.
    """

    @wraps(action)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        if _is_acting.get():
            # What fails here fails the whole: no action goes on after another that it called was refused.
            with transaction.atomic(savepoint=False):
                return action(*args, **kwargs)
        return _named(action, *args, **kwargs)

    return recorded


def _named(action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run the outermost action: its name is what the person did, whatever actions it calls in turn."""
    by: Any = kwargs["by"]
    who = {"user": str(by.pk), "side": str(by.side)}
    token = _is_acting.set(True)
    try:
        with transaction.atomic(), pghistory.context(**who, verb=action.__name__):
            return action(*args, **kwargs)
    finally:
        _is_acting.reset(token)
