"""Two versions of an answer side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.medinfo.models import Answer


def compare_answers(answers: Sequence[Answer], asked: Mapping[str, str]) -> dict[str, Any]:
    """The two chosen versions (`old`, `new`: numbers; else the last two) and a row per field, changed ones marked."""
    by_number = {str(answer.number): answer for answer in answers}
    new = by_number.get(asked.get("new", ""), answers[-1] if answers else None)
    old = by_number.get(asked.get("old", ""), answers[-2] if len(answers) > 1 else new)
    return {"answers": answers, "old": old, "new": new, "rows": _rows(old, new) if old and new else []}


def _rows(old: Answer, new: Answer) -> list[dict[str, Any]]:
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
