"""Saving an edit form: faults stand at their fields; what two people changed is shown side by side to choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from apps.core.merging import EditConflict, FieldConflict, opened_with
from apps.directory.forms import RowForm

KEEP = "keep_"


@dataclass(frozen=True)
class ConflictRow:
    """One field that both changed, in words, for `{% diff_table rows is_choice=True %}`."""

    name: str
    label: Any
    before: str
    theirs: str
    mine: str


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; where "keep theirs" was chosen, their value, which the signed `before` carries. None for GET."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    theirs = opened_with(data.get("before", ""))
    for name in [key.removeprefix(KEEP) for key, choice in request.POST.items() if choice == "theirs"]:
        if name in theirs:
            value = theirs[name]
            data.setlist(
                name, [str(item) for item in value] if isinstance(value, list) else [_as_input(value)]
            )
    return data


def _as_input(value: Any) -> str:
    """How a browser would send a value; an unticked box is sent as nothing, which a checkbox also reads from ""."""
    if isinstance(value, bool):
        return "on" if value else ""
    return str(value)


def saved(form: forms.Form | RowForm, save: Callable[[], Any]) -> bool:
    """Whether the action went through; if not, the form says why and holds the merged values."""
    if not form.is_valid():
        return False
    try:
        save()
    except EditConflict as conflict:
        show_conflict(form, conflict)
        return False
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    return True


def show_conflict(form: Any, conflict: EditConflict) -> None:
    """Refill the form with the merged values, a new starting point, and the rows of the comparison."""
    data = form.data.copy()
    data["before"] = conflict.before
    for name, value in conflict.merged.items():
        shown = form.fields[name].prepare_value(value)
        data.setlist(
            name, [str(item) for item in shown] if isinstance(shown, list) else [_as_input(_plain(shown))]
        )
    form.data = data
    form.conflicts = [_in_words(form, found) for found in conflict.conflicts]


def _plain(value: Any) -> Any:
    return "" if value is None else value


def _in_words(form: Any, found: FieldConflict) -> ConflictRow:
    field = form.fields[found.name]
    before, theirs, mine = (_words(field, value) for value in (found.before, found.theirs, found.mine))
    return ConflictRow(found.name, field.label, before, theirs, mine)


def _words(field: forms.Field, value: Any) -> str:
    """A canonical value as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if value and field.queryset is not None else None
        return str(row or "")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        keys = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(key), str(key)) for key in keys if key != "")
    return str(value)
