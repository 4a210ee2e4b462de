"""Keeping the rules by which words that cross the wall are watched."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from apps.audit.recording import audited
from apps.core.keeping import keep
from apps.reviews.models import SteeringRule
from apps.reviews.policies import may_keep_rules
from apps.reviews.steering import fault_in
from apps.users.models import User


@audited
def save_steering_rule(
    *, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = ""
) -> SteeringRule:
    """Make or change a rule; it holds for what is written from now on. Raises ValidationError (for an expression that
    cannot be read once through, say), PermissionDenied, EditConflict."""
    may_keep_rules(by).require()
    return keep(SteeringRule, id, values, before=before, check=_check_pattern)


def _check_pattern(rule: SteeringRule) -> None:
    if fault := fault_in(rule.how, rule.pattern):
        raise ValidationError({"pattern": fault})
