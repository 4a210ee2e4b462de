"""The heartbeat: the smallest task there is. Its row shows that timetable, broker, child and database work."""

from typing import Any

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.workers.actions import stamp_heartbeat


@shared_task(base=SideTask, side=Side.ADMINISTRATION, ignore_result=True, bind=True)  # type: ignore[untyped-decorator]
def beat_heart(self: Any) -> None:
    """Stamp the row of the worker that runs this."""
    stamp_heartbeat(worker=self.request.hostname)
