"""Jobs about hand-offs, on the medical side."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.intake.actions import route_waiting
from apps.intake.reminders import tell_of_overdue


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def route_handoffs() -> None:
    """Route what has come over the wall. Safe to run twice, also at once."""
    route_waiting()


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def tell_of_overdue_handoffs() -> None:
    """Tell what is due or late, each once. Safe to run twice, also at once, and after days without it."""
    tell_of_overdue()
