"""Medical requests in the weekly digest: where each belongs, and whose it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from apps.catalog.models import TherapeuticArea
from apps.core.measuring import Period
from apps.dashboards.models import Edition
from apps.dashboards.parts.requests import Asked, lines_of
from apps.directory.models import Stakeholder
from apps.medinfo.models import MedicalRequest
from apps.users.models import User
from tests.dashboards.conftest import FIRST, LAST, counts, sweep
from tests.personas import WebClient

WEEK = Period(FIRST, LAST)


def day(number: int | None) -> date | None:
    """Days after the first of the week reported on."""
    return None if number is None else FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("state", "submitted", "due", "answered", "lines"),
    [
        ("submitted", 1, 9, None, ["waiting"]),
        ("assigned", -9, 3, None, ["waiting", "late"]),
        ("returned", -9, 9, None, ["returned"]),
        ("answered", -9, 3, 2, ["answered"]),
        ("closed", -9, 3, 6, ["answered"]),
        ("closed", -9, -3, -1, []),
        ("answered", 2, 4, 8, ["waiting", "late"]),
        ("submitted", 7, 12, None, []),
    ],
)
def test_where_it_belongs(
    state: str, submitted: int, due: int, answered: int | None, lines: list[str]
) -> None:
    submitted_on = day(submitted)
    assert submitted_on is not None
    assert list(lines_of(Asked(state, submitted_on, day(due), day(answered)), WEEK)) == lines


def test_mine_are_in_it_and_lead_to_their_page(
    msl: User,
    other_msl: User,
    stakeholder: Stakeholder,
    area: TherapeuticArea,
    sign_in: Callable[[User], WebClient],
) -> None:
    at = datetime(2026, 11, 17, 9, tzinfo=UTC)
    moments = {"received_at": at, "attested_at": at, "submitted_at": at, "due_at": at + timedelta(days=1)}
    made = [
        MedicalRequest.objects.create(
            owner=owner, asker=stakeholder, question="What about renal impairment?", country="DE",
            language="de", therapeutic_area=area, channel="phone", state="submitted", attested_by=owner, **moments,
        )
        for owner in (msl, other_msl)
    ]  # fmt: skip
    sweep()
    assert counts(msl, "requests") == {"waiting": 1, "late": 1}
    page = sign_in(msl).get(Edition.objects.get(person=msl).get_absolute_url()).content.decode()
    assert made[0].get_absolute_url() in page
    assert made[1].get_absolute_url() not in page
