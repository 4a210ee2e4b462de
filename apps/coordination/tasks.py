"""Jobs of the shared ground."""

from celery import shared_task

from apps.coordination.moved import look_around_moved
from apps.coordination.recorded import look_around_recorded
from apps.coordination.spreading import spread
from apps.firewall.tasks import SideTask


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def spread_disclosure() -> None:
    """Make what is remembered of last contacts say no more than a new disclosure policy allows. Safe to run twice."""
    spread()


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def look_around() -> None:
    """Tell of collisions with contacts that were over when they were recorded. Safe to run twice."""
    look_around_recorded()


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def look_around_moves() -> None:
    """Look anew around contacts of accounts that were moved in the tree. Safe to run twice."""
    look_around_moved()
