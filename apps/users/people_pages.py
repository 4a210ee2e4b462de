"""Saving a person from a posted form, with the parts that other apps add to it (therapeutic areas, say)."""

from typing import Any

from django.http import HttpRequest

from apps.core.editing import posted, saved
from apps.core.parts import entered_in, forms_of, parts_of
from apps.users import actions, queries
from apps.users.forms import Person
from apps.users.models import User


class PersonPage:
    """The forms of one page about a person. `person` is None on the page that makes one."""

    def __init__(self, request: HttpRequest, by: User, person: User | None = None) -> None:
        self.by, self.person = by, person
        data = posted(request)
        self.form = self._form(data)
        self.parts = parts_of(request, actions.PERSON, subject=person)

    def _form(self, data: Any) -> Person:
        if self.person is None:
            return Person(data)
        receivers = queries.receivers_for(self.by, self.person, self.person.side)
        start = {"receiver": queries.manager_of(self.person)}
        return Person(data, person=self.person, receivers=receivers, initial=start)

    def saved(self) -> User | None:
        """The saved person, or None: the forms then say what is wrong."""
        return saved(self.form, self._save, parts=forms_of(self.parts))

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        shown: dict[str, Any] = {"form": self.form, "person": self.person, "parts": self.parts}
        if self.person is not None:
            shown["hand_overs"] = queries.hand_overs_of(self.by, self.person)
        return shown

    def _save(self) -> User:
        return self._changed(self.person) if self.person else self._made()

    def _made(self) -> User:
        typed = self.form.cleaned_data
        return actions.create_person(
            by=self.by, id=typed["id"], values=typed, sections=entered_in(self.parts)
        )

    def _changed(self, person: User) -> User:
        typed = self.form.cleaned_data
        return actions.edit_person(
            by=self.by,
            person=person,
            before=typed["before"],
            values=typed,
            sections=entered_in(self.parts),
            move=self._move(typed),
        )

    def _move(self, typed: dict[str, Any]) -> actions.SideChange | None:
        """Confirmed or not; the action asks for it where the side changes."""
        if not typed["confirm_side"]:
            return None
        return actions.SideChange(typed["side_reason"], typed["receiver"])
