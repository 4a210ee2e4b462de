"""The purpose classes are there from the first migration on, and the migration can be taken back."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import ProtectedError
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.models import Touchpoint
from apps.demo.corpus import choices
from tests.factories import AccountFactory, UserFactory

pytestmark = pytest.mark.django_db
migration = import_module("apps.catalog.migrations.0001_tables")


def shipped() -> dict[str, str]:
    return dict(PurposeClass.objects.values_list("code", "used_by"))


def test_every_installation_begins_with_those_that_the_demo_uses() -> None:
    expected = dict.fromkeys(choices.MEDICAL_PURPOSES, "medical")
    assert shipped() == expected | dict.fromkeys(choices.COMMERCIAL_PURPOSES, "commercial")
    assert PurposeClass.objects.filter(is_active=True).values("order").distinct().count() == 10


def test_the_migration_is_reversible_and_safe_to_repeat() -> None:
    before = shipped()
    migration.remove_classes(apps, None)
    assert not shipped()
    migration.add_classes(apps, None)
    migration.add_classes(apps, None)
    assert shipped() == before


def test_a_renamed_class_keeps_its_name_when_the_migration_runs_again() -> None:
    PurposeClass.objects.filter(code="introduction").update(name="First meeting")
    migration.add_classes(apps, None)
    assert PurposeClass.objects.get(code="introduction").name == "First meeting"


def test_a_class_in_use_is_not_taken_back() -> None:
    Touchpoint.objects.create(
        account=AccountFactory(),
        owner=UserFactory(),
        function="medical",
        purpose=PurposeClass.objects.get(code="introduction"),
        channel="phone",
        starts_at=timezone.now(),
    )
    with pytest.raises(ProtectedError):
        migration.remove_classes(apps, None)
