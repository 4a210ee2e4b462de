"""Two versions of a protocol side by side."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.protocols.models import ProtocolVersion


def rows_of(old: ProtocolVersion, new: ProtocolVersion) -> list[dict[str, Any]]:
    """One row per field, changed ones marked."""
    labels = {
        "effective_on": _("In force from"),
        "review_on": _("To be reviewed on"),
        "text": _("Text"),
    }
    return [
        {
            "label": label,
            "old": _in_words(getattr(old, name)),
            "new": _in_words(getattr(new, name)),
            "is_changed": getattr(old, name) != getattr(new, name),
        }
        for name, label in labels.items()
    ]


def _in_words(value: str | date | None) -> str:
    """Days as they are written everywhere else; nothing for a day that was not set yet."""
    return date_format(value, _("j M Y")) if isinstance(value, date) else value or ""
