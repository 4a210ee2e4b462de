"""Calling an action for a form: what the action refuses becomes messages at the fields, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from apps.core.merging import EditConflict
from apps.interactions.models import Interaction
from apps.interactions.parts import Parts

CONFLICT = _("Somebody saved this record while you were editing. Look at the fields below and save again.")


def saved(form: Any, action: Callable[[], Interaction], parts: Parts = ()) -> Interaction | None:
    """The saved interaction, or None with the form telling why not.

    A refusal by policy (do-not-contact, archived) is shown on the form too: the person chose something that cannot be
    chosen, and can choose again.
    """
    try:
        return action()
    except EditConflict as conflict:
        _redraw(form, conflict)
    except ValidationError as error:
        _tell(form, parts, error)
    except PermissionDenied as error:
        form.add_error(None, str(error))
    return None


def _tell(form: Any, parts: Parts, error: ValidationError) -> None:
    """Put each message at its field, of the form or of one of its parts."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    places = {f"{section.prefix}-{name}": (part, name) for section, part in parts for name in part.fields}
    for name, messages in error.error_dict.items():
        place, field = places.get(name, (form, name if name in form.fields else None))
        place.add_error(field, messages)


def _redraw(form: Any, conflict: EditConflict) -> None:
    """Show mine in the form, what they made of it beside it, and merge what only they changed."""
    form.show_conflicts(conflict.conflicts)
    form.data = form.data.copy()
    mine = {item.name for item in conflict.conflicts}
    for name, value in conflict.merged.items():
        if name in form.fields and name not in mine:
            _put(form.data, name, form[name].field.prepare_value(value))
    form.data["before"] = conflict.before
    form.add_error(None, CONFLICT)


def _put(data: Any, name: str, value: Any) -> None:
    if isinstance(value, list | tuple):
        data.setlist(name, [str(item) for item in value])
    else:
        data[name] = "" if value is None else str(value)
