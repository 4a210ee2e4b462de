"""An envelope to test with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from apps.catalog.models import PurposeClass
from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.users.models import User


@pytest.fixture
def details(
    account: Account, stakeholder: Stakeholder, purpose: PurposeClass, yesterday: datetime
) -> Callable[..., dict[str, Any]]:
    """What an envelope says, with some of it replaced."""

    def made(**changes: Any) -> dict[str, Any]:
        said = {"account": account, "stakeholders": [stakeholder], "starts_at": yesterday, "channel": "phone"}
        return said | {"purpose": purpose} | changes

    return made


@pytest.fixture
def touchpoint(msl: User, details: Callable[..., dict[str, Any]]) -> Touchpoint:
    """Planned by `msl` with `stakeholder`."""
    return plan_touchpoint(by=msl, id=new_id(), **details())
