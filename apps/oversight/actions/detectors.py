"""Changing from which number on a detector raises a concern."""

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.oversight.models import DetectorRule
from apps.oversight.policies import may_oversee
from apps.users.models import User


@audited
def save_detector(*, by: User, detector: str, at_least: int, within: int, is_active: bool) -> DetectorRule:
    """Keep the numbers of one detector; what was found before stays a concern. Raises PermissionDenied."""
    may_oversee(by).require()
    one_at_a_time(f"detector {detector}")
    row = DetectorRule.objects.filter(detector=detector).first() or DetectorRule(detector=detector)
    row.at_least, row.within, row.is_active = at_least, within, is_active
    row.save()
    return row
