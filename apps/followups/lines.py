"""Lines with what they were understood as. Each part can be changed before saving, and what was changed wins.

The browser sends a row per line: the line it was made from, and its parts. A part that no longer says what its line was
understood as was changed by hand; all others follow the line as it is typed on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.working_days import day_off
from apps.followups.days import DayField, day_note
from apps.followups.understanding import Understood, understand
from apps.users.models import User

#: What a line says, and what can be changed in it.
PARTS = ("what", "stakeholder", "due_on", "owner")
#: Characters of all lines together.
LONGEST_LINES = 3_000
TypedRow = Mapping[str, str]


@dataclass(frozen=True)
class Reader:
    """Who types, when, whom they may mean, and who could keep it instead of them."""

    user: User
    people: Sequence[Any]
    owners: Sequence[User]
    now: datetime

    def understood(self, line: str) -> Understood:
        """What a line says."""
        return understand(line, self.people, now=self.now, owners=self.owners)


class UnderstoodForm(forms.Form):
    """One line as it was understood. Always bound: with what the line says, and what was changed in it."""

    line = forms.CharField(required=False, widget=forms.HiddenInput)
    what = forms.CharField(label=_("What"), max_length=300)
    stakeholder = forms.ChoiceField(
        label=_("To whom"),
        error_messages={
            "required": _("To whom? Choose somebody, or write the last name."),
            "invalid_choice": _("To whom? Choose somebody who was there."),
        },
    )
    due_on = DayField(label=_("Due"))
    owner = forms.ChoiceField(label=_("Who keeps it"))

    def __init__(self, data: TypedRow, *, reader: Reader, prefix: str) -> None:
        super().__init__({f"{prefix}-{name}": value for name, value in data.items()}, prefix=prefix)
        self._people = {str(person.pk): person for person in reader.people}
        self._owners = {str(person.pk): person for person in (reader.user, *reader.owners)}
        whom, who = self.fields["stakeholder"], self.fields["owner"]
        if isinstance(whom, forms.ChoiceField) and isinstance(who, forms.ChoiceField):
            whom.choices = [("", _("Choose")), *((key, str(person)) for key, person in self._people.items())]
            who.choices = [(key, str(person)) for key, person in self._owners.items()]
        if len(self._people) == 1:
            whom.widget = forms.HiddenInput()

    def clean_stakeholder(self) -> Any:
        """The person."""
        return self._people[self.cleaned_data["stakeholder"]]

    def clean_owner(self) -> User:
        """The colleague, or who types."""
        return self._owners[self.cleaned_data["owner"]]

    @property
    def day_words(self) -> str:
        """That the day is no working day where its owner works; nothing otherwise."""
        day, owner = self.cleaned_data.get("due_on"), self.cleaned_data.get("owner")
        return day_note(day, owner.calendar) if day and owner and day_off(day, owner.calendar) else ""


def typed_rows(data: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """The rows as a browser sent them, or a draft kept them: `<name>-0-line`, `<name>-0-what` and so on."""
    rows: list[dict[str, str]] = []
    while (start := f"{name}-{len(rows)}-") + "line" in data:
        rows.append({part: str(data.get(start + part, "")) for part in ("line", *PARTS)})
    return rows


def understood_lines(
    lines: Sequence[str], rows: Sequence[TypedRow], *, reader: Reader, prefix: str
) -> list[UnderstoodForm]:
    """Each line as it is understood, with what was changed in its row."""
    return [
        UnderstoodForm(
            _merged(line, _row_of(at, lines, rows), reader), reader=reader, prefix=f"{prefix}-{at}"
        )
        for at, line in enumerate(lines)
    ]


def _row_of(at: int, lines: Sequence[str], rows: Sequence[TypedRow]) -> TypedRow | None:
    """The row that was made from this line, else the one at its place if that line is typed on."""
    for row in rows:
        if row["line"] == lines[at]:
            return row
    return rows[at] if at < len(rows) and rows[at]["line"] not in lines else None


def _merged(line: str, row: TypedRow | None, reader: Reader) -> dict[str, str]:
    found = _as_typed(reader.understood(line), reader)
    if row is not None:
        before = _as_typed(reader.understood(row["line"]), reader)
        found |= {part: row[part] for part in PARTS if row.get(part) and row[part] != before[part]}
    return {"line": line, **found}


def _as_typed(read: Understood, reader: Reader) -> dict[str, str]:
    return {
        "what": read.what,
        "stakeholder": str(read.stakeholder.pk) if read.stakeholder else "",
        "due_on": read.due_on.isoformat(),
        "owner": str((read.owner or reader.user).pk),
    }
