"""Jobs about commitments."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.followups.overdue import tell_overdue
from apps.followups.review import tell_of_reviews


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def tell_of_overdue_commitments() -> None:
    """Tell what is late, once a person and day, and what is to be reviewed, once an occasion.

    Safe to run twice, also at once, and after days without it.
    """
    tell_overdue()
    tell_of_reviews()
