"""Deactivating people: out at once, back by the same password, and nobody locks out themselves or each other."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from apps.users import actions
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.processes import Installation
from tests.users.people import url

HOME = "/users/preferences/"


def test_two_administrators_who_lock_out_each_other_at_once_take_turns(installation: Installation) -> None:
    with installation.committed():
        one, two = UserFactory(role="administrator"), UserFactory(role="administrator")
        gate = threading.Barrier(2)

        def lock_out(by: User, person: User) -> bool:
            try:
                gate.wait(30)
                actions.deactivate_person(by=by, person=person)
            except PermissionDenied:
                return False
            else:
                return True
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lock_out, (one, two), (two, one)))
        assert sorted(done) == [False, True]
        assert User.objects.filter(role="administrator", is_active=True).count() == 1


def test_administrators_who_act_on_one_person_at_once_both_succeed(installation: Installation) -> None:
    """Each round would end in a deadlock, now and then, if the two locked the rows in different orders."""
    with installation.committed():
        one, two = UserFactory(role="administrator"), UserFactory(role="administrator")
        gate = threading.Barrier(2)

        def act(by: User, action: Callable[..., User], people: list[User]) -> int:
            try:
                for person in people:
                    gate.wait(30)
                    action(by=by, person=person)
            finally:
                connection.close()
            return len(people)

        people = UserFactory.create_batch(20, role="msl")
        with ThreadPoolExecutor(2) as pool:
            locked_out = pool.submit(act, one, actions.deactivate_person, people)
            reset = pool.submit(act, two, actions.reset_factor, people)
            assert (locked_out.result(120), reset.result(120)) == (20, 20)


def test_a_deactivated_person_is_out_and_stays_out(
    admin: WebClient, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    theirs = sign_in(msl)
    assert theirs.get(HOME).status_code == 200
    admin.post(url(msl, "deactivate/"))
    assert theirs.get(HOME).status_code == 302
    admin.post(url(msl, "reactivate/"))
    assert theirs.get(HOME).status_code == 302, "an old session came back to life"


def test_a_reactivated_person_signs_in_with_the_old_password(
    admin: WebClient, client: WebClient, msl: User
) -> None:
    admin.post(url(msl, "deactivate/"))
    admin.post(url(msl, "reactivate/"))
    answer = client.post("/account/sign-in/", {"login": msl.email, "password": "correct-horse-battery"})
    assert answer.headers["Location"] == "/"


def test_one_does_not_lock_oneself_out(admin: WebClient, administrator: User) -> None:
    answer = admin.post(url(administrator, "deactivate/"))
    assert answer.status_code == 403
    assert "You cannot lock yourself out" in answer.content.decode()


def test_it_is_undone_from_the_message(admin: WebClient, msl: User) -> None:
    page = admin.post(url(msl, "deactivate/"), follow=True).content.decode()
    assert f'action="{url(msl, "reactivate/")}"' in page


@pytest.mark.parametrize("verb", ["", "deactivate/", "reactivate/", "link/"])
def test_others_reach_nobody(
    msl: User, other_msl: User, sign_in: Callable[[User], WebClient], verb: str
) -> None:
    assert sign_in(msl).post(url(other_msl, verb)).status_code in {403, 404}


def test_an_unknown_person_is_not_found(admin: WebClient) -> None:
    assert admin.get(f"/users/people/{uuid.uuid4()}/").status_code == 404
