"""Acknowledging a version, who has not, and reminders."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.notifications.models import Message
from apps.protocols.actions import acknowledge_version, draft_protocol, draft_version
from apps.protocols.models import Acknowledgement, ProtocolVersion
from apps.protocols.queries import missing_for, to_acknowledge
from apps.protocols.tasks import remind_of_protocols
from apps.users.models import User
from tests.personas import WebClient
from tests.protocols.conftest import VALUES


@pytest.mark.parametrize("name", ["msl", "kam", "safety", "compliance", "medical_information"])
def test_under_ones_own_side_and_once(
    name: str, persona: Callable[[str], User], version: ProtocolVersion
) -> None:
    user = persona(name)
    for _time in range(2):
        with acting_as(user.side):
            acknowledge_version(by=user, version=version)
    assert Acknowledgement.objects.get().user == user


def test_by_the_page(msl: User, sign_in: Callable[[User], WebClient], version: ProtocolVersion) -> None:
    web, url = sign_in(msl), version.get_absolute_url()
    assert b"I have read it" in web.get(url).content
    web.post(f"{url}acknowledge/")
    assert b"You have acknowledged this version" in web.get(url).content
    assert b"Who has not acknowledged" not in web.get(url).content


def test_who_has_not_is_known_to_compliance_alone(
    version: ProtocolVersion, msl: User, kam: User, compliance: User
) -> None:
    acknowledge_version(by=msl, version=version)
    assert missing_for(compliance, version) == [kam]
    assert missing_for(msl, version) == []


def test_a_new_version_is_acknowledged_anew(
    version: ProtocolVersion, msl: User, compliance: User, publish: Callable[..., ProtocolVersion]
) -> None:
    assert to_acknowledge(msl) == [version]
    acknowledge_version(by=msl, version=version)
    assert to_acknowledge(msl) == []
    second = publish(draft_version(by=compliance, protocol=version.protocol))
    assert to_acknowledge(msl) == [second]


def told(**about: Any) -> int:
    return Message.objects.filter(**about).count()


def test_a_reminder_a_week_to_who_has_not(
    draft: ProtocolVersion, msl: User, kam: User, publish: Callable[..., ProtocolVersion], monkeypatch: Any
) -> None:
    monkeypatch.setattr("apps.protocols.tasks.PATIENCE", timedelta(0))
    version = publish(draft)
    acknowledge_version(by=kam, version=version)
    for _time in range(2):
        remind_of_protocols()
    assert told(recipient=msl, kind="protocol_published") == 2
    assert told(recipient=kam, kind="protocol_published") == 1


def test_nobody_is_reminded_at_once(version: ProtocolVersion, msl: User) -> None:
    remind_of_protocols()
    assert not Message.objects.exists()


def test_compliance_is_told_of_a_review_that_is_due(
    compliance: User, publish: Callable[..., ProtocolVersion]
) -> None:
    soon = timezone.localdate() + timedelta(days=20)
    publish(draft_protocol(by=compliance, id=new_id(), values=VALUES | {"review_on": soon}))
    for _time in range(2):
        remind_of_protocols()
    assert told(recipient=compliance, kind="protocol_review_due") == 1


def test_the_shelf_costs_the_same_for_many(
    compliance: User, msl: User, sign_in: Callable[[User], WebClient], publish: Callable[..., ProtocolVersion]
) -> None:
    web, costs = sign_in(msl), []
    for names in (("A", "B"), ("C", "D")):
        for name in names:
            publish(draft_protocol(by=compliance, id=new_id(), values=VALUES | {"name": name}))
        web.get("/protocols/")
        with CaptureQueriesContext(connection) as captured:
            web.get("/protocols/")
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_over_rest(msl: User, sign_in: Callable[[User], WebClient], version: ProtocolVersion) -> None:
    web = sign_in(msl)
    rows = web.get("/api/v1/protocols/").json()["results"]
    assert [(row["name"], row["version"]) for row in rows] == [("Joint visits", 1)]
