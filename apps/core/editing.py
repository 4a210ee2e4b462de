"""Saving what was typed, so that nothing typed is lost: faults and refusals stand on the form, and what two people
changed at once is shown side by side to choose from.

A form that takes part has a hidden field `before` (see `apps.core.merging`), its template includes
`core/_conflicts.html` inside the `<form>`, and its view says:

    form = Edit(posted(request), ...)
    if row := saved(form, lambda: edit_thing(by=user, before=form.cleaned_data["before"], ...)):
        return redirect(row)
    return render(request, ..., {"form": form})
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.merging import EditConflict, FieldConflict, opened_with

BEFORE = "before"
KEEP = "keep_"

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class ConflictRow:
    """One field that both changed, in words, for `{% diff_table rows is_choice=True %}`."""

    name: str
    label: Any
    before: str
    theirs: str
    mine: str


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing but unticked boxes; None where a page is only opened."""
    return request.POST if request.method == "POST" else None


def saved(form: Any, action: Callable[[], Row], *, parts: Iterable[forms.BaseForm] = ()) -> Row | None:
    """The row that the action returned; None if the page has to be shown again, with all that was typed.

    The form then tells why: `ValidationError` at its fields, `PermissionDenied` (archived or not to be contacted since
    the page was opened, say) on top, `EditConflict` as `form.conflicts`, with the merged values in the fields. The
    action rolls back what it had written, as every audited one does; whoever calls two makes them atomic. `parts` are
    other apps' forms on the page; they must be valid, too, and what the action finds missing in one (`prefix-field`)
    is told there.
    """
    parts = list(parts)
    _take_theirs(form)
    if not all([form.is_valid(), *[part.is_valid() for part in parts]]):
        return None
    try:
        return action()
    except EditConflict as conflict:
        _show_conflict(form, conflict)
    except ValidationError as fault:
        _tell(form, parts, fault)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal) or _("You may not save this."))
    return None


def _take_theirs(form: Any) -> None:
    """Where "keep theirs" was chosen, read their value instead, which the signed `before` carries."""
    theirs = opened_with(form.data.get(form.add_prefix(BEFORE), ""))
    chosen = {name for name in form.fields if form.data.get(KEEP + form.add_prefix(name)) == "theirs"}
    if kept := {name: _parsed(form.fields[name], theirs[name]) for name in chosen & theirs.keys()}:
        _fill(form, kept)
        form.full_clean()


def _show_conflict(form: Any, conflict: EditConflict) -> None:
    """Refill the form with the merged values and a new starting point; set the rows of the comparison."""
    known = [found for found in conflict.conflicts if found.name in form.fields]
    form.conflicts = [_row(form, found) for found in known]
    _fill(form, {**conflict.merged, BEFORE: conflict.before})
    form.add_error(
        None, _("Somebody else saved while you were editing. Nothing of yours is lost: save again.")
    )


def _tell(form: Any, parts: Iterable[forms.BaseForm], fault: ValidationError) -> None:
    """Each message at its field, of the form or of a part; on top of the form if there is no such field."""
    places = {part.add_prefix(name): (part, name) for part in parts for name in part.fields}
    for name, found in fault.update_error_dict({}).items():
        place, field = places.get(name, (form, name if name in form.fields else None))
        place.add_error(field, found)


def _fill(form: Any, values: Mapping[str, Any]) -> None:
    """Put values into the form as a browser would send them. What it has no field for is left out."""
    data = form.data.copy()
    for name in values.keys() & form.fields.keys():
        data.setlist(form.add_prefix(name), as_sent(form.fields[name], values[name]))
    form.data = data


def as_sent(field: forms.Field, value: Any) -> list[str]:
    """A value as a browser would send it: keys of rows, moments in the reader's zone, nothing for an unticked box."""
    shown = field.prepare_value(value)
    if isinstance(shown, bool):
        return ["on" if shown else ""]
    if not isinstance(shown, list | tuple):
        shown = field.widget.format_value(shown)
    listed = shown if isinstance(shown, list | tuple) else [shown]
    return ["" if item is None else str(item) for item in listed]


def _row(form: Any, found: FieldConflict) -> ConflictRow:
    field = form.fields[found.name]
    before, theirs, mine = (in_words(field, value) for value in (found.before, found.theirs, found.mine))
    return ConflictRow(form.add_prefix(found.name), form[found.name].label, before, theirs, mine)


def in_words(field: forms.Field, value: Any) -> str:
    """A canonical value (`apps.core.merging`) as people read it: names of rows and choices, moments in their zone."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    keys = [str(key) for key in (value if isinstance(value, list) else [value]) if key != ""]
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_names(field, keys))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        pairs: Iterable[tuple[Any, Any]] = flatten_choices(choices)
        labels = {str(key): str(label) for key, label in pairs}
        return ", ".join(labels.get(key, key) for key in keys)
    parsed = _parsed(field, value)
    return _day_in_words(parsed) if isinstance(parsed, date) else ", ".join(keys)


def _names(field: "forms.ModelChoiceField[Any]", keys: list[str]) -> list[str]:
    """Rows by name; a row that this reader may not choose keeps its name to itself."""
    rows: Any = field.queryset
    names = {str(row.pk): field.label_from_instance(row) for row in rows.filter(pk__in=keys)} if keys else {}
    return [names.get(key, _("somebody or something you cannot choose")) for key in keys]


def _parsed(field: forms.Field, value: Any) -> Any:
    """Days and moments out of their canonical form; the rest is as fields take it already."""
    if value == "":
        return value
    if isinstance(field, forms.DateTimeField):
        return parse_datetime(value)
    return parse_date(value) if isinstance(field, forms.DateField) else value


def _day_in_words(value: date) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), _("j F Y, H:i"))
    return date_format(value, _("j F Y"))
