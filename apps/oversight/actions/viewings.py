"""Starting to look as somebody else, and ending it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.oversight.models import Viewing
from apps.oversight.models.viewings import LONGEST
from apps.oversight.policies import may_view_as
from apps.users.models import User


@audited
def start_viewing(*, by: User, person: User, reason: str) -> Viewing:
    """Record who begins to look as whom, and why. Raises PermissionDenied, or ValidationError without a reason."""
    may_view_as(by, person).require()
    if not reason.strip():
        raise ValidationError({"reason": [_("Say why you look as this person.")]})
    until = timezone.now() + LONGEST
    viewing = Viewing(officer=by, person=person, role=person.role, reason=reason.strip(), until=until)
    viewing.save(force_insert=True)
    return viewing


@audited
def end_viewing(*, by: User, viewing: Viewing, end: Viewing.End) -> Viewing:
    """Record that it ended; what has ended already stays as it is."""
    locked: Viewing = Viewing.objects.select_for_update().get(pk=viewing.pk)
    if locked.ended_at is None:
        locked.ended_at, locked.end = timezone.now(), end
        locked.save(update_fields=["ended_at", "end", "updated_at"])
    return locked
