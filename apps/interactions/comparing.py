"""Two versions of an interaction side by side."""

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime

from apps.core.comparing import compared
from apps.directory.choices import Channel
from apps.interactions.forms import Amend
from apps.interactions.models import Interaction, Version

CHOICES: dict[str, dict[str, Any]] = {
    "channel": dict(Channel.choices),
    "kind": dict(Interaction.Kind.choices),
    "initiative": dict(Interaction.Initiative.choices),
    "safety_answer": dict(Interaction.SafetyAnswer.choices),
}


def compare_versions(interaction: Interaction, asked: Mapping[str, str]) -> dict[str, Any]:
    """The two chosen versions (`old`, `new`: numbers; else the last two) and a row per field, changed ones marked."""
    return compared(list(interaction.versions.select_related("made_by")), asked, rows_of)


def rows_of(old: Version, new: Version) -> list[dict[str, Any]]:
    """One row per field in the order of the form."""
    return [
        {
            "label": field.label,
            "old": in_words(name, old.content.get(name)),
            "new": in_words(name, new.content.get(name)),
            "is_changed": old.content.get(name) != new.content.get(name),
        }
        for name, field in Amend.base_fields.items()
        if name in new.content
    ]


def in_words(name: str, value: Any) -> str:
    """A kept value as people read it."""
    if isinstance(value, list):
        return ", ".join(value)
    if name in CHOICES:
        return str(CHOICES[name].get(value, value or ""))
    if name == "starts_at" and value and (moment := parse_datetime(value)):
        return date_format(localtime(moment), "j M Y H:i")
    return "" if value is None else str(value)
