"""Whose visits the tests are about, and where they go."""

from collections.abc import Callable

import pytest

from apps.directory.models import Account, Stakeholder
from apps.users.models import User
from tests.factories import AccountFactory, StakeholderFactory
from tests.personas import WebClient


@pytest.fixture
def mine(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


@pytest.fixture
def hospital(db: None) -> Account:
    return AccountFactory(name="City Hospital")


@pytest.fixture
def robin(db: None) -> Stakeholder:
    return StakeholderFactory(first_name="Robin", last_name="Example")
