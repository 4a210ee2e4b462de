"""What `kam` hands over about a stakeholder, in the area of `msl`."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.handoffs.actions import ask_handoff
from apps.handoffs.models import Handoff
from apps.users.models import User


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
