"""Archived things can be brought back; the same goes for accounts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.users.models import User
from tests.factories import AccountFactory, StakeholderFactory
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [StakeholderFactory, AccountFactory])
def test_archiving_offers_undo_and_undo_brings_back(
    factory: Any, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    thing, web = factory(), sign_in(msl)

    page = web.post(f"{thing.get_absolute_url()}archive/", follow=True).content.decode()
    thing.refresh_from_db()
    assert thing.is_archived
    assert f'action="{thing.get_absolute_url()}restore/"' in page

    page = web.post(f"{thing.get_absolute_url()}restore/", follow=True).content.decode()
    thing.refresh_from_db()
    assert not thing.is_archived
    assert "is back." in page


@pytest.mark.parametrize("factory", [StakeholderFactory, AccountFactory])
def test_a_double_click_changes_nothing_more(
    factory: Any, kam: User, sign_in: Callable[[User], WebClient]
) -> None:
    thing, web = factory(), sign_in(kam)
    web.post(f"{thing.get_absolute_url()}archive/")
    thing.refresh_from_db()

    assert web.post(f"{thing.get_absolute_url()}archive/").status_code == 302

    again = type(thing).objects.get()
    assert (again.archived_at, again.revision) == (thing.archived_at, thing.revision)


@pytest.mark.parametrize("word", ["archive", "restore"])
def test_a_link_cannot_archive_or_restore(word: str, msl: User, sign_in: Callable[[User], WebClient]) -> None:
    for thing in (StakeholderFactory(), AccountFactory()):
        assert sign_in(msl).get(f"{thing.get_absolute_url()}{word}/").status_code == 405


@pytest.mark.parametrize("side", [Side.MEDICAL, Side.COMMERCIAL])
def test_the_database_itself_refuses_to_delete(side: Side) -> None:
    person = StakeholderFactory()
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(side), transaction.atomic():
        person.delete()
