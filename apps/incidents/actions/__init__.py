"""Reporting and raising concerns (from every side, without reading), and the work of compliance."""

from apps.incidents.actions.assigning import say_assignment_done
from apps.incidents.actions.concerns import dismiss_concern, raise_concern, record_hits
from apps.incidents.actions.reporting import report_anonymously, report_incident
from apps.incidents.actions.working import (
    add_corrective_action,
    comment_incident,
    finish_corrective_action,
    make_incident,
    move_incident,
)

__all__ = [
    "add_corrective_action",
    "comment_incident",
    "dismiss_concern",
    "finish_corrective_action",
    "make_incident",
    "move_incident",
    "raise_concern",
    "record_hits",
    "report_anonymously",
    "report_incident",
    "say_assignment_done",
]
