"""OVERSIGHT: what was noticed. The sides may add and never read, hence keys made by the client."""

from apps.incidents.models.anonymous import AnonymousReport
from apps.incidents.models.assignments import Assignment
from apps.incidents.models.concerns import Concern, ConcernKind
from apps.incidents.models.incidents import CorrectiveAction, Incident, LogEntry
from apps.incidents.models.receipts import Receipt

__all__ = [
    "AnonymousReport",
    "Assignment",
    "Concern",
    "ConcernKind",
    "CorrectiveAction",
    "Incident",
    "LogEntry",
    "Receipt",
]
