"""Writing safety items: reporting from either side, and the desk's decisions."""

import hashlib
import uuid
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.safety.models import SafetyItem
from apps.safety.policies import may_flag, may_move
from apps.safety.workflow import STAMPED, State
from apps.users.models import User


class Subject(Protocol):
    """The envelope of the contact in which something was heard."""

    pk: Any
    starts_at: datetime


@audited
def flag_safety_item(*, by: User, subject: Subject, data: dict[str, Any]) -> None:
    """Report what was heard in a contact. The reporter's side may add a row and never read it back.

    The key comes from the contact and the words, so a form sent twice reports once, while other words heard later are a
    report of their own. Nothing is written without words. The clock starts when the contact did, not later than now.
    """
    may_flag(by).require()
    if not (description := data.get("description", "").strip()):
        return
    item = SafetyItem(
        pk=_key(subject, description),
        reported_by=by,
        touchpoint_id=subject.pk,
        description=description,
        aware_at=min(subject.starts_at, timezone.now()),
    )
    # Without a conflict target and without RETURNING, PostgreSQL asks for no right to read.
    SafetyItem.objects.bulk_create([item], ignore_conflicts=True)


@audited
def move_item(*, by: User, item: SafetyItem, to: str, reason: str = "") -> SafetyItem:
    """Take an item to its next state. Raises PermissionDenied when that step is not open (any more).

    Raises ValidationError when something is put aside as "not a report" without saying why.
    """
    locked: SafetyItem = SafetyItem.objects.select_for_update().get(pk=item.pk)
    may_move(by, locked, to).require()
    if to == State.NOT_A_REPORT and not reason.strip():
        raise ValidationError({"reason": [_("Say why this is not a report.")]})
    locked.state = to
    locked.reason = reason.strip() if to == State.NOT_A_REPORT else ""
    if to in STAMPED:
        setattr(locked, STAMPED[State(to)], timezone.now())
    locked.save(update_fields=["state", "reason", "updated_at", *STAMPED.values()])
    return locked


def _key(subject: Subject, description: str) -> uuid.UUID:
    digest = hashlib.sha256(" ".join(description.split()).encode()).hexdigest()
    return uuid.uuid5(uuid.UUID(str(subject.pk)), digest)
