"""Models that would carry content across the wall do not even start."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from apps.firewall.checks import check_apps, check_model, check_sides
from apps.firewall.sides import Side
from apps.interactions.models import Interaction


@pytest.fixture(autouse=True)
def forgotten_afterwards() -> Iterator[None]:
    """Hostile models must not stay registered for the tests that follow."""
    known = {label: dict(found) for label, found in apps.all_models.items()}
    yield
    for label, found in known.items():
        apps.all_models[label].clear()
        apps.all_models[label].update(found)
    apps.clear_cache()


def hostile(side: Side | None, app_label: str = "keyaccounts", **fields: object) -> type[models.Model]:
    """A model made on the fly."""
    meta = type("Meta", (), {"app_label": app_label})
    body = {"__module__": "apps.keyaccounts.models", "Meta": meta, **fields}
    return type("Hostile", (models.Model,), body | ({"side": side} if side else {}))


def faults(model: type[models.Model]) -> list[str]:
    """Ids of what is wrong."""
    return [str(fault.id) for fault in check_model(model)]


def test_our_own_models_pass() -> None:
    assert check_sides() == []


def test_a_model_without_a_side_is_refused() -> None:
    assert faults(hostile(None)) == ["firewall.E001"]


@pytest.mark.parametrize(
    "side", [Side.COMMERCIAL, Side.SHARED, Side.PLATFORM, Side.OVERSIGHT, Side.SAFETY, Side.MESSAGES]
)
def test_a_relation_to_the_medical_side_is_refused(side: Side) -> None:
    link = models.ForeignKey(Interaction, models.CASCADE, related_name="+")
    assert faults(hostile(side, interaction=link)) == ["firewall.E002"]


def test_an_automatic_many_to_many_is_refused() -> None:
    link = models.ManyToManyField("directory.Account", related_name="+")
    assert "firewall.E003" in faults(hostile(Side.COMMERCIAL, accounts=link))


def test_an_app_that_mixes_sides_is_refused() -> None:
    found = list(check_apps([hostile(Side.MEDICAL), apps.get_model("keyaccounts.Visit")]))
    assert [fault.id for fault in found] == ["firewall.E005"]
