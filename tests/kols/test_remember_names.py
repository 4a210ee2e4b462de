"""A renamed stakeholder is sorted under the new name, whoever renamed them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from apps.catalog.models import TherapeuticArea
from apps.core.merging import snapshot
from apps.directory.actions import edit_stakeholder
from apps.directory.models import Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.kols.models import KOLProfile
from apps.kols.remembering import copy_names
from apps.users.models import User
from msl_crm.celery import app
from tests.factories import StakeholderFactory, kol_profile


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run where they are sent, under their own side's role."""
    former, app.conf.task_always_eager = app.conf.task_always_eager, True
    yield
    app.conf.task_always_eager = former


@pytest.mark.parametrize("name", ["msl", "kam"])
def test_renaming_moves_the_kol_in_the_list(
    name: str,
    persona: Callable[[str], User],
    area: TherapeuticArea,
    eager: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    user, person = persona(name), StakeholderFactory(last_name="Zander")
    profile, start = kol_profile(area=area, stakeholder=person), {"last_name": "Zander"}
    with django_capture_on_commit_callbacks(execute=True), acting_as(user.side):
        edit_stakeholder(by=user, stakeholder=person, before=snapshot(start), values={"last_name": "Adler"})
    profile.refresh_from_db()
    assert profile.name_folded == Stakeholder.objects.get(pk=person.pk).name_folded
    assert "adler" in profile.name_folded


def test_what_a_bulk_write_left_behind_is_found(area: TherapeuticArea) -> None:
    profile = kol_profile(area=area)
    Stakeholder.objects.filter(pk=profile.stakeholder_id).update(name_folded="adler robin")
    with acting_as(Side.MEDICAL):
        assert copy_names() == 1
        assert copy_names() == 0
    assert KOLProfile.objects.get().name_folded == "adler robin"
