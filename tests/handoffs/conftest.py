"""Whose browser it is, in the tests of what `kam` hands over."""

from collections.abc import Callable

import pytest

from apps.catalog.models import TherapeuticArea
from apps.directory.models import Account, Stakeholder
from apps.users.models import User
from tests.handoffs.asking import ask, handoff
from tests.personas import WebClient

__all__ = ["ask", "handoff"]


@pytest.fixture
def typed(stakeholder: Stakeholder, account: Account, area: TherapeuticArea) -> dict[str, str]:
    """The form as a browser sends it."""
    return {
        "stakeholder": str(stakeholder.pk),
        "account": str(account.pk),
        "wanted": "literature",
        "urgency": "soon",
        "therapeutic_area": str(area.pk),
        "words": "Is there anything on dosing?",
        "is_unsolicited": "on",
    }


@pytest.fixture
def web(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The browser of the key account manager."""
    return sign_in(kam)
