"""Who may plan, see and change contacts: a table over every persona."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from apps.coordination import policies
from apps.coordination.models import Touchpoint
from apps.directory.models import Stakeholder
from apps.users.models import User
from tests.factories import StakeholderFactory
from tests.personas import PERSONAS

HOLD_CONTACTS = {
    "msl", "other_msl", "manager", "director", "kam", "commercial_lead", "stranger",
}  # fmt: skip
SEE_CONTACTS = HOLD_CONTACTS | {"medical_information", "compliance"}


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_plan(name: str, persona: Callable[[str], User]) -> None:
    verdict = policies.may_plan_touchpoint(persona(name))
    assert bool(verdict) is (name in HOLD_CONTACTS)
    assert bool(verdict.reason) is not bool(verdict)


@pytest.mark.parametrize("name", PERSONAS)
def test_who_knows_that_a_contact_happened(
    name: str, persona: Callable[[str], User], touchpoint: Touchpoint
) -> None:
    user = persona(name)
    assert bool(policies.may_see_contacts(user)) is (name in SEE_CONTACTS)
    assert Touchpoint.objects.visible_to(user).exists() is (name in SEE_CONTACTS)


@pytest.mark.parametrize("name", PERSONAS)
def test_only_the_owner_changes_a_contact(
    name: str, persona: Callable[[str], User], touchpoint: Touchpoint
) -> None:
    verdict = policies.may_change_touchpoint(persona(name), touchpoint)
    assert bool(verdict) is (name == "msl")
    assert ("belongs to" in str(verdict.reason)) is (name != "msl")


def test_a_cancelled_contact_stays_as_it_is(msl: User, touchpoint: Touchpoint) -> None:
    touchpoint.state = Touchpoint.State.CANCELLED
    assert "was cancelled" in str(policies.may_change_touchpoint(msl, touchpoint).reason)


@pytest.mark.parametrize("name", sorted(HOLD_CONTACTS))
def test_do_not_contact_binds_every_function(
    name: str, persona: Callable[[str], User], stakeholder: Stakeholder
) -> None:
    user, other = persona(name), StakeholderFactory(do_not_contact=True)
    assert policies.may_contact(user, [stakeholder])
    assert "not to be contacted" in str(policies.may_contact(user, [stakeholder, other]).reason)


def test_the_archived_are_not_contacted(msl: User) -> None:
    put_away = StakeholderFactory(archived_at=timezone.now())
    assert "is archived" in str(policies.may_contact(msl, [put_away]).reason)
