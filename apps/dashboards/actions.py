"""Writing choices about reports. The reports themselves are made by `making`, which nobody does by hand."""

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.dashboards.models import Subscription
from apps.dashboards.policies import may_choose
from apps.dashboards.registry import Report
from apps.users.models import User


@audited
def choose_report(*, by: User, report: Report, is_wanted: bool) -> Subscription:
    """Say whether one wants a report; repeated it changes nothing. Raises PermissionDenied."""
    may_choose(by, report).require()
    one_at_a_time(f"subscription:{by.pk}:{report.name}")
    found: Subscription | None = Subscription.objects.filter(person=by, report=report.name).first()
    if found is None:
        made: Subscription = Subscription.objects.create(person=by, report=report.name, is_wanted=is_wanted)
        return made
    if found.is_wanted != is_wanted:
        found.is_wanted = is_wanted
        found.save()
    return found
