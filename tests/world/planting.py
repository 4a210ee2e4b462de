"""A word of its own in every free text of every walled table, so that it is known again wherever it shows."""

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.firewall.registry import is_history, side_of, tables
from apps.firewall.sides import Side
from tests.world.rows import World

WALLED = {Side.MEDICAL, Side.COMMERCIAL, Side.SAFETY, Side.OVERSIGHT}


@pytest.fixture
def canaries(world: World) -> dict[Side, dict[str, str]]:
    """Side to (word, where it was planted). Every free text of every walled table, its history included, holds one."""
    planted: dict[Side, dict[str, str]] = {side: {} for side in WALLED}
    for model in tables():
        side = side_of(model)
        if side in WALLED and not is_history(model):
            assert model._default_manager.exists(), f"tests/world makes no {model._meta.label}"
            for column in _text_fields(model):
                word = f"zq{sum(map(len, planted.values())):03d}x"
                _plant(model, column, word)
                planted[side][word] = f"{model._meta.label}.{column.name}"
    return planted


def _text_fields(model: type[models.Model]) -> list[Any]:
    kinds = (models.CharField, models.TextField, models.JSONField, ArrayField)
    fields = [
        field for field in model._meta.local_concrete_fields if isinstance(field, kinds) and not field.choices
    ]
    fields = [field for field in fields if not isinstance(field, ArrayField) or not field.base_field.choices]
    return [field for field in fields if (getattr(field, "max_length", None) or 7) >= 7]


def _plant(model: type[models.Model], column: Any, word: str) -> None:
    """Write past the application, so that no rule can keep the word out; the triggers copy it into the history."""
    rows = model._default_manager.order_by("pk")
    for row in rows[:1] if column.unique else rows:
        rows.filter(pk=row.pk).update(**{column.name: _worded(column, getattr(row, column.name), word)})


def _worded(column: Any, value: Any, word: str) -> Any:
    if isinstance(column, models.JSONField):
        return _in_document(value, word)
    return [word] if isinstance(column, ArrayField) else word


def _in_document(value: Any, word: str) -> Any:
    """Keep the shape that pages rely on: every text in the document becomes the word."""
    if isinstance(value, dict):
        return {key: _in_document(item, word) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_document(item, word) for item in value]
    return word if isinstance(value, str) else value
