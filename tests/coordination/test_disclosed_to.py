"""What a contact holds once it is read for somebody: of the other function as the policy says, of the own one all."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.actions import plan_touchpoint
from apps.coordination.envelopes import entry_of_envelope
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.coordination.queries import coming_first, contacts_with, touchpoints_for
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.users.models import User
from tests.coordination.disclosing import in_force
from tests.factories import PurposeClassFactory

Details = Callable[..., dict[str, Any]]
#: A Thursday evening in Berlin; already Friday in Tokyo.
MOMENT = datetime(2026, 3, 12, 18, 47, tzinfo=UTC)
HIDING = {"viewer": "commercial", "who": "function", "when": "day", "whom": "account"}


@pytest.fixture
def contact(msl: User, details: Details) -> Touchpoint:
    """Planned by `msl`."""
    return plan_touchpoint(by=msl, id=new_id(), **details(starts_at=MOMENT))


def read(user: User) -> Any:
    return touchpoints_for(user).get()


def test_without_a_policy_everybody_is_told_everything(
    kam: User, msl: User, contact: Touchpoint, stakeholder: Stakeholder
) -> None:
    row = read(kam)
    assert (row.owner, row.starts_at, row.when_words) == (msl, MOMENT, "")
    assert [one.stakeholder for one in row.people] == [stakeholder]


def test_the_other_function_is_told_what_the_policy_says(
    kam: User, contact: Touchpoint, stakeholder: Stakeholder
) -> None:
    in_force(HIDING)
    row = read(kam)
    assert (str(row.owner), row.owner_id, row.owner.email) == ("A medical colleague", None, "")
    assert timezone.localtime(row.starts_at).strftime("%F %T") == "2026-03-12 00:00:00"
    assert (row.when_words, row.people, list(row.attendees.all())) == ("12 Mar 2026", [], [])
    assert not row.attendees.filter(stakeholder=stakeholder)
    assert "18:47" not in repr(entry_of_envelope(kam, row))


def test_a_week_is_told_by_its_monday(kam: User, contact: Touchpoint) -> None:
    in_force(HIDING | {"when": "week"})
    row = read(kam)
    assert (row.when_words, str(row.day_on)) == ("Week of 9 Mar 2026", "2026-03-09")


@pytest.mark.parametrize("name", ["msl", "other_msl", "director", "compliance"])
def test_the_own_side_and_oversight_are_told_everything(
    name: str, persona: Callable[[str], User], contact: Touchpoint, stakeholder: Stakeholder
) -> None:
    in_force(HIDING, HIDING | {"viewer": "medical"})
    row = read(persona(name))
    assert (row.owner.first_name, row.starts_at) == ("Mira", MOMENT)
    assert [one.stakeholder for one in row.people] == [stakeholder]


def test_a_rule_is_for_its_purpose_and_the_one_without_for_all_others(
    kam: User, msl: User, details: Details, purpose: PurposeClass
) -> None:
    other = PurposeClassFactory()
    for one in (purpose, other):
        plan_touchpoint(by=msl, id=new_id(), **details(starts_at=MOMENT, purpose=one))
    in_force(HIDING | {"purpose": purpose})
    told = {row.purpose: row.told for row in touchpoints_for(kam)}
    assert (told[purpose].hides_owner, told[other].hides_owner) == (True, False)
    in_force({"viewer": "commercial", "purpose": purpose}, HIDING)
    told = {row.purpose: row.told for row in touchpoints_for(kam)}
    assert (told[purpose].hides_owner, told[other].hides_owner) == (False, True)


def test_the_day_is_the_one_of_whose_contact_it_is(
    kam: User, msl: User, contact: Touchpoint, details: Details
) -> None:
    in_force(HIDING)
    User.objects.filter(pk=msl.pk).update(time_zone="Asia/Tokyo")
    msl.refresh_from_db()
    later = plan_touchpoint(by=msl, id=new_id(), **details(starts_at=MOMENT))
    told = {row.pk: row.when_words for row in touchpoints_for(kam)}
    assert (told[contact.pk], told[later.pk]) == ("12 Mar 2026", "13 Mar 2026")


def test_nobody_finds_by_whom_they_may_not_see(
    kam: User, msl: User, contact: Touchpoint, stakeholder: Stakeholder
) -> None:
    assert contacts_with(kam, stakeholder).exists()
    in_force(HIDING)
    assert not contacts_with(kam, stakeholder).exists()
    assert contacts_with(msl, stakeholder).exists()
    assert not touchpoints_for(kam).owned_by(msl).exists()
    assert touchpoints_for(msl).owned_by(msl).exists()
    assert not TouchpointStakeholder.objects.visible_to(kam).exists()


@timezone.override("UTC")
def test_a_hidden_time_is_not_found_by_narrowing_it_down(kam: User, contact: Touchpoint) -> None:
    in_force(HIDING)
    for moment in ("2026-03-11T23:30", "2026-03-12T09:00", "2026-03-12T18:48", "2026-03-12T23:00"):
        now = datetime.fromisoformat(f"{moment}+00:00")
        rows = touchpoints_for(kam)
        same_day = moment.startswith("2026-03-12")
        assert coming_first(rows, now).exists(), moment
        assert not rows.filter(rows.disclosure.over(now)).exists()
        assert rows.filter(rows.disclosure.before(now)).exists() is same_day, moment


@pytest.mark.parametrize("sort", ["starts_at", "-starts_at", "owner", "owner__last_name", "attendees"])
def test_hidden_columns_neither_sort_nor_are_read(kam: User, contact: Touchpoint, sort: str) -> None:
    in_force(HIDING)
    with pytest.raises(ValueError, match="would tell what is hidden"):
        touchpoints_for(kam).order_by(sort)
    with pytest.raises(ValueError, match="would tell what is hidden"):
        list(touchpoints_for(kam).values_list(sort.removeprefix("-")))


def test_what_was_told_in_part_is_not_written_back(kam: User, contact: Touchpoint) -> None:
    in_force(HIDING)
    with pytest.raises(ValueError, match="must not be written"):
        read(kam).save()
    assert Touchpoint.objects.get().starts_at == MOMENT


def test_a_refusal_does_not_name_whom_the_policy_hides(
    kam: User, contact: Touchpoint, details: Details
) -> None:
    in_force(HIDING)
    with pytest.raises(PermissionDenied, match="belongs to A medical colleague"):
        plan_touchpoint(by=kam, id=contact.pk, **details())
