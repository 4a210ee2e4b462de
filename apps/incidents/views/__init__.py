"""Pages about incidents: reporting, for everybody; and the desk of compliance."""

from apps.incidents.views.assigned import assigned, say_done
from apps.incidents.views.concerns import (
    anonymous_reports,
    concern,
    dismiss,
    inbox,
    take,
    take_anonymous,
)
from apps.incidents.views.desk import act, comment, finish, list, move, read
from apps.incidents.views.reporting import mine, report, report_anonymously, start

__all__ = [
    "act",
    "anonymous_reports",
    "assigned",
    "comment",
    "concern",
    "dismiss",
    "finish",
    "inbox",
    "list",
    "mine",
    "move",
    "read",
    "report",
    "report_anonymously",
    "say_done",
    "start",
    "take",
    "take_anonymous",
]
