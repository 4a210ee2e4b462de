"""Two versions of an answer side by side."""

from typing import Any

from django.utils.translation import gettext as _

from apps.medinfo.models import Answer


def rows_of(old: Answer, new: Answer) -> list[dict[str, Any]]:
    """One row per field, changed ones marked."""
    labels = {"text": _("Answer"), "sources": _("References"), "delivered_to": _("To whom")}
    return [
        {
            "label": label,
            "old": getattr(old, name),
            "new": getattr(new, name),
            "is_changed": getattr(old, name) != getattr(new, name),
        }
        for name, label in labels.items()
    ]
