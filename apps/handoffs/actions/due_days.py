"""Saying how fast hand-offs are seen to."""

import uuid
from collections.abc import Mapping
from typing import Any

from apps.audit.recording import audited
from apps.core.keeping import keep
from apps.handoffs.models import DueDays
from apps.handoffs.policies import may_keep_due_days
from apps.users.models import User


@audited
def save_due_days(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> DueDays:
    """Change the working days of an urgency, for what is handed over from now on.

    Raises PermissionDenied, ValidationError (days out of bounds), EditConflict.
    """
    may_keep_due_days(by).require()
    return keep(DueDays, id, values, before=before)
