"""A protocol that is published, and one that is a draft."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.protocols.actions import draft_protocol, publish_version
from apps.protocols.models import ProtocolVersion
from apps.users.models import User
from apps.users.proving import Proof

VALUES = {
    "name": "Joint visits",
    "audience": "both",
    "text": "Both functions go together only when compliance approved it.",
    "effective_on": datetime.date(2026, 1, 1),
    "review_on": datetime.date(2031, 1, 1),
}


@pytest.fixture
def draft(compliance: User) -> ProtocolVersion:
    """Not published."""
    with acting_as(compliance.side):
        return draft_protocol(by=compliance, id=new_id(), values=VALUES)


@pytest.fixture
def publish(compliance: User) -> Callable[..., ProtocolVersion]:
    """Sign and publish a draft."""

    def published(version: ProtocolVersion, **values: Any) -> ProtocolVersion:
        version.refresh_from_db()
        proof = Proof(compliance.pk, "password", timezone.now())
        with acting_as(compliance.side):
            return publish_version(
                by=compliance, version=version, proof=proof, **({"seen": version.revision} | values)
            )

    return published


@pytest.fixture
def version(draft: ProtocolVersion, publish: Callable[..., ProtocolVersion]) -> ProtocolVersion:
    """Published."""
    return publish(draft)
