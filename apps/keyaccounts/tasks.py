"""Jobs of the commercial side about visits."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.keyaccounts.joint import plan_commercial_parts


@shared_task(base=SideTask, side=Side.COMMERCIAL, ignore_result=True)  # type: ignore[untyped-decorator]
def plan_commercial_joint_parts() -> None:
    """Plan the commercial contacts of joint visits that were approved. Safe to run twice, also at once."""
    plan_commercial_parts()
