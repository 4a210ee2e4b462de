"""Jobs of the shared ground."""

from celery import shared_task

from apps.coordination.spreading import spread
from apps.firewall.tasks import SideTask


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def spread_disclosure() -> None:
    """Make what is remembered of last contacts say no more than a new disclosure policy allows. Safe to run twice."""
    spread()
