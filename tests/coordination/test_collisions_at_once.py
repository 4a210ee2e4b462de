"""Two people plan at the same moment, on two connections: neither sees the other's rows, and both end up told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import CollisionNotice
from apps.core.models import new_id
from apps.directory.models import Account
from apps.notifications.models import Message
from apps.users.models import User
from tests.coordination.around import Details, in_days
from tests.factories import AccountFactory, StakeholderFactory

ROUNDS = 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shared", ["person", "tree"])
def test_both_are_told(shared: str, msl: User, kam: User, account: Account, details: Details) -> None:
    below = AccountFactory(parent=account)
    for number in range(ROUNDS):
        starts_at, gate = in_days(2 + 40 * number), Barrier(2)
        theirs: dict[str, object] = {"account": AccountFactory()}
        if shared == "tree":
            theirs = {"account": below, "stakeholders": [StakeholderFactory()]}
        asked = ((msl, details(starts_at=starts_at)), (kam, details(starts_at=starts_at, **theirs)))

        def send(by: User, values: dict[str, object], gate: Barrier = gate) -> None:
            try:
                with transaction.atomic():
                    gate.wait(10)
                    plan_touchpoint(by=by, id=new_id(), **values)  # type: ignore[arg-type]
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            for future in [pool.submit(send, by, values) for by, values in asked]:
                future.result()
    assert CollisionNotice.objects.open().count() == ROUNDS
    assert Message.objects.filter(kind="collision_found").count() == 2 * ROUNDS


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first(msl: User, kam: User, details: Details) -> None:
    """Not by luck: the first has written and not committed when the second asks."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            plan_touchpoint(by=msl, id=new_id(), **details(starts_at=in_days(2)))
            second = pool.submit(_planned_elsewhere, kam, details(starts_at=in_days(3)))
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)
        second.result(timeout=20)
    assert CollisionNotice.objects.open().count() == 1
    assert Message.objects.filter(kind="collision_found").count() == 2


def _planned_elsewhere(by: User, values: dict[str, object]) -> None:
    try:
        plan_touchpoint(by=by, id=new_id(), **values)  # type: ignore[arg-type]
    finally:
        connection.close()
