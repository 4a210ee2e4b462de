"""The worker's part of the outbox. It stands on no side: messages carry links, never content."""

import time

from celery import shared_task

from apps.firewall.tasks import SideTask
from apps.notifications.delivery import deliver_batch

#: Well under CELERY_TASK_TIME_LIMIT together with one batch; what is left is taken by the next sweep.
SECONDS = 240


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def deliver_messages() -> None:
    """Send what is due until nothing is, or time is up. Safe to run twice, also at once."""
    stop_at = time.monotonic() + SECONDS
    while time.monotonic() < stop_at and deliver_batch():
        pass
