"""Two versions of a protocol side by side."""

from typing import Any

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
            "old": str(getattr(old, name)),
            "new": str(getattr(new, name)),
            "is_changed": getattr(old, name) != getattr(new, name),
        }
        for name, label in labels.items()
    ]
