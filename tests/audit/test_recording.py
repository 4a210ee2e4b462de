"""Each history row says who did what, by the name of the action that a person began."""

from typing import Any

import pytest

from apps.audit.recording import audited
from apps.users.models import Team, User


@audited
def make_team(*, by: User, name: str) -> Team:
    return Team.objects.create(name=name)


@audited
def make_two_teams(*, by: User) -> None:
    make_team(by=by, name="One")
    make_team(by=by, name="Two")


@audited
def fail(*, by: User) -> None:
    Team.objects.create(name="Never")
    raise RuntimeError("fails")


def contexts() -> list[dict[str, Any]]:
    return [row.pgh_context for row in Team.pgh_event_model.objects.order_by("pgh_id")]  # type: ignore[attr-defined]


def test_who_and_what(administrator: User) -> None:
    make_team(by=administrator, name="One")
    assert contexts() == [{"user": str(administrator.pk), "side": "administration", "verb": "make_team"}]


def test_the_action_that_was_begun_gives_the_name(administrator: User) -> None:
    make_two_teams(by=administrator)
    assert [context["verb"] for context in contexts()] == ["make_two_teams"] * 2


def test_the_next_action_has_its_own_name(administrator: User) -> None:
    make_two_teams(by=administrator)
    make_team(by=administrator, name="Three")
    assert contexts()[-1]["verb"] == "make_team"


def test_a_failing_action_leaves_nothing(administrator: User) -> None:
    with pytest.raises(RuntimeError):
        fail(by=administrator)
    assert not Team.objects.exists()
    make_team(by=administrator, name="One")
    assert contexts()[-1]["verb"] == "make_team"
