"""The rules: who answers what, and within how long."""

import uuid
from collections.abc import Mapping
from typing import Any

from apps.audit.recording import audited
from apps.core.keeping import keep
from apps.core.locks import one_at_a_time
from apps.medinfo.models import ResponseTime, RoutingRule
from apps.medinfo.policies import may_keep_rules, may_receive_request
from apps.users.models import User


@audited
def save_routing_rule(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> RoutingRule:
    """Make or change a rule; it holds for what is submitted from now on. Raises ValidationError (one for exactly this
    exists, say), PermissionDenied, EditConflict."""
    may_keep_rules(by).require()
    return keep(RoutingRule, id, values, before=before, check=_check_person)


@audited
def save_response_time(*, by: User, kind: str, complexity: str, amount: int, unit: str) -> ResponseTime:
    """Say within how long; it holds for what is submitted or assessed from now on."""
    may_keep_rules(by).require()
    one_at_a_time(f"response time {kind} {complexity}")
    row = ResponseTime.objects.filter(kind=kind, complexity=complexity).first()
    row = row or ResponseTime(kind=kind, complexity=complexity)
    if (row.amount, row.unit) == (amount, unit) and not row._state.adding:
        return row
    row.amount, row.unit = amount, unit
    row.full_clean()
    row.save()
    return row


def _check_person(rule: RoutingRule) -> None:
    if rule.person is not None and rule.is_active:
        may_receive_request(rule.person).require()
