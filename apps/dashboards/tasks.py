"""Jobs that make reports."""

from celery import shared_task
from django.db import transaction

from apps.dashboards.making import BATCH, make_due_editions
from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def make_reports() -> None:
    """Make one batch of what is due, in one transaction, and ask for the next when there may be more.

    Safe to run twice, also at once, and after days without it. Only a wake-up: when it is lost, the sweep goes on.
    """
    if make_due_editions() == BATCH:
        transaction.on_commit(make_reports.delay, robust=True)
