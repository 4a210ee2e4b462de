"""An organisation's page: its place in the tree and who works there."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


def test_the_tree_shows_what_is_above_and_one_level_below(web: WebClient) -> None:
    top = AccountFactory(name="Top System")
    middle = AccountFactory(name="Middle House", parent=top)
    here = AccountFactory(name="This Clinic", parent=middle, access_restriction="restricted")
    ward = AccountFactory(name="Ward", parent=here)
    AccountFactory(name="Deep Room", parent=ward)
    AccountFactory(name="Closed Ward", parent=here, archived_at=timezone.now())

    answer = web.get(here.get_absolute_url())
    page = answer.content.decode()

    assert [above.name for above in answer.context["ancestors"]] == ["Top System", "Middle House"]
    assert [(child.name, child.has_children) for child in answer.context["children"]] == [("Ward", True)]
    assert "This account limits visits." in page
    assert "Deep Room" not in page
    assert "Closed Ward" not in page
    assert "Deep Room" in web.get(f"{ward.get_absolute_url()}children/").content.decode()


def test_people_are_those_who_work_here_now(web: WebClient) -> None:
    here = AccountFactory()
    for name, changes in (
        ("Zed", {}),
        ("Abel", {"is_primary": False, "decision_role": "gatekeeper", "role": "Head of ward"}),
        ("Former", {"ended_on": "2020-01-01"}),
    ):
        AffiliationFactory(account=here, stakeholder=StakeholderFactory(last_name=name), **changes)
    AffiliationFactory(
        account=here, stakeholder__last_name="Archived", stakeholder__archived_at=timezone.now()
    )

    answer = web.get(here.get_absolute_url())

    assert [row.stakeholder.last_name for row in answer.context["people"]] == ["Abel", "Zed"]
    assert "Gatekeeper" in answer.content.decode()


def test_the_page_costs_the_same_however_many_people_and_departments(web: WebClient) -> None:
    here = AccountFactory(parent=AccountFactory())
    costs = []
    for count in (1, 30):
        for _ in range(count):
            AffiliationFactory(account=here)
            AccountFactory(parent=here)
        with CaptureQueriesContext(connection) as asked:
            web.get(here.get_absolute_url())
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 31


def test_long_lists_are_cut_and_lead_on(web: WebClient) -> None:
    here = AccountFactory()
    for _ in range(51):
        AccountFactory(parent=here)

    answer = web.get(here.get_absolute_url())

    assert len(answer.context["children"]) == 50
    assert f"?part_of={here.pk}" in answer.content.decode()
