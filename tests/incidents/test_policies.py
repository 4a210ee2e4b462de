"""Who may report, read, and work on incidents."""

from collections.abc import Callable

import pytest

from apps.incidents.models import Incident
from apps.incidents.policies import may_act, may_follow, may_move, may_report, may_work
from apps.incidents.workflow import TRANSITIONS
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import PERSONAS


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_reports(name: str, persona: Callable[[str], User]) -> None:
    assert may_report(persona(name))


def test_a_system_reports_nothing(db: None) -> None:
    assert not may_report(UserFactory(role="medical_client"))


@pytest.mark.parametrize("name", PERSONAS)
def test_compliance_alone_works(name: str, persona: Callable[[str], User], incident: Incident) -> None:
    user = persona(name)
    is_officer = name == "compliance"
    assert bool(may_work(user)) is is_officer
    assert bool(may_move(user, incident, "triaged")) is is_officer
    assert Incident.objects.visible_to(user).exists() is is_officer


def test_administrators_have_no_receipts(administrator: User, kam: User) -> None:
    assert not may_follow(administrator)
    assert may_follow(kam)


@pytest.mark.parametrize("state", TRANSITIONS)
def test_a_step_that_is_not_in_the_table_is_refused(state: str, compliance: User, incident: Incident) -> None:
    incident.state = state
    for to in set(TRANSITIONS) - set(TRANSITIONS[state]):
        assert "not open" in str(may_move(compliance, incident, to).reason)


def test_actions_follow_from_what_was_found(compliance: User, incident: Incident) -> None:
    assert not may_act(compliance, incident)
    incident.state = "substantiated"
    assert may_act(compliance, incident)
