"""Who may manage people: a table over every persona."""

from collections.abc import Callable

import pytest

from apps.users import policies
from apps.users.models import User
from apps.users.roles import Role
from tests.factories import UserFactory
from tests.personas import PERSONAS

MANAGERS = {"administrator"}


@pytest.mark.parametrize("name", PERSONAS)
def test_only_administrators_manage_people(name: str, persona: Callable[[str], User], msl: User) -> None:
    user = persona(name)
    other = UserFactory(role="msl")
    verdicts = [
        policies.may_manage_people(user),
        policies.may_deactivate(user, other),
        policies.may_send_link(user, other),
        policies.may_change_role(user, other, "kam"),
    ]
    assert [bool(verdict) for verdict in verdicts] == [name in MANAGERS] * 4
    assert all(verdict.reason for verdict in verdicts if not verdict)


def test_nobody_locks_themselves_out(administrator: User) -> None:
    assert not policies.may_deactivate(administrator, administrator)
    assert not policies.may_change_role(administrator, administrator, "msl")
    assert policies.may_change_role(administrator, administrator, "administrator")


def test_reactivating_is_for_the_deactivated(administrator: User, msl: User) -> None:
    assert not policies.may_reactivate(administrator, msl)
    msl.is_active = False
    assert policies.may_reactivate(administrator, msl)
    assert not policies.may_deactivate(administrator, msl)
    assert not policies.may_send_link(administrator, msl)


@pytest.mark.parametrize("role", [Role.MEDICAL_CLIENT, Role.COMMERCIAL_CLIENT])
def test_systems_get_no_password(administrator: User, role: str) -> None:
    assert not policies.may_send_link(administrator, UserFactory(role=role))


@pytest.mark.parametrize("role", [Role.MEDICAL_CLIENT, Role.COMMERCIAL_CLIENT])
@pytest.mark.parametrize("other", ["msl", "kam", "compliance"])
def test_systems_keep_their_role(administrator: User, role: str, other: str) -> None:
    system = UserFactory(role=role)
    assert "tokens" in str(policies.may_change_role(administrator, system, other).reason)
    assert policies.may_change_role(administrator, system, role)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [("msl", "medical_director", False), ("msl", "kam", True), ("kam", "compliance", True)],
)
def test_which_roles_change_sides(before: str, after: str, changes: bool) -> None:
    assert policies.changes_side(User(role=before), after) is changes
