"""Writing requests. Each action checks its policy itself, is safe to repeat, and tells whom it concerns."""

from apps.medinfo.actions.answering import approve_answer, deliver_answer, save_answer
from apps.medinfo.actions.assigning import (
    assess_request,
    assign_request,
    put_back_request,
    return_request,
    take_request,
)
from apps.medinfo.actions.closing import close_request, reopen_request
from apps.medinfo.actions.locking import seen_of
from apps.medinfo.actions.rules import save_response_time, save_routing_rule
from apps.medinfo.actions.taking_in import (
    ENTERED,
    change_request,
    submit_request,
    take_in_request,
    values_of,
    withdraw_request,
)

__all__ = [
    "ENTERED",
    "approve_answer",
    "assess_request",
    "assign_request",
    "change_request",
    "close_request",
    "deliver_answer",
    "put_back_request",
    "reopen_request",
    "return_request",
    "save_answer",
    "save_response_time",
    "save_routing_rule",
    "seen_of",
    "submit_request",
    "take_in_request",
    "take_request",
    "values_of",
    "withdraw_request",
]
