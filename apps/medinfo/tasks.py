"""Jobs about requests."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.medinfo.reminders import tell_of_due


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def tell_of_due_requests() -> None:
    """Tell what is due or late, each once. Safe to run twice, also at once, and after days without it."""
    tell_of_due()
