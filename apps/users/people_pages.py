"""Saving a person from a posted form, with the parts that other apps add to it (therapeutic areas, say)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from apps.core.merging import EditConflict
from apps.core.registry import Section, sections_of
from apps.users import actions
from apps.users.forms import Person, conflict_rows
from apps.users.models import User

PAGE = "users.person"
Parts = list[tuple[Section, Any]]


class PersonPage:
    """The forms of one page about a person. `person` is None on the page that makes one."""

    def __init__(self, request: HttpRequest, by: User, person: User | None = None) -> None:
        self.by, self.person = by, person
        data = request.POST if request.method == "POST" else None
        self.form = Person(data, person=person)
        self.parts: Parts = [
            (section, section.form(data, prefix=section.prefix, person=person))  # type: ignore[call-arg]
            for section in sections_of(PAGE)
        ]
        self.conflicts: list[dict[str, Any]] = []

    def saved(self) -> User | None:
        """The saved person, or None: the forms then say what is wrong."""
        if not all([self.form.is_valid(), *(form.is_valid() for _section, form in self.parts)]):
            return None
        try:
            return self._save()
        except EditConflict as conflict:
            self.conflicts = conflict_rows(self.form, conflict)
            self.form = Person(person=self.person, initial={**conflict.merged, "before": conflict.before})
        except ValidationError as error:
            self.form.add_error(None, error)
        return None

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        return {"form": self.form, "person": self.person, "parts": self.parts, "conflicts": self.conflicts}

    def _save(self) -> User:
        with transaction.atomic():
            person = self._changed(self.person) if self.person else self._made()
            for section, form in self.parts:
                section.action(by=self.by, subject=person, data=form.cleaned_data)
        return person

    def _made(self) -> User:
        typed = self.form.cleaned_data
        return actions.create_person(by=self.by, id=typed["id"], values=typed)

    def _changed(self, person: User) -> User:
        typed = self.form.cleaned_data
        return actions.edit_person(
            by=self.by,
            person=person,
            before=typed["before"],
            values=typed,
            is_side_change_confirmed=typed["confirm_side"],
        )
