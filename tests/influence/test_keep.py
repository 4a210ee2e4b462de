"""Keeping the map: once each, with undo, and with words that say what to do."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.influence import actions
from apps.influence.mapping import committees_of
from apps.influence.models import Committee, Seat, Tie
from apps.users.models import User
from tests.influence.conftest import Tied, Worker
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def opened(web: WebClient, address: str) -> dict[str, Any]:
    form = web.get(address).context["form"]
    return {item.name: item.value() for item in form if item.value() not in (None, "")}


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("msl", True), ("kam", True), ("manager", True),
        ("compliance", False), ("safety", False), ("administrator", False),
    ],
)  # fmt: skip
def test_both_sides_keep_it_and_nobody_else(
    name: str, may: bool, persona: Callable[[str], User], account: Account
) -> None:
    def keep() -> Committee:
        values = {"name": "Board", "kind": "other"}
        return actions.save_committee(by=persona(name), id=new_id(), account=account, values=values)

    if may:
        assert keep() == Committee.objects.get()
    else:
        with pytest.raises(PermissionDenied):
            keep()


def test_a_committee_with_a_member_from_the_page_of_the_account(
    web: WebClient, account: Account, worker: Worker
) -> None:
    person = worker()
    address = reverse("influence:add_committee", args=[account.pk])
    sent = {**opened(web, address), "name": "Tumour board", "kind": "case_board"}
    for _twice in range(2):
        there = web.post(address, sent)["Location"]
    committee = Committee.objects.get()
    assert there == committee.get_absolute_url()

    address = reverse("influence:add_seat", args=[committee.pk])
    web.post(address, {**opened(web, address), "stakeholder": str(person.pk), "role": "chair"})

    assert "Chair" in web.get(committee.get_absolute_url()).content.decode()
    assert "Tumour board" in web.get(account.get_absolute_url()).content.decode()
    assert "Tumour board" in web.get(person.get_absolute_url()).content.decode()


def test_a_name_stands_once_in_an_account(web: WebClient, board: Committee) -> None:
    address = reverse("influence:add_committee", args=[board.account_id])
    answer = web.post(address, {**opened(web, address), "name": "FORMULARY BOARD", "kind": "other"})
    assert "This account has a committee of that name." in answer.content.decode()
    assert 'value="FORMULARY BOARD"' in answer.content.decode()


def test_nobody_sits_twice_in_a_committee(web: WebClient, board: Committee, worker: Worker) -> None:
    person = worker()
    address = reverse("influence:add_seat", args=[board.pk])
    sent = {"stakeholder": str(person.pk), "role": "member"}
    web.post(address, {**opened(web, address), **sent})
    answer = web.post(address, {**opened(web, address), **sent})
    assert "This person sits in the committee already." in answer.content.decode()
    assert Seat.objects.count() == 1


def test_who_left_may_come_back_and_nobody_leaves_before_they_came(
    web: WebClient, board: Committee, worker: Worker, msl: User
) -> None:
    values = {"stakeholder": worker(), "role": "member", "started_on": date(2024, 5, 1), "ended_on": None}
    seat = actions.save_seat(by=msl, id=new_id(), committee=board, values=values)
    address = reverse("influence:edit_seat", args=[seat.pk])

    refused = web.post(address, {**opened(web, address), "ended_on": "2024-01-01"})
    assert "This is before the start." in refused.content.decode()

    web.post(address, {**opened(web, address), "ended_on": "2025-01-01"})
    actions.save_seat(by=msl, id=new_id(), committee=board, values=values | {"started_on": date(2025, 6, 1)})
    assert "until 1 Jan 2025" in web.get(board.get_absolute_url()).content.decode()


def test_two_people_change_one_committee_and_nothing_is_lost(
    web: WebClient, board: Committee, kam: User
) -> None:
    address = reverse("influence:edit_committee", args=[board.pk])
    mine = opened(web, address)
    actions.save_committee(
        by=kam,
        id=board.pk,
        account=board.account,
        values={"name": "Formulary board", "kind": "purchasing"},
        before=str(mine["before"]),
    )
    web.post(address, {**mine, "name": "Board for drugs"})
    board.refresh_from_db()
    assert (board.name, board.kind) == ("Board for drugs", "purchasing")


def test_a_committee_goes_and_comes_back(
    web: WebClient, board: Committee, account: Account, msl: User
) -> None:
    answer = web.post(reverse("influence:dissolve", args=[board.pk]), follow=True)
    assert reverse("influence:bring_back", args=[board.pk]) in answer.content.decode()
    assert not committees_of(msl, account).exists()
    with pytest.raises(ValidationError, match="Bring it back first"):
        actions.save_seat(by=msl, id=new_id(), committee=board, values={"stakeholder": None, "role": "chair"})

    web.post(reverse("influence:bring_back", args=[board.pk]))
    assert committees_of(msl, account).get() == board


def test_what_took_the_name_meanwhile_keeps_it(web: WebClient, board: Committee, msl: User) -> None:
    actions.dissolve_committee(by=msl, committee=board)
    values = {"name": "Formulary board", "kind": "formulary"}
    actions.save_committee(by=msl, id=new_id(), account=board.account, values=values)
    answer = web.post(reverse("influence:bring_back", args=[board.pk]), follow=True)
    assert "This account has a committee of that name." in answer.content.decode()


def test_a_tie_needs_two_people_and_stands_once(web: WebClient, worker: Worker, tied: Tied) -> None:
    asker, asked = worker(), worker()
    tied(asker, "asks_advice", asked)
    address = reverse("influence:add_tie")
    sent = {"source": str(asker.pk), "kind": "asks_advice", "evidence": "seen"}

    alone = web.post(address, {**opened(web, address), **sent, "target": str(asker.pk)})
    again = web.post(address, {**opened(web, address), **sent, "target": str(asked.pk)})

    assert "Choose another person." in alone.content.decode()
    assert "This tie is recorded already." in again.content.decode()
    assert Tie.objects.count() == 1


def test_a_tie_goes_and_comes_back(web: WebClient, worker: Worker, tied: Tied) -> None:
    asker, asked = worker(), worker(last_name="Asked")
    tie = tied(asker, "asks_advice", asked)
    assert "seeks advice from" in web.get(asker.get_absolute_url()).content.decode()

    web.post(reverse("influence:end_tie", args=[tie.pk]))
    assert "seeks advice from" not in web.get(asked.get_absolute_url()).content.decode()

    web.post(reverse("influence:bring_back_tie", args=[tie.pk]))
    assert "seeks advice from" in web.get(asked.get_absolute_url()).content.decode()


def test_archived_people_get_no_new_ties(worker: Worker, tied: Tied, stakeholder: Stakeholder) -> None:
    gone = worker(archived_at="2026-01-01T00:00Z")
    with pytest.raises(ValidationError, match="archived"):
        tied(stakeholder, "reports_to", gone)


def test_a_stranger_to_content_finds_nothing(
    sign_in: Callable[[User], WebClient], persona: Any, board: Committee
) -> None:
    assert sign_in(persona("administrator")).get(board.get_absolute_url()).status_code == 404
