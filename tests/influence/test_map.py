"""The map: who decides, who is listened to, who of us knows whom; the same number of statements whatever its size."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.directory.models import Account, Affiliation
from apps.influence import actions
from apps.influence.drawing import drawn
from apps.influence.knowing import Strength, who_knows
from apps.influence.mapping import MOST, map_of
from apps.influence.models import Committee
from apps.users.models import User
from tests.coordination.disclosing import in_force
from tests.factories import UserFactory
from tests.influence.conftest import Meet, Tied, Worker
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


def shown(web: WebClient, account: Account, **filters: str) -> list[str]:
    page = web.get(reverse("influence:map", args=[account.pk]), filters)
    return [person.stakeholder.last_name for person in page.context["map"].people]


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(msl)


def test_who_decides_stands_first_and_people_below_are_on_it(
    web: WebClient, account: Account, ward: Account, worker: Worker
) -> None:
    worker("user", last_name="User"), worker(last_name="Unknown")
    worker("decision_maker", at=ward, last_name="Decider")
    worker("influencer", last_name="Influencer")
    assert shown(web, account) == ["Decider", "Influencer", "User", "Unknown"]
    assert shown(web, ward) == ["Decider"]
    assert shown(web, account, decides="user") == ["User"]
    assert shown(web, account, q="influencr") == ["Influencer"]


def test_influential_but_not_deciding(
    web: WebClient, account: Account, msl: User, board: Committee, worker: Worker, tied: Tied
) -> None:
    worker("influencer", last_name="Influencer")
    chair, asked, once = worker(last_name="Chair"), worker(last_name="Asked"), worker(last_name="Once")
    head = worker("decision_maker", last_name="Head")
    seat = {"role": "chair", "started_on": None, "ended_on": None}
    actions.save_seat(by=msl, id=new_id(), committee=board, values={"stakeholder": chair, **seat})
    for number in range(2):
        for target in (asked, head):
            tied(worker(last_name=f"Asker{number}"), "asks_advice", target)
    tied(asked, "asks_advice", once)
    tied(chair, "reports_to", once)

    found = shown(web, account, decides="influential")

    assert sorted(found) == ["Asked", "Chair", "Influencer"]
    people = map_of(msl, account).people
    assert sorted(person.stakeholder.last_name for person in people if person.is_influential_only) == sorted(
        found
    )


def test_the_list_of_stakeholders_filters_by_decision_role(
    web: WebClient, worker: Worker, ward: Account
) -> None:
    worker("influencer", last_name="Influencer")
    both = worker("influencer", last_name="Both")
    Affiliation.objects.create(stakeholder=both, account=ward, decision_role="decision_maker")
    rows = web.get(reverse("directory:stakeholders"), {"decides": "influential"}).context["page"].rows
    assert [row.last_name for row in rows] == ["Influencer"]


def test_who_of_us_knows_somebody(msl: User, kam: User, worker: Worker, meet: Meet) -> None:
    person, other = worker(), UserFactory()
    for days in (5, 40, 300):
        meet(msl, person, days)
    meet(kam, person, 100), meet(other, person, 500), meet(msl, worker(), 3)
    meet(UserFactory(), person, 800)

    found = who_knows(msl, [person.pk])[person.pk]

    assert [(row.name, row.function, row.count, row.strength) for row in found] == [
        (msl.get_full_name(), "medical", 3, Strength.STRONG),
        (kam.get_full_name(), "commercial", 1, Strength.SOME),
        (other.get_full_name(), "medical", 1, Strength.FADING),
    ]


def test_planned_contacts_and_people_taken_off_know_nobody(msl: User, worker: Worker, meet: Meet) -> None:
    person = worker()
    held = meet(msl, person)
    held.attendees.update(is_removed=True)
    assert not who_knows(msl, [person.pk])


def test_the_policy_hides_the_person_the_day_and_with_whom(
    msl: User, kam: User, worker: Worker, meet: Meet
) -> None:
    person = worker()
    meet(msl, person, 3), meet(UserFactory(), person, 4)
    week = max(Touchpoint.objects.values_list("week_on", flat=True))
    in_force({"viewer": "commercial", "who": "function", "when": "week"})

    (row,) = who_knows(kam, [person.pk])[person.pk]
    assert (row.owner_id, row.name, row.count, row.last_on) == (
        None,
        "",
        2,
        week,
    )
    assert len(who_knows(msl, [person.pk])[person.pk]) == 2

    in_force({"viewer": "commercial", "whom": "account"})
    assert not who_knows(kam, [person.pk])


def test_the_picture_holds_what_the_table_says(
    msl: User, account: Account, board: Committee, worker: Worker, tied: Tied, meet: Meet
) -> None:
    head, deputy = worker("decision_maker", last_name="Head"), worker(last_name="Deputy")
    tied(deputy, "deputy_of", head)
    seat = {"stakeholder": head, "role": "chair", "started_on": None, "ended_on": None}
    actions.save_seat(by=msl, id=new_id(), committee=board, values=seat)
    meet(msl, head)

    picture = drawn(map_of(msl, account))

    names = {node["id"]: node["name"] for node in picture["nodes"]}
    lines = {
        (names[line["source"]], line["label"], names[line["target"]], line["style"])
        for line in picture["lines"]
    }
    assert lines == {
        ("Robin Deputy", "is deputy of", "Robin Head", "solid"),
        ("Robin Head", "Chair", "Formulary board", "solid"),
        (msl.get_full_name(), "Some, 1", "Robin Head", "dotted"),
    }


def test_it_costs_the_same_however_many_people(
    web: WebClient, msl: User, account: Account, board: Committee, worker: Worker, tied: Tied, meet: Meet
) -> None:
    head = worker("decision_maker")

    def cost(count: int) -> int:
        for _number in range(count):
            person = worker()
            tied(person, "reports_to", head)
            meet(UserFactory(), person)
            seat = {"stakeholder": person, "role": "member", "started_on": None, "ended_on": None}
            actions.save_seat(by=msl, id=new_id(), committee=board, values=seat)
        with CaptureQueriesContext(connection) as asked:
            assert web.get(reverse("influence:map", args=[account.pk])).status_code == 200
        return len(asked)

    assert cost(2) == cost(8)


def test_a_large_account_says_that_there_are_more(web: WebClient, account: Account, worker: Worker) -> None:
    for _number in range(MOST + 1):
        worker()
    page = web.get(reverse("influence:map", args=[account.pk])).content.decode()
    assert f"The {MOST} people who decide most" in page


def test_an_empty_account_says_what_to_do(web: WebClient, account: Account) -> None:
    assert "Nobody to show" in web.get(reverse("influence:map", args=[account.pk])).content.decode()
