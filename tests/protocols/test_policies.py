"""Who reads, keeps and acknowledges protocols."""

from collections.abc import Callable

import pytest

from apps.protocols.models import ProtocolVersion
from apps.protocols.policies import may_acknowledge, may_change, may_keep, may_read
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import PERSONAS


@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_but_administrators_reads_and_compliance_keeps(
    name: str, persona: Callable[[str], User], version: ProtocolVersion
) -> None:
    user = persona(name)
    assert bool(may_read(user)) is (name != "administrator")
    assert bool(may_keep(user)) is (name == "compliance")
    assert bool(may_acknowledge(user, version)) is (name != "administrator")
    assert not may_change(user, version)


@pytest.mark.parametrize("name", PERSONAS)
def test_a_draft_is_compliances_own(
    name: str, persona: Callable[[str], User], draft: ProtocolVersion
) -> None:
    user, is_officer = persona(name), name == "compliance"
    assert ProtocolVersion.objects.visible_to(user).exists() is is_officer
    assert bool(may_change(user, draft)) is is_officer
    assert not may_acknowledge(user, draft)


def test_a_system_acknowledges_nothing(version: ProtocolVersion) -> None:
    assert not may_acknowledge(UserFactory(role="medical_client"), version)


def test_nobody_acknowledges_what_is_retired(version: ProtocolVersion, msl: User) -> None:
    version.protocol.retired_on = version.effective_on
    assert not may_acknowledge(msl, version)
