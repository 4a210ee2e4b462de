"""What the REST plumbing does by the clock."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.integrations.api.repeats import forget_old


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def forget_old_replays() -> None:
    """Delete answers kept for longer than a day. Safe to run twice."""
    forget_old()
