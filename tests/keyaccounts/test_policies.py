"""Who may plan, log, cancel and read visits, over every persona."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.keyaccounts import policies
from apps.keyaccounts.actions import plan_visit
from apps.keyaccounts.models import Visit
from apps.users.models import User
from tests.factories import AccountFactory, PurposeClassFactory, StakeholderFactory, UserFactory
from tests.personas import PERSONAS


@pytest.fixture
def visit(kam: User) -> Visit:
    purpose: PurposeClass = PurposeClassFactory()
    envelope = {
        "account": AccountFactory(),
        "stakeholders": [StakeholderFactory()],
        "starts_at": timezone.now() - timedelta(hours=1),
        "channel": "video",
        "purpose": purpose,
    }
    return plan_visit(by=kam, id=new_id(), values=envelope)


@pytest.mark.parametrize("name", PERSONAS)
def test_planning_is_for_the_commercial_side(name: str, persona: Callable[[str], User]) -> None:
    assert bool(policies.may_plan_visit(persona(name))) is (name in {"kam", "commercial_lead"})


@pytest.mark.parametrize("name", PERSONAS)
def test_only_its_owner_changes_a_visit(name: str, persona: Callable[[str], User], visit: Visit) -> None:
    user = persona(name)
    for verdict in (
        policies.may_change_visit(user, visit),
        policies.may_log_visit(user, visit),
        policies.may_cancel_visit(user, visit),
    ):
        assert bool(verdict) is (name == "kam")


@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_a_visit(name: str, persona: Callable[[str], User], visit: Visit) -> None:
    readers = {"kam", "commercial_lead", "compliance"}
    assert Visit.objects.visible_to(persona(name)).exists() is (name in readers)


def test_another_key_account_manager_does_not(visit: Visit) -> None:
    assert not Visit.objects.visible_to(UserFactory(role="kam")).exists()


@pytest.mark.parametrize(
    ("state", "hours", "change", "log", "cancel"),
    [
        (Touchpoint.State.PLANNED, -1, True, True, True),
        (Touchpoint.State.PLANNED, 1, True, False, True),
        (Touchpoint.State.HELD, -1, False, True, False),
        (Touchpoint.State.CANCELLED, -1, False, False, False),
    ],
)
def test_what_a_state_allows(
    kam: User, visit: Visit, state: str, hours: int, change: bool, log: bool, cancel: bool
) -> None:
    visit.touchpoint.state = state
    visit.touchpoint.starts_at = timezone.now() + timedelta(hours=hours)
    found = [
        policies.may_change_visit(kam, visit),
        policies.may_log_visit(kam, visit),
        policies.may_cancel_visit(kam, visit),
    ]
    assert [bool(verdict) for verdict in found] == [change, log, cancel]
    assert all(verdict.reason for verdict in found if not verdict)
