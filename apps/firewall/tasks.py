"""Celery tasks stand on a side too. A task without one is a failing test (`tests/architecture`)."""

from typing import Any

from celery import Task

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side


class SideTask(Task):
    """Base of every task: runs under the role of `side`, in a transaction; ids in, no text.

    `side=None` is written out by tasks that work as the login, in short transactions of their own: on MESSAGES, or
    on rows of which each names the side it is done on (`users.handing_over`).
    """

    abstract = True
    side: Side | None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.side is None:
            return super().__call__(*args, **kwargs)
        with acting_as(self.side):
            return super().__call__(*args, **kwargs)
