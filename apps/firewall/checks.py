"""Refuse to start when a model could carry content across the wall."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import models

from apps.firewall.registry import MIXED_APPS, is_history, side_of, tables
from apps.firewall.sides import Side, may_relate

EXCLUSIVE = {Side.MEDICAL, Side.COMMERCIAL, Side.OVERSIGHT, Side.SAFETY}
OURS = "apps."


@register()
def check_sides(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every model is placed, relates only where it may, and no app mixes sides."""
    models_here = tables()
    found: list[CheckMessage] = []
    for model in models_here:
        found.extend(check_model(model))
    return found + list(check_apps(models_here))


def check_model(model: type[models.Model]) -> Iterator[CheckMessage]:
    """The faults of one model; used by the system check and by tests with hostile models."""
    side = side_of(model)
    if side is None:
        yield Error(
            f"{model._meta.label} stands on no side: say `side = Side....` in the class", id="firewall.E001"
        )
        return
    if is_history(model):
        return
    yield from _bad_relations(model, side)
    yield from _banned_fields(model)


def _bad_relations(model: type[models.Model], side: Side) -> Iterator[CheckMessage]:
    for field in model._meta.get_fields():
        target = getattr(field, "remote_field", None) and field.related_model
        if field.auto_created or not isinstance(target, type):
            continue
        target_side = side_of(target)
        if target_side is None or not may_relate(side, target_side):
            yield Error(
                f"{model._meta.label}.{field.name} reaches across the wall: {side} -> {target_side}",
                id="firewall.E002",
            )


def _banned_fields(model: type[models.Model]) -> Iterator[CheckMessage]:
    if not model.__module__.startswith(OURS):
        return
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        if through is not None and through._meta.auto_created:
            yield Error(
                f"{model._meta.label}.{field.name}: an automatic many-to-many has no declared side",
                id="firewall.E003",
            )
    for field in model._meta.private_fields:
        if hasattr(field, "ct_field"):
            yield Error(
                f"{model._meta.label}.{field.name}: a generic foreign key can point across the wall",
                id="firewall.E004",
            )


def check_apps(models_here: Iterable[type[models.Model]]) -> Iterator[CheckMessage]:
    """An app holds tables of at most one exclusive side; `integrations` is the one named exception."""
    sides: dict[str, set[Side]] = {}
    for model in models_here:
        if (side := side_of(model)) in EXCLUSIVE:
            sides.setdefault(model._meta.app_label, set()).add(side)
    for label, found in sorted(sides.items()):
        if len(found) > 1 and label not in MIXED_APPS:
            yield Error(f"The app {label} mixes {', '.join(sorted(found))} tables", id="firewall.E005")
