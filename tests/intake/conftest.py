"""Whose browser it is, in the tests of what the medical side does with a hand-off."""

from collections.abc import Callable

import pytest

from apps.users.models import User
from tests.handoffs.asking import ask, handoff
from tests.personas import WebClient

__all__ = ["ask", "handoff"]


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


@pytest.fixture
def commercial(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The browser of the key account manager."""
    return sign_in(kam)
