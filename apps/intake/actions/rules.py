"""Keeping the rules: who sees to which hand-offs."""

import uuid
from collections.abc import Mapping
from typing import Any

from apps.audit.recording import audited
from apps.core.keeping import keep
from apps.intake.models import HandoffRule
from apps.intake.policies import may_keep_rules
from apps.users.models import User


@audited
def save_handoff_rule(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> HandoffRule:
    """Make or change a rule; it holds for what comes from now on. Raises ValidationError (one for exactly this exists,
    say), PermissionDenied, EditConflict."""
    may_keep_rules(by).require()
    return keep(HandoffRule, id, values, before=before)
