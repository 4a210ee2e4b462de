"""A promise that `msl` made."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.followups.actions import promise
from apps.followups.models import Commitment
from apps.users.models import User


@pytest.fixture
def make(msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> Callable[..., Commitment]:
    """Make a promise; `in_days` says when it is due, `by` who makes it."""

    def made(*, by: User = msl, in_days: int = 5, **changes: Any) -> Commitment:
        values = {
            "stakeholder": stakeholder,
            "therapeutic_area": area,
            "what": "Send the abstract",
            "due_on": timezone.localdate() + timedelta(days=in_days),
            **changes,
        }
        return promise(by=by, id=new_id(), values=values)

    return made


@pytest.fixture
def commitment(make: Callable[..., Commitment]) -> Commitment:
    """Due in five days."""
    return make()
