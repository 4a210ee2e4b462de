"""What the REST plumbing does by the clock: once per side, because no role may delete on more than one."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.integrations.api.repeats import forget_old


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def forget_old_replays() -> None:
    """Delete answers of the medical side kept for longer than a day. Safe to run twice."""
    forget_old(Side.MEDICAL)


@shared_task(base=SideTask, side=Side.COMMERCIAL, ignore_result=True)  # type: ignore[untyped-decorator]
def forget_old_commercial_replays() -> None:
    """The same on the commercial side."""
    forget_old(Side.COMMERCIAL)


@shared_task(base=SideTask, side=Side.OVERSIGHT, ignore_result=True)  # type: ignore[untyped-decorator]
def forget_old_oversight_replays() -> None:
    """The same on the oversight side."""
    forget_old(Side.OVERSIGHT)
