"""A compliance officer's browser, and one that looks as the key account manager."""

from collections.abc import Callable

import pytest

from apps.users.models import User
from tests.personas import WebClient


@pytest.fixture
def desk(compliance: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The officer's browser."""
    return sign_in(compliance)


@pytest.fixture
def look(desk: WebClient) -> Callable[[User], WebClient]:
    """Begin to look as somebody; pages that fail are answered, not raised."""
    desk.raise_request_exception = False

    def looking(person: User) -> WebClient:
        answer = desk.post("/oversight/view-as/start/", {"person": str(person.pk), "reason": "A question."})
        assert answer["Location"] == "/", answer.content
        return desk

    return looking
