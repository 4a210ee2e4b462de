"""What the pages people open all day cost: a number of statements that stays the same for five rows and for fifty.

The numbers hold what the test client adds to take the web login's role. Whoever needs one more writes it down here,
and measures (`make bench`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.catalog.models import TherapeuticArea, Topic
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.interactions.actions import log_interaction
from apps.interactions.entry import Entry
from apps.kols.models import KOLProfile
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory, kol_profile
from tests.personas import WebClient

FEW, MANY = 5, 50
Ask = Callable[[], Any]


def cost(ask: Ask, status: int = 200) -> int:
    """How many statements an answer takes."""
    with CaptureQueriesContext(connection) as captured:
        assert ask().status_code == status
    return len(captured)


def costs(ask: Ask, make: Callable[[int], None]) -> tuple[int, int]:
    """With few and with many rows. What Django looks up once per process is looked up before."""
    make(FEW)
    ask()
    few = cost(ask)
    make(MANY - FEW)
    return few, cost(ask)


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


@pytest.fixture
def profile(area: TherapeuticArea, account: Account, msl: User, stakeholder: Stakeholder) -> KOLProfile:
    """A KOL who works somewhere."""
    AffiliationFactory(stakeholder=stakeholder, account=account, is_primary=True)
    return kol_profile(area=area, stakeholder=stakeholder, responsible=msl)


@pytest.fixture
def contacts(
    msl: User, entry: Callable[..., Entry], yesterday: datetime, account: Account
) -> Callable[[int], None]:
    """Submits contacts with the stakeholder, in turn at the account and below it."""
    below = AccountFactory(parent=account)

    def made(count: int) -> None:
        for number in range(count):
            at = yesterday - timedelta(hours=number)
            said = entry(
                account=(account, below)[number % 2], starts_at=at, notes="Data.", safety_answer="no"
            )
            log_interaction(by=msl, id=new_id(), entry=said, is_final=True)

    return made


def test_list_of_kols(web: WebClient, area: TherapeuticArea, msl: User) -> None:
    def make(count: int) -> None:
        for _number in range(count):
            made = kol_profile(area=area, stakeholder=StakeholderFactory(), responsible=msl)
            AffiliationFactory(stakeholder=made.stakeholder)

    assert costs(lambda: web.get(reverse("kols:list")), make) == (15, 15)


def test_search_in_the_list_of_stakeholders(web: WebClient) -> None:
    def make(count: int) -> None:
        for _number in range(count):
            AffiliationFactory(stakeholder=StakeholderFactory(last_name="Berg"))

    assert costs(lambda: web.get(reverse("directory:stakeholders"), {"q": "ber"}), make) == (17, 17)


def test_page_of_a_kol(web: WebClient, profile: KOLProfile, contacts: Callable[[int], None]) -> None:
    assert costs(lambda: web.get(profile.get_absolute_url()), contacts) == (36, 36)


def test_page_of_an_account(
    web: WebClient, profile: KOLProfile, account: Account, contacts: Callable[[int], None]
) -> None:
    assert costs(lambda: web.get(account.get_absolute_url()), contacts) == (29, 29)


def test_logging_a_contact(
    web: WebClient, posted: dict[str, Any], topic: Topic, contacts: Callable[[int], None]
) -> None:
    def log() -> Any:
        return web.post(reverse("interactions:log", args=[new_id()]), posted)

    def make(count: int) -> None:
        contacts(count)
        posted["stakeholders"] = [str(StakeholderFactory().pk) for _number in range(count)]

    make(FEW)
    log()
    few = cost(log, 302)
    make(MANY)
    assert (few, cost(log, 302)) == (32, 32)
