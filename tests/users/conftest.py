"""What the tests of signing in share: a person with a password, and nobody who tried before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from apps.core.models import new_id
from apps.interactions.actions import plan_interaction
from apps.interactions.drafts import DRAFTS
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.factories import UserFactory, kol_profile
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


@pytest.fixture
def work(msl: User, entry: Callable[..., Entry], area: Any, stakeholder: Any) -> Interaction:
    """Something of every kind: a planned contact, one that was held, a draft from nothing, a KOL."""
    soon = timezone.now() + timedelta(days=2)
    planned = plan_interaction(by=msl, id=new_id(), entry=entry(starts_at=soon))
    held = plan_interaction(by=msl, id=new_id(), entry=entry())
    Interaction.objects.filter(pk=held.pk).update(state="held")
    DRAFTS.save(by=msl, page="log", id=new_id(), fields={"notes": ["half a thought"]})
    kol_profile(area=area, stakeholder=stakeholder, responsible=msl)
    return planned
