"""Jobs of compliance about what was noticed."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.incidents.telling import fallen_due, noticed


@shared_task(base=SideTask, side=Side.OVERSIGHT, ignore_result=True)  # type: ignore[untyped-decorator]
def tell_of_concerns() -> None:
    """Tell compliance what was noticed and reported without a name, each once. Safe to run twice, also at once."""
    noticed()


@shared_task(base=SideTask, side=Side.OVERSIGHT, ignore_result=True)  # type: ignore[untyped-decorator]
def remind_of_corrective_actions() -> None:
    """Tell who does a corrective action on the day it is due, once. Safe to run twice, also at once."""
    fallen_due()
