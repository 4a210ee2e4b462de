"""Promises typed while a talk is logged: each line becomes a commitment of that interaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.coordination.models import Touchpoint
from apps.followups.actions import promise
from apps.followups.understanding import Understood, understand
from apps.users.models import User

SECTION = "promises"


def promise_in_talk(*, by: User, subject: Touchpoint, data: Mapping[str, Any]) -> None:
    """The section's action. Raises ValidationError at the field for a line that names nobody who was there."""
    lines: Sequence[str] = data["lines"]
    if not lines:
        return
    people = [row.stakeholder for row in _attending(subject)]
    read = [understand(line, people, now=timezone.localtime()) for line in lines]
    _require_people(read)
    interaction: Any = subject.interaction
    for row in read:
        values = {
            "stakeholder": row.stakeholder,
            "therapeutic_area": interaction.therapeutic_area,
            "what": row.what,
            "due_on": row.due_on,
        }
        # The same line of the same talk is the same promise, however often the form is sent.
        promise(by=by, id=uuid5(subject.pk, row.line), values=values, interaction=interaction)


def _attending(touchpoint: Touchpoint) -> Any:
    rows: Any = touchpoint.attendees.filter(is_removed=False).select_related("stakeholder")
    return rows.order_by("stakeholder__name_folded")


def _require_people(read: Sequence[Understood]) -> None:
    faults = [
        _("To whom? Write the last name of somebody who was there: “%(line)s”.") % {"line": row.line}
        for row in read
        if row.stakeholder is None
    ]
    if faults:
        raise ValidationError({f"{SECTION}-lines": faults})
