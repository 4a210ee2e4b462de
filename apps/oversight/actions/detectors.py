"""Changing from which number on a detector raises a concern."""

from collections.abc import Mapping
from typing import Any

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.oversight.detectors import rule_of
from apps.oversight.models import DetectorRule
from apps.oversight.policies import may_oversee
from apps.users.models import User


@audited
def save_detector(*, by: User, detector: str, before: str, values: Mapping[str, Any]) -> DetectorRule:
    """Keep the numbers of one detector; what was found before stays a concern.

    `values`: at_least, within, is_active; `before` is what the form was opened with. Raises PermissionDenied,
    EditConflict.
    """
    may_oversee(by).require()
    one_at_a_time(f"detector {detector}")
    row = rule_of(detector)
    merged = merge(before=before, theirs={name: getattr(row, name) for name in values}, mine=values)
    for name, value in merged.items():
        setattr(row, name, value)
    row.save()
    return row
