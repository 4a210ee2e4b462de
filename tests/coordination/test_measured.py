"""The page of the measures: together, by function, and the people of one's own team."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.coordination.measured import FEWEST, measured_for, period_of
from apps.coordination.models import Touchpoint
from apps.users.models import User
from tests.coordination.around import Details
from tests.coordination.test_measures import held, opened
from tests.personas import WebClient

TODAY = timezone.localdate()
#: Days back to the last one of the usual period.
LAST = TODAY.isoweekday()


@pytest.mark.parametrize(
    ("asked", "first"), [("", date(2026, 8, 24)), ("26", date(2026, 5, 25)), ("7", date(2026, 8, 24))]
)
def test_a_period_is_whole_weeks_that_are_over(asked: str, first: date) -> None:
    period = period_of(asked, date(2026, 11, 23))
    assert (period.first, period.last) == (first, date(2026, 11, 22))
    assert period_of(asked, date(2026, 11, 29)) == period


def visit(by: User, details: Details, number: int) -> list[Touchpoint]:
    """So many, a day apart, in the usual period."""
    return [held(by, details, LAST + 1 + day) for day in range(number)]


def shown(user: User) -> dict[str, dict[str, tuple[int, int, bool]]]:
    measured = measured_for(user, period_of("", TODAY))
    return {
        measure.name: {line.label: (line.share.part, line.share.whole, line.is_shown) for line in lines}
        for measure, lines in measured
    }


def test_who_leads_sees_the_functions_and_the_own_team(
    manager: User, msl: User, kam: User, details: Details
) -> None:
    for one in visit(msl, details, 3)[:2]:
        opened(one, 1)
    visit(kam, details, 2)
    context = shown(manager)["context"]
    assert context["Both functions"] == (2, 5, True)
    assert context["Medical"] == (2, 3, True)
    assert context["Commercial"] == (0, 2, True)
    assert context[str(msl)] == (2, 3, False)
    assert str(kam) not in context


def test_a_person_is_shown_from_ten_visits_on(manager: User, msl: User, kam: User, details: Details) -> None:
    visit(kam, details, 1), visit(msl, details, FEWEST - 1)
    assert not shown(manager)["collisions"][str(msl)][2]
    held(msl, details, LAST + 40)
    assert shown(manager)["collisions"][str(msl)][1:] == (FEWEST, True)


def test_compliance_sees_no_person(compliance: User, msl: User, kam: User, details: Details) -> None:
    visit(msl, details, 2), visit(kam, details, 2)
    assert list(shown(compliance)["collisions"]) == ["Both functions", "Medical", "Commercial"]


def test_the_page_hides_the_rate_of_few(
    manager: User, msl: User, kam: User, details: Details, sign_in: Callable[[User], WebClient]
) -> None:
    visit(msl, details, 3), visit(kam, details, 2)
    page = sign_in(manager).get("/contacts/measures/").content.decode()
    assert "Too few to show" in page
    assert "3 of 3" not in page.split(str(msl), 2)[-1].split("</tr>")[0]
    assert "of 5 visits" in page


def test_the_page_says_when_nothing_was_held(compliance: User, sign_in: Callable[[User], WebClient]) -> None:
    assert b"No visits in this period" in sign_in(compliance).get("/contacts/measures/?weeks=52").content


def test_it_costs_the_same_for_many(manager: User, msl: User, kam: User, details: Details) -> None:
    costs = []
    for number in (1, 4):
        visit(msl, details, number), visit(kam, details, number)
        with CaptureQueriesContext(connection) as captured:
            shown(manager)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 5


def test_who_does_not_lead_is_told_who_reads_it(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    web = sign_in(msl)
    assert web.get("/contacts/measures/").status_code == 403
    assert b"/contacts/measures/" not in web.get("/contacts/").content
