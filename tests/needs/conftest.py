"""A need that `msl` heard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.needs.actions import record_need
from apps.needs.models import UnmetNeed
from apps.users.models import User
from tests.personas import WebClient


@pytest.fixture
def make(msl: User, stakeholder: Stakeholder, area: TherapeuticArea) -> Callable[..., UnmetNeed]:
    """Record a need; `days` says how long ago it was heard, `by` who heard it."""

    def made(*, by: User = msl, days: int = 5, **changes: Any) -> UnmetNeed:
        values = {
            "kind": "data",
            "words": "Wants data on daily practice.",
            "stakeholder": stakeholder,
            "therapeutic_area": area,
            "heard_on": timezone.localdate() - timedelta(days=days),
            **changes,
        }
        return record_need(by=by, id=new_id(), values=values)

    return made


@pytest.fixture
def need(make: Callable[..., UnmetNeed]) -> UnmetNeed:
    """Heard five days ago; nobody answers for it yet."""
    return make()


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)
