"""Promises typed while a talk is logged: each line becomes a commitment of that interaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError

from apps.coordination.models import Touchpoint
from apps.coordination.queries import attending
from apps.followups.actions import promise
from apps.followups.lines import UnderstoodForm, understood_lines
from apps.followups.queries import reader_for
from apps.users.models import User

SECTION = "promises"


def promise_in_talk(*, by: User, subject: Touchpoint, data: Mapping[str, Any]) -> None:
    """The section's action. Raises ValidationError at the field for a line that names nobody who was there."""
    lines: Sequence[str] = data["lines"]
    if not lines:
        return
    people = attending(subject)
    read = understood_lines(
        lines, data.get("understood") or [], reader=reader_for(by, people), prefix=SECTION
    )
    _require_valid(read)
    interaction: Any = subject.interaction
    for key, row in zip(_keys(subject.pk, lines), read, strict=True):
        said = row.cleaned_data
        values = {name: said[name] for name in ("stakeholder", "what", "due_on")}
        values["therapeutic_area"] = interaction.therapeutic_area
        promise(by=by, id=key, values=values, interaction=interaction, owner=said["owner"])


def _keys(talk: UUID, lines: Sequence[str]) -> list[UUID]:
    """The same line of the same talk is the same promise, however often the form is sent; twice in it, it is two."""
    seen: Counter[str] = Counter()
    keys = []
    for line in lines:
        keys.append(uuid5(talk, f"{line}\n{seen[line]}" if seen[line] else line))
        seen[line] += 1
    return keys


def _require_valid(read: Sequence[UnderstoodForm]) -> None:
    faults = [
        f"{message} “{row.data[row.add_prefix('line')]}”"
        for row in read
        for messages in row.errors.values()
        for message in messages
    ]
    if faults:
        raise ValidationError({f"{SECTION}-lines": faults})
