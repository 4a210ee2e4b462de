"""Steps of the relationship: dated, with evidence, never overwritten."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.kols.actions import change_stage
from apps.kols.models import KOLProfile, RelationshipStageChange
from apps.users.models import User
from tests.factories import kol_profile
from tests.personas import WebClient


@pytest.fixture
def profile(area: TherapeuticArea) -> KOLProfile:
    """A KOL at the beginning."""
    return kol_profile(area=area)


def step(by: User, profile: KOLProfile, stage: str, day: date, **values: Any) -> RelationshipStageChange:
    """One step, as the page takes it."""
    with acting_as(Side.MEDICAL):
        return change_stage(
            by=by, profile=profile, stage=stage, changed_on=day, **{"evidence": "They called.", **values}
        )


def test_the_latest_by_date_counts(msl: User, profile: KOLProfile) -> None:
    step(msl, profile, "engaged", date(2026, 5, 1))
    step(msl, profile, "introduced", date(2026, 2, 1))
    profile.refresh_from_db()
    assert profile.stage == "engaged"
    found = [(change.stage, change.changed_by) for change in profile.stage_changes.all()]
    assert found == [("engaged", msl), ("introduced", msl)]


def test_the_same_step_again_is_the_same_step(msl: User, profile: KOLProfile) -> None:
    key = new_id()
    first = step(msl, profile, "engaged", date(2026, 5, 1), id=key)
    assert step(msl, profile, "trusted_partner", date(2026, 5, 2), id=key) == first
    assert RelationshipStageChange.objects.get().stage == "engaged"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"evidence": "  "}, "evidence"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "changed_on"),
        ({"stage": "advocate"}, "stage"),
    ],
)
def test_what_is_refused(values: dict[str, Any], field: str, msl: User, profile: KOLProfile) -> None:
    with pytest.raises(ValidationError) as caught:
        step(msl, profile, **{"stage": "engaged", "day": date(2026, 5, 1), **values})
    assert list(caught.value.message_dict) == [field]
    assert not RelationshipStageChange.objects.exists()


def test_another_area_is_refused(other_msl: User, profile: KOLProfile) -> None:
    with pytest.raises(PermissionDenied):
        step(other_msl, profile, "engaged", date(2026, 5, 1))


def test_the_page_records_one_step_for_two_clicks(
    msl: User, profile: KOLProfile, sign_in: Callable[[User], WebClient]
) -> None:
    client, address = sign_in(msl), reverse("kols:change_stage", args=[profile.pk])
    form = client.get(address).context["form"]
    data = {
        "id": form["id"].value(),
        "stage": "engaged",
        "evidence": "Asked for a visit.",
        "changed_on": "2026-05-01",
    }
    assert client.post(address, {**data, "changed_on": "2999-01-01"}).context["form"].errors["changed_on"]
    assert client.post(address, data)["Location"] == profile.get_absolute_url()
    client.post(address, data)
    assert RelationshipStageChange.objects.get().evidence == "Asked for a visit."


@pytest.mark.parametrize(
    "statement",
    ["UPDATE kols_relationshipstagechange SET evidence = 'x'", "DELETE FROM kols_relationshipstagechange"],
)
def test_no_side_overwrites_a_step(msl: User, profile: KOLProfile, statement: str) -> None:
    step(msl, profile, "engaged", date(2026, 3, 1))
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, acting_as(Side.MEDICAL), connection.cursor() as cursor:
        cursor.execute(statement)
