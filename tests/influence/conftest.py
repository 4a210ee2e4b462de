"""A hospital with a department, people in both, and contacts with them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.actions import record_touchpoint
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.influence import actions
from apps.influence.models import Committee, Tie
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory

Worker = Callable[..., Stakeholder]
Tied = Callable[..., Tie]
Meet = Callable[..., Touchpoint]


@pytest.fixture
def ward(account: Account) -> Account:
    return AccountFactory(parent=account)


@pytest.fixture
def worker(account: Account) -> Worker:
    """Somebody who works in the hospital, or where it is said, with a decision role."""

    def made(role: str = "unknown", at: Account = account, **person: Any) -> Stakeholder:
        stakeholder = StakeholderFactory(**person)
        AffiliationFactory(stakeholder=stakeholder, account=at, decision_role=role)
        return stakeholder

    return made


@pytest.fixture
def board(msl: User, account: Account) -> Committee:
    values = {"name": "Formulary board", "kind": "formulary"}
    return actions.save_committee(by=msl, id=new_id(), account=account, values=values)


@pytest.fixture
def tied(msl: User) -> Tied:
    def made(source: Stakeholder, kind: str, target: Stakeholder) -> Tie:
        values = {"source": source, "kind": kind, "target": target, "evidence": "said", "reviewed_on": None}
        return actions.save_tie(by=msl, id=new_id(), values=values)

    return made


@pytest.fixture
def meet(account: Account, purpose: PurposeClass) -> Meet:
    """A held contact, so many days ago."""

    def made(by: User, person: Stakeholder, days: int = 1) -> Touchpoint:
        at: datetime = timezone.now() - timedelta(days=days)
        with acting_as(by.side):
            return record_touchpoint(
                by=by, account=account, stakeholders=[person], starts_at=at, channel="phone", purpose=purpose
            )

    return made
