"""Who may do what with safety items, over every persona, and which step follows which."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from apps.safety import policies
from apps.safety.models import SafetyItem
from apps.safety.workflow import TRANSITIONS, State
from apps.users.models import User
from tests.personas import PERSONAS

READERS = {"safety", "compliance"}
REPORTERS = {"msl", "other_msl", "manager", "director", "kam", "commercial_lead", "stranger"}


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may(name: str, persona: Callable[[str], User]) -> None:
    user = persona(name)
    item = SafetyItem(state=State.FLAGGED)
    assert bool(policies.may_read_items(user)) is (name in READERS)
    assert bool(policies.may_flag(user)) is (name in REPORTERS)
    assert bool(policies.may_move(user, item, State.CONFIRMED)) is (name == "safety")


@pytest.mark.parametrize("name", PERSONAS)
def test_who_sees_items(name: str, persona: Callable[[str], User], msl: User) -> None:
    SafetyItem.objects.create(reported_by=msl, description="Rash", aware_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert SafetyItem.objects.visible_to(persona(name)).exists() is (name in READERS)


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_the_table_of_transitions(safety: User, before: State, after: State) -> None:
    steps = {
        ("flagged", "confirmed"),
        ("flagged", "not_a_report"),
        ("confirmed", "forwarded"),
        ("confirmed", "not_a_report"),
        ("not_a_report", "confirmed"),
        ("forwarded", "acknowledged"),
    }
    verdict = policies.may_move(safety, SafetyItem(state=before), after)
    assert bool(verdict) is ((before, after) in steps)


def test_the_table_names_every_state() -> None:
    assert set(TRANSITIONS) == set(State)
