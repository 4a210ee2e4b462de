"""Jobs about KOLs."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.kols.remembering import copy_names


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def copy_kol_names() -> None:
    """Let the list sort renamed people under their new names. Safe to run twice."""
    copy_names()
