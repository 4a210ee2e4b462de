"""Needs and concerns typed while a talk is logged (F-20): each line becomes a need of it, with no owner yet."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.coordination.models import Touchpoint
from apps.coordination.queries import attending
from apps.needs.actions import record_need
from apps.needs.understanding import Heard, understand
from apps.users.models import User

SECTION = "needs"
#: The field of the log form beside which the lines stand.
BESIDE = "needs_and_concerns"


def record_needs_in_talk(*, by: User, subject: Touchpoint, data: Mapping[str, Any]) -> None:
    """The section's action. Raises ValidationError at the field for a line that names nobody who was there."""
    lines: Sequence[str] = data["lines"]
    if not lines:
        return
    people = attending(subject)
    heard = [understand(line, people) for line in lines]
    _require_people(heard)
    interaction: Any = subject.interaction
    for row in heard:
        values = {
            "kind": row.kind,
            "reason": row.reason,
            "words": row.words,
            "stakeholder": row.stakeholder,
            "therapeutic_area": interaction.therapeutic_area,
            "heard_on": timezone.localdate(interaction.starts_at),
        }
        # The same line of the same talk is the same need, however often the form is sent.
        record_need(by=by, id=uuid5(subject.pk, f"need:{row.line}"), values=values, interaction=interaction)


def _require_people(heard: Sequence[Heard]) -> None:
    faults = [
        _("Whose is it? Write the last name of somebody who was there: “%(line)s”.") % {"line": row.line}
        for row in heard
        if row.stakeholder is None
    ]
    if faults:
        raise ValidationError({f"{SECTION}-lines": faults})
