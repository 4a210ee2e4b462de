"""What the tests of signing in share: a person with a password, and nobody who tried before."""

from collections.abc import Callable

import pytest
from django.core.cache import cache

from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    """Throttling counts in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    """Somebody without content. A key account manager, since every function may be asked for a second factor."""
    return UserFactory(email="mira@company.example", role="kam")


@pytest.fixture
def admin(administrator: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The administrator's browser."""
    return sign_in(administrator)
