"""Jobs about people."""

from celery import shared_task

from apps.firewall.tasks import SideTask
from apps.users.ending import end_leftovers
from apps.users.handing_over import hand_over_waiting
from apps.users.links import send_waiting_links


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def send_sign_in_links() -> None:
    """Mail the sign-in links that wait. Safe to run twice, also at once; the timetable runs it each minute."""
    send_waiting_links()


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def end_access() -> None:
    """Delete second factors that were reset and tokens of systems that were switched off. Safe to run twice."""
    end_leftovers()


@shared_task(base=SideTask, side=None, ignore_result=True)  # type: ignore[untyped-decorator]
def hand_over_open_work() -> None:
    """Give the open work of who left to whom an administrator chose; each under the role of the work's side."""
    hand_over_waiting()
