"""The day of a key account manager: what comes, with its brief; what is to be logged; who is nearby; whose accounts."""

from typing import Any

import pytest
from django.urls import reverse

from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import CollisionNotice
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.keyaccounts.queries import my_accounts
from apps.users.models import User
from tests.core.test_costs import cost
from tests.factories import AccountFactory, TerritoryFactory, UserFactory
from tests.keyaccounts.visits import SECRET, URL, envelope, log, planned
from tests.personas import WebClient


@pytest.fixture
def day(mine: WebClient) -> Any:
    return lambda: mine.get(URL)


def test_an_empty_day_says_what_to_do(day: Any) -> None:
    page = day().content.decode()
    for words in ("No visits yet", "Nothing more today.", "All visits are logged.", "appear here."):
        assert words in page


def test_what_comes_has_its_brief_and_what_is_over_is_logged(day: Any, kam: User) -> None:
    User.objects.update(time_zone="UTC")
    over, coming = planned(kam, hours=-2), planned(kam, hours=72)
    tomorrow = planned(kam, hours=24)
    shown = day().context["planned"]
    assert ([row.pk for row in shown.to_log], [row.pk for row in shown.tomorrow]) == (
        [over.pk],
        [tomorrow.pk],
    )
    assert [row.pk for row in shown.coming] == [coming.pk]
    page = day().content.decode()
    assert reverse("coordination:brief", args=[coming.pk]) in page
    assert reverse("keyaccounts:log", args=[over.pk]) in page


def test_who_is_nearby_is_named_and_nothing_of_the_subject(
    day: Any, kam: User, msl: User, hospital: Account, robin: Stakeholder
) -> None:
    visit = planned(kam, hours=72, account=hospital, stakeholders=[robin])
    plan_touchpoint(by=msl, id=new_id(), **envelope(hours=50, account=hospital, stakeholders=[robin]))
    for page in (day().content.decode(), day().client.get(visit.get_absolute_url()).content.decode()):
        assert "Colleagues nearby" in page
        assert "Mira Liaison" in page
        assert f"mailto:{msl.email}" in page
        assert "I have seen this" in page


def test_having_seen_it_is_kept(day: Any, kam: User, msl: User, hospital: Account) -> None:
    planned(kam, hours=72, account=hospital)
    plan_touchpoint(by=msl, id=new_id(), **envelope(hours=50, account=hospital))
    web = day().client
    notice = CollisionNotice.objects.get()
    assert web.post(reverse("coordination:see_collision", args=[notice.pk])).status_code == 302
    assert notice.seen.get().user == kam
    assert "I have seen this" not in day().content.decode()


def test_my_accounts_are_those_i_visit_then_those_of_my_territory(kam: User, hospital: Account) -> None:
    kam.territory = TerritoryFactory()
    kam.save()
    nearby = AccountFactory(territory=kam.territory)
    AccountFactory(), planned(UserFactory(role="kam"), hours=30)
    log(kam, planned(kam, hours=-30, account=hospital), SECRET)
    later = planned(kam, hours=30)
    rows = [(row.account, bool(row.last_at), bool(row.next_at)) for row in my_accounts(kam)]
    assert rows == [
        (later.touchpoint.account, False, True),
        (hospital, True, False),
        (nearby, False, False),
    ]


def test_the_page_costs_the_same_for_few_and_many(day: Any, kam: User, msl: User, hospital: Account) -> None:
    def make(count: int) -> int:
        for number in range(count):
            planned(kam, hours=30 + number, account=hospital)
            log(kam, planned(kam, hours=-30 - number), SECRET)
        day()
        return cost(day)

    plan_touchpoint(by=msl, id=new_id(), **envelope(hours=50, account=hospital))
    assert make(2) == make(8)
