"""Many accounts put below others: as they would be one by one, at a cost that does not grow with the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.directory.actions import AccountRow, Result, place_accounts, save_accounts
from apps.directory.models import Account
from apps.directory.models.accounts import AccountIdentifier
from apps.users.models import User
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
Number = tuple[str, str]


def numbered(name: str, parent: Account | None = None) -> Number:
    account = AccountFactory(name=name, parent=parent)
    return "crm", AccountIdentifier.objects.create(account=account, system="crm", value=f"x:{name}").value


def account(number: Number) -> Account:
    return Account.objects.get(identifiers__value=number[1])


def path_of(number: Number) -> list[str]:
    return [Account.objects.get(pk=key).name for key in account(number).path]


def outcomes(results: list[Result[Account]]) -> list[str]:
    return [result.outcome for result in results]


def test_a_whole_tree_in_any_order_with_what_is_below(msl: User) -> None:
    top, house, ward = numbered("Top"), numbered("House"), numbered("Ward")
    room = numbered("Room", parent=account(ward))

    assert outcomes(place_accounts([(ward, house), (house, top)], by=msl)) == ["updated", "updated"]

    assert path_of(room) == ["Top", "House", "Ward", "Room"]
    assert path_of(house) == ["Top", "House"]
    assert (account(house).revision, account(room).revision) == (2, 1), "what is below was not itself changed"
    assert outcomes(place_accounts([(ward, house), (house, top)], by=msl)) == ["unchanged", "unchanged"]
    assert account(house).revision == 2


def test_out_of_one_tree_into_another(msl: User) -> None:
    top, other = numbered("Top"), numbered("Other")
    house = numbered("House", parent=account(top))
    ward = numbered("Ward", parent=account(house))

    place_accounts([(house, other), (ward, top)], by=msl)

    assert (path_of(house), path_of(ward)) == (["Other", "House"], ["Top", "Ward"])


def test_each_row_is_refused_for_itself(msl: User) -> None:
    one, two, gone = numbered("One"), numbered("Two"), numbered("Gone")
    below = numbered("Below", parent=account(two))
    Account.objects.filter(pk=account(gone).pk).update(archived_at=timezone.now())
    nobody = ("crm", "x:404")

    results = place_accounts(
        [(one, below), (two, one), (two, two), (gone, one), (one, nobody), (nobody, one)], by=msl
    )

    assert outcomes(results) == ["updated"] + ["refused"] * 5
    told = [result.reasons[0] for result in results[1:]]
    for words, reason in zip(
        ("One is itself part of Two", "part of itself", "archived", "number 404", "itself is not in"),
        told,
        strict=True,
    ):
        assert words in reason
    assert path_of(one) == ["Two", "Below", "One"]
    assert path_of(gone) == ["Gone"]


def test_the_cost_does_not_grow_with_the_rows(msl: User) -> None:
    costs = []
    for count in (5, 60):
        names = [f"N{count}-{place}" for place in range(count)]
        rows = [
            AccountRow({"name": name, "kind": "hospital", "customer_group": ""}, [("crm", name)])
            for name in names
        ]
        save_accounts(rows, by=msl)
        pairs = [(("crm", name), ("crm", names[place // 3])) for place, name in enumerate(names) if place]
        with CaptureQueriesContext(connection) as asked:
            results = place_accounts(pairs, by=msl)
        costs.append(len(asked))
        assert outcomes(results) == ["updated"] * (count - 1)

    assert costs[0] == costs[1] <= 12
