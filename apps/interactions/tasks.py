"""Jobs of the medical side about contacts."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.interactions.joint import plan_medical_parts


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def plan_medical_joint_parts() -> None:
    """Plan the medical contacts of joint visits that were approved. Safe to run twice, also at once."""
    plan_medical_parts()
