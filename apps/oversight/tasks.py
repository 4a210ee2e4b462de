"""Jobs of compliance. Each is safe to run twice."""

from celery import shared_task

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.incidents.actions import record_hits
from apps.oversight.detectors import hits
from apps.oversight.proving import audit_grants


@shared_task(base=SideTask, side=Side.OVERSIGHT, ignore_result=True)  # type: ignore[untyped-decorator]
def look_for_concerns() -> None:
    """Let every detector look; what is known already stays one concern."""
    record_hits(hits())


@shared_task(base=SideTask, side=Side.OVERSIGHT, ignore_result=True)  # type: ignore[untyped-decorator]
def audit_the_wall() -> None:
    """Compare the grants with their declaration and keep what was found; once a day."""
    audit_grants()
