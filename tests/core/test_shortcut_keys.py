"""A key leads to one place: of two with the same key the browser takes the first, and the other is never reached."""

from collections.abc import Callable

import pytest

from apps.core.navigation import entries_for, primary_actions_for
from apps.users.models import User
from tests.personas import PERSONAS


@pytest.mark.parametrize("name", PERSONAS)
def test_no_two_places_of_one_person_share_a_key(name: str, persona: Callable[[str], User]) -> None:
    user = persona(name)
    keys = [entry.shortcut for entry in entries_for(user) if entry.shortcut]
    keys += [action.key for action in primary_actions_for(user)]
    assert sorted(keys) == sorted(set(keys))
