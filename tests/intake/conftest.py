"""What `kam` hands over about a stakeholder, in the area of `msl`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.handoffs.actions import ask_handoff
from apps.handoffs.models import Handoff
from apps.users.models import User
from tests.personas import WebClient


@pytest.fixture(autouse=True)
def today_is_theirs() -> Iterator[None]:
    """Between their midnight and that of UTC, days are those of the people in the tests."""
    with timezone.override("Europe/Berlin"):
        yield


@pytest.fixture
def ask(
    kam: User, stakeholder: Stakeholder, account: Account, area: TherapeuticArea
) -> Callable[..., Handoff]:
    """Hand something over."""

    def asked(*, by: User = kam, id: Any = None, is_unsolicited: bool = True, **changes: Any) -> Handoff:
        values = {
            "stakeholder": stakeholder,
            "account": account,
            "wanted": "literature",
            "urgency": "soon",
            "channel": "",
            "therapeutic_area": area,
            "product": None,
            "words": "Is there anything on dosing below forty kilograms?",
            "language": "en",
            **changes,
        }
        return ask_handoff(by=by, id=id or new_id(), values=values, is_unsolicited=is_unsolicited)

    return asked


@pytest.fixture
def handoff(ask: Callable[..., Handoff]) -> Handoff:
    """Waiting."""
    return ask()


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


@pytest.fixture
def commercial(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The browser of the key account manager."""
    return sign_in(kam)
