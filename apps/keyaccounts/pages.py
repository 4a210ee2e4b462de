"""The form of one visit between browser and action: other apps' parts, and what both changed meanwhile."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from apps.core.merging import EditConflict
from apps.core.registry import Section, sections_of
from apps.keyaccounts import actions
from apps.keyaccounts.forms import Log, Plan, VisitForm, conflict_rows
from apps.keyaccounts.models import Visit
from apps.users.models import User

LOG_PAGE = "keyaccounts.log"
Parts = list[tuple[Section, Any]]


class VisitPage:
    """A page that changes one visit."""

    def __init__(
        self, request: HttpRequest, by: User, visit: Visit, form: type[VisitForm], page: str = ""
    ) -> None:
        self.by, self.visit, self.form_class = by, visit, form
        data = request.POST if request.method == "POST" else None
        self.form = form(data, user=by, visit=visit)
        self.parts: Parts = [
            (section, section.form(data, prefix=section.prefix)) for section in sections_of(page) if page
        ]
        self.conflicts: list[dict[str, Any]] = []

    def is_saved(self, save: Callable[[], Visit]) -> bool:
        """Save what was sent. When somebody else changed the same fields, the form then holds both and a new start."""
        if not all([self.form.is_valid(), *(part.is_valid() for _section, part in self.parts)]):
            return False
        try:
            save()
        except EditConflict as conflict:
            self.conflicts = conflict_rows(self.form, conflict)
            start = {**conflict.merged, "before": conflict.before}
            self.form = self.form_class(user=self.by, visit=self.visit, initial=start)
            return False
        return True

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        return {"form": self.form, "visit": self.visit, "parts": self.parts, "conflicts": self.conflicts}


class ChangePage(VisitPage):
    """Moves a planned visit."""

    def __init__(self, request: HttpRequest, by: User, visit: Visit) -> None:
        super().__init__(request, by, visit, Plan)

    def save(self) -> Visit:
        """Change the plan."""
        typed = self.form.cleaned_data
        return actions.change_visit(by=self.by, visit=self.visit, before=typed["before"], values=typed)


class LogPage(VisitPage):
    """Says how a visit went, with the parts of other apps."""

    def __init__(self, request: HttpRequest, by: User, visit: Visit) -> None:
        super().__init__(request, by, visit, Log, LOG_PAGE)

    def save(self) -> Visit:
        """Log the visit."""
        typed = self.form.cleaned_data
        filled = [(section, part.cleaned_data) for section, part in self.parts]
        return actions.log_visit(
            by=self.by, visit=self.visit, before=typed["before"], values=typed, sections=filled
        )
