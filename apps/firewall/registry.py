"""The side of every table, our own and third-party; a table that nobody placed has no side and gets no grant."""

from django.apps import apps
from django.db import models
from pghistory.models import Event

from apps.firewall.sides import Side

#: Tables of libraries cannot say `side` themselves.
THIRD_PARTY = {
    "account": Side.IDENTITY,
    "auth": Side.PLATFORM,
    "contenttypes": Side.PLATFORM,
    "mfa": Side.IDENTITY,
    "oauth2_provider": Side.IDENTITY,
    "sessions": Side.IDENTITY,
    "socialaccount": Side.IDENTITY,
    "usersessions": Side.IDENTITY,
    "pghistory": Side.PLATFORM,
}

#: One folder, several sides, each table declared: REST and import plumbing (see docs/firewall.md).
MIXED_APPS = {"integrations"}


def is_history(model: type[models.Model]) -> bool:
    """Whether the table is written by a history trigger."""
    return issubclass(model, Event) and hasattr(model, "pgh_tracked_model")


def is_insert_only(model: type[models.Model]) -> bool:
    """Whether rows are written once: history tables, and models that say `insert_only = True`."""
    return is_history(model) or bool(getattr(model, "insert_only", False))


def side_of(model: type[models.Model]) -> Side | None:
    """The declared side; a history table stands where the table it records stands. None when nobody declared one."""
    if is_history(model):
        return side_of(model.pgh_tracked_model)  # type: ignore[attr-defined]
    declared = getattr(model, "side_of_table", None) or getattr(model, "side", None)
    return declared if isinstance(declared, Side) else THIRD_PARTY.get(model._meta.app_label)


def tables() -> list[type[models.Model]]:
    """Every model that has a table of its own in this database."""
    return [model for model in apps.get_models(include_auto_created=True) if _has_table(model)]


def _has_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy
