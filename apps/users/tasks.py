"""Jobs about people."""

from celery import shared_task

from apps.firewall.tasks import SideTask
from apps.users.links import send_waiting_links


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def send_sign_in_links() -> None:
    """Mail the sign-in links that wait. Safe to run twice, also at once; the timetable runs it each minute."""
    send_waiting_links()
