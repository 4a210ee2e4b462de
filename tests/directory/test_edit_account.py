"""Adding, changing and moving organisations; the tree stays a tree."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.directory.actions import move_account
from apps.directory.models import Account
from apps.users.models import User
from tests.factories import AccountFactory
from tests.personas import WebClient

NEW = "/directory/accounts/new/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


@pytest.fixture
def tree() -> dict[str, Any]:
    """top > house > ward > room, and another top."""
    top = AccountFactory(name="Top")
    house = AccountFactory(name="House", parent=top)
    ward = AccountFactory(name="Ward", parent=house)
    room = AccountFactory(name="Room", parent=ward)
    return {"top": top, "house": house, "ward": ward, "room": room, "other": AccountFactory(name="Other")}


def path_of(account: Account) -> list[str]:
    """The names from the root down, by the stored path."""
    stored = Account.objects.get(pk=account.pk).path
    names = {row.pk: row.name for row in Account.objects.all()}
    return [names[key] for key in stored]


def opened(web: WebClient, account: Account) -> dict[str, Any]:
    form = web.get(f"{account.get_absolute_url()}edit/").context["form"]
    return {item.name: item.value() for item in form if item.value() not in (None, "")}


def test_an_account_is_added_below_another_once(web: WebClient, tree: dict[str, Any]) -> None:
    form = web.get(NEW, {"parent": str(tree["ward"].pk)}).context["form"]
    assert form["parent"].value() == str(tree["ward"].pk)
    sent = {
        "id": str(form["id"].value()),
        "name": "New Lab",
        "kind": "department",
        "parent": str(tree["ward"].pk),
        "website": "clinic.example",
        "country": "DE",
        "access_restriction": "open",
    }

    web.post(NEW, sent)
    web.post(NEW, sent)

    lab = Account.objects.get(name="New Lab")
    assert path_of(lab) == ["Top", "House", "Ward", "New Lab"]
    assert lab.website == "https://clinic.example"


def test_moving_takes_everything_below_along(web: WebClient, tree: dict[str, Any]) -> None:
    web.post(
        f"{tree['house'].get_absolute_url()}edit/",
        {**opened(web, tree["house"]), "parent": str(tree["other"].pk)},
    )

    assert path_of(tree["house"]) == ["Other", "House"]
    assert path_of(tree["ward"]) == ["Other", "House", "Ward"]
    assert path_of(tree["room"]) == ["Other", "House", "Ward", "Room"]
    assert path_of(tree["top"]) == ["Top"]


def test_an_account_can_become_a_root(web: WebClient, tree: dict[str, Any]) -> None:
    sent = opened(web, tree["ward"])
    del sent["parent"]

    web.post(f"{tree['ward'].get_absolute_url()}edit/", sent)

    assert path_of(tree["ward"]) == ["Ward"]
    assert path_of(tree["room"]) == ["Ward", "Room"]


@pytest.mark.parametrize(
    ("below", "sentence"),
    [
        ("room", "Room is itself part of House, so it cannot be above it."),
        ("house", "cannot be part of itself"),
    ],
)
def test_a_circle_is_refused_at_its_field(
    web: WebClient, tree: dict[str, Any], below: str, sentence: str
) -> None:
    sent = {**opened(web, tree["house"]), "parent": str(tree[below].pk), "city": "Typed"}

    answer = web.post(f"{tree['house'].get_absolute_url()}edit/", sent)

    assert sentence in " ".join(answer.context["form"].errors["parent"])
    assert path_of(tree["room"]) == ["Top", "House", "Ward", "Room"]
    assert 'value="Typed"' in answer.content.decode()


def test_two_moves_that_are_each_fine_close_no_circle(msl: User) -> None:
    one, two = AccountFactory(name="One"), AccountFactory(name="Two")
    stale = Account.objects.get(pk=two.pk)
    move_account(by=msl, account=one, parent=two)

    with pytest.raises(ValidationError, match="One is itself part of Two"):
        move_account(by=msl, account=stale, parent=one)


def test_moving_where_it_is_already_changes_nothing(msl: User, tree: dict[str, Any]) -> None:
    move_account(by=msl, account=tree["ward"], parent=tree["house"])

    assert Account.objects.get(pk=tree["ward"].pk).revision == 1


def test_the_cost_of_a_move_does_not_grow_with_what_is_below(
    msl: User, tree: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for _ in range(40):
        AccountFactory(parent=tree["room"])

    with django_assert_max_num_queries(17):
        move_account(by=msl, account=tree["house"], parent=tree["other"])

    assert Account.objects.filter(path__contains=[tree["other"].pk]).count() == 44


def test_two_people_who_change_the_place_are_shown_both(web: WebClient, tree: dict[str, Any]) -> None:
    mine, theirs = opened(web, tree["room"]), opened(web, tree["room"])
    web.post(f"{tree['room'].get_absolute_url()}edit/", {**theirs, "parent": str(tree["other"].pk)})

    answer = web.post(f"{tree['room'].get_absolute_url()}edit/", {**mine, "parent": str(tree["top"].pk)})

    rows = [(row.mine, row.theirs, row.before) for row in answer.context["form"].conflicts]
    assert rows == [("Top", "Other", "Ward")]
    assert path_of(tree["room"]) == ["Other", "Room"]
