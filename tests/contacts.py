"""Contacts to test with: a place, people, a way to plan and log, and what a browser would send."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.interactions.actions import log_interaction, plan_interaction
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.factories import AccountFactory, PurposeClassFactory, StakeholderFactory, TopicFactory


@pytest.fixture
def account(db: None) -> Account:
    """Where contacts take place."""
    return AccountFactory(name="Lindenhof Hospital")


@pytest.fixture
def stakeholder(db: None) -> Stakeholder:
    """With whom."""
    return StakeholderFactory(first_name="Ana", last_name="Müller")


@pytest.fixture
def purpose(db: None) -> PurposeClass:
    """For which purpose."""
    return PurposeClassFactory(code="exchange", name="Exchange")


@pytest.fixture
def topic(area: TherapeuticArea) -> Topic:
    """About what."""
    return TopicFactory(name="Resistance", therapeutic_area=area)


@pytest.fixture
def yesterday() -> datetime:
    """A contact that is over."""
    return timezone.now().replace(microsecond=0) - timedelta(days=1)


@pytest.fixture
def entry(
    account: Account,
    stakeholder: Stakeholder,
    purpose: PurposeClass,
    area: TherapeuticArea,
    yesterday: datetime,
) -> Callable[..., Entry]:
    """An entry with some of its fields replaced."""

    def made(**fields: Any) -> Entry:
        values: dict[str, Any] = {
            "account": account,
            "stakeholders": [stakeholder],
            "starts_at": yesterday,
            "channel": "face_to_face",
            "purpose": purpose,
            "therapeutic_area": area,
        }
        return Entry(**(values | fields))

    return made


@pytest.fixture
def planned(msl: User, entry: Callable[..., Entry]) -> Interaction:
    """Planned by `msl` for yesterday: to be logged."""
    return plan_interaction(by=msl, id=new_id(), entry=entry())


@pytest.fixture
def submitted(msl: User, entry: Callable[..., Entry]) -> Interaction:
    """Submitted by `msl`."""
    said = entry(notes="Asked about resistance.", safety_answer="no")
    return log_interaction(by=msl, id=new_id(), entry=said, is_final=True)


@pytest.fixture
def posted(
    account: Account, stakeholder: Stakeholder, purpose: PurposeClass, area: TherapeuticArea
) -> dict[str, Any]:
    """The log form as a browser sends it for a contact from nothing."""
    return {
        "account": str(account.pk),
        "stakeholders": [str(stakeholder.pk)],
        "starts_at": "yesterday 10:00",
        "channel": "phone",
        "purpose": str(purpose.pk),
        "therapeutic_area": str(area.pk),
        "kind": "scientific_exchange",
        "initiative": "reactive",
        "notes": "They asked for long-term data.",
        "safety_answer": "no",
        "do": "submit",
    }
