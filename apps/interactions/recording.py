"""Turning an entry into rows, and an interaction into the words of a version."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.db import models

from apps.interactions.entry import CONTENT_FIELDS, Entry
from apps.interactions.models import Interaction, InteractionMaterial, InteractionTopic


def save_content(interaction: Interaction, entry: Entry, *, also: Iterable[str] = ()) -> None:
    """Write the medical part of an entry in one statement with the fields named in `also`, which are set already.

    Rows without a change are not touched, so history shows only what changed.
    """
    changed = [name for name in CONTENT_FIELDS if getattr(interaction, name) != getattr(entry, name)]
    for name in changed:
        setattr(interaction, name, getattr(entry, name))
    is_new = interaction._state.adding
    if is_new:
        interaction.save(force_insert=True)
    elif saved := [*changed, *also]:
        interaction.save(update_fields=saved)
    _set_rows(InteractionTopic, interaction, "topic", entry.topics, is_new=is_new)
    _set_rows(InteractionMaterial, interaction, "material", entry.materials, is_new=is_new)


def _set_rows(
    model: type[models.Model], interaction: Interaction, name: str, wanted: Iterable[Any], *, is_new: bool
) -> None:
    rows = model._default_manager.filter(interaction=interaction)
    existing = set() if is_new else set(rows.values_list(f"{name}_id", flat=True))
    keys = {thing.pk for thing in wanted}
    if existing - keys:
        rows.filter(**{f"{name}__in": existing - keys}).delete()
    added = [model(**{"interaction": interaction, f"{name}_id": key}) for key in keys - existing]
    if added:
        model._default_manager.bulk_create(added)


def content_of(entry: Entry) -> dict[str, Any]:
    """An entry in words that stay readable when lists change later: names of people, topics, materials; UTC times."""
    return {
        "account": str(entry.account),
        "stakeholders": _names(entry.stakeholders),
        "starts_at": entry.starts_at.astimezone(UTC).isoformat(),
        "channel": entry.channel,
        "purpose": str(entry.purpose),
        "therapeutic_area": str(entry.therapeutic_area),
        "kind": entry.kind,
        "initiative": entry.initiative,
        "duration_minutes": entry.duration_minutes,
        "topics": _names(entry.topics),
        "materials": _names(entry.materials),
        "notes": entry.notes,
        "needs_and_concerns": entry.needs_and_concerns,
        "safety_answer": entry.safety_answer,
    }


def _names(rows: Iterable[Any]) -> list[str]:
    """Each row once, though two may share a name."""
    return sorted(str(row) for row in {row.pk: row for row in rows}.values())
