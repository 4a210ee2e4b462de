"""Somebody is archived or asks not to be contacted: owners are told once and decide on each promise."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from apps.directory.models import Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.followups.models import Commitment
from apps.followups.review import tell_of_reviews
from apps.notifications.models import Message
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient

Make = Callable[..., Commitment]
LIST = "/follow-ups/?due=review&whose=me"


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


def change(person: Stakeholder, **columns: Any) -> None:
    Stakeholder.objects.filter(pk=person.pk).update(**columns)


def sweep() -> list[Message]:
    """As the worker does, on the medical side; what was told so far."""
    with acting_as(Side.MEDICAL):
        tell_of_reviews()
    return list(Message.objects.filter(kind="commitments_review").order_by("due_at", "id"))


@pytest.mark.parametrize(
    "columns", [{"archived_at": datetime(2026, 11, 1, tzinfo=UTC)}, {"do_not_contact": True}]
)
def test_each_owner_is_told_once(
    msl: User, make: Make, stakeholder: Stakeholder, columns: dict[str, Any]
) -> None:
    colleague = UserFactory(role="msl", team=msl.team)
    make(), make(), make(by=colleague)
    assert sweep() == []
    change(stakeholder, **columns)
    sweep()
    told = sweep()
    assert {message.recipient for message in told} == {msl, colleague}
    assert len(told) == 2
    assert {message.link for message in told} == {"/follow-ups/?due=review&whose=me"}


def test_archived_again_is_told_again(make: Make, stakeholder: Stakeholder) -> None:
    make()
    change(stakeholder, archived_at=datetime(2026, 11, 1, tzinfo=UTC))
    sweep()
    change(stakeholder, archived_at=datetime(2026, 11, 2, tzinfo=UTC))
    assert len(sweep()) == 2


def test_what_is_closed_is_not_reviewed(web: WebClient, make: Make, stakeholder: Stakeholder) -> None:
    commitment = make()
    change(stakeholder, do_not_contact=True)
    web.post(f"/follow-ups/{commitment.pk}/cancel/", {"reason": "They asked for it."})
    assert sweep() == []
    assert "No promise matches" in web.get(LIST).content.decode()


def test_it_is_listed_decided_and_gone(web: WebClient, make: Make, stakeholder: Stakeholder) -> None:
    commitment = make(what="Send the poster")
    change(stakeholder, do_not_contact=True)
    for page in (LIST, "/interactions/my-day/"):
        assert "Send the poster" in web.get(page).content.decode()
    assert "Keep it all the same" in web.get(commitment.get_absolute_url()).content.decode()
    for _time in range(2):
        web.post(f"/follow-ups/{commitment.pk}/decide/")
    commitment.refresh_from_db()
    assert (commitment.state, commitment.decided_about) == ("open", "do_not_contact")
    assert "No promise matches" in web.get(LIST).content.decode()
    assert "Promises to review" not in web.get("/interactions/my-day/").content.decode()
    change(stakeholder, archived_at=timezone.now())
    assert "Send the poster" in web.get(LIST).content.decode(), "that they were archived, too, is news"


def test_somebody_elses_is_not_mine_to_decide(
    other_msl: User, sign_in: Callable[[User], WebClient], make: Make, stakeholder: Stakeholder
) -> None:
    commitment = make()
    change(stakeholder, do_not_contact=True)
    assert sign_in(other_msl).post(f"/follow-ups/{commitment.pk}/decide/").status_code in {403, 404}
    commitment.refresh_from_db()
    assert commitment.decided_about == ""
