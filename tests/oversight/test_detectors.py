"""Detectors: what they count, from when on, and that each finding is one concern."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.audit.models import DeniedAttempt
from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.core.merging import snapshot
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.handoffs.models import JointVisit, JointVisitStakeholder
from apps.incidents.actions import dismiss_concern
from apps.incidents.models import Concern
from apps.oversight.actions import save_detector
from apps.oversight.detectors import hits
from apps.oversight.models import DetectorRule
from apps.oversight.tasks import look_for_concerns
from apps.users.models import User
from tests.factories import StakeholderFactory
from tests.personas import WebClient

Meet = Callable[..., Touchpoint]


@pytest.fixture
def meet(account: Account, stakeholder: Stakeholder, purpose: Any) -> Meet:
    """Hold a contact so many days ago."""

    def met(owner: User, days: float, person: Stakeholder | None = None, **values: Any) -> Touchpoint:
        at = timezone.now() - timedelta(days=days)
        common = {"account": account, "purpose": purpose, "channel": "phone", "state": "held"}
        row = Touchpoint.objects.create(owner=owner, function=owner.side, starts_at=at, **(common | values))
        TouchpointStakeholder.objects.create(touchpoint=row, stakeholder=person or stakeholder, starts_at=at)
        return row

    return met


def followed(meet: Meet, msl: User, kam: User, times: int) -> None:
    """So many people whom the liaison met two days after the key account manager did."""
    for _time in range(times):
        person = StakeholderFactory()
        meet(kam, 12, person)
        meet(msl, 10, person)


def kinds() -> list[str]:
    look_for_concerns()
    return [concern.kind for concern in Concern.objects.order_by("kind")]


@pytest.mark.parametrize(("times", "is_noticed"), [(5, True), (4, False)])
def test_medical_contacts_that_follow_commercial_ones(
    times: int, is_noticed: bool, meet: Meet, msl: User, kam: User
) -> None:
    followed(meet, msl, kam, times)
    assert kinds() == ["sales_directed_pattern"] * is_noticed
    if is_noticed:
        concern = Concern.objects.get()
        assert (concern.about_kind, concern.about_id) == ("users.user", msl.pk)


def test_what_chance_explains_is_not_noticed(meet: Meet, msl: User, kam: User) -> None:
    for day in range(1, 89, 3):
        meet(kam, day)
    for day in range(2, 20, 3):
        meet(msl, day)
    assert "sales_directed_pattern" not in kinds()


def test_longer_ago_or_before_the_commercial_one_counts_for_nothing(meet: Meet, msl: User, kam: User) -> None:
    for _time in range(6):
        person, other = StakeholderFactory(), StakeholderFactory()
        meet(kam, 30, person), meet(msl, 10, person)
        meet(kam, 10, other), meet(msl, 12, other)
    assert kinds() == []


def test_both_at_once_without_approval(meet: Meet, msl: User, kam: User) -> None:
    medical = meet(msl, 3)
    meet(kam, 3.01)
    assert kinds() == ["unapproved_joint_visit"]
    assert Concern.objects.get().about_id == medical.pk


@pytest.mark.parametrize(
    ("visited", "hours", "state", "found"),
    [
        ("the same", 2, "approved", []),
        ("the same", 2, "review", ["unapproved_joint_visit"]),
        ("the same", 48, "approved", ["unapproved_joint_visit"]),
        ("somebody else", 2, "approved", ["unapproved_joint_visit"]),
    ],
)
def test_an_approved_joint_visit_explains_it(
    visited: str,
    hours: int,
    state: str,
    found: list[str],
    meet: Meet,
    msl: User,
    kam: User,
    stakeholder: Stakeholder,
) -> None:
    contact = meet(msl, 3)
    meet(kam, 3.01)
    visit = JointVisit.objects.create(
        asked_by=kam, partner=msl, account=contact.account, purpose=JointVisit.Purpose.values[0],
        starts_at=contact.starts_at + timedelta(hours=hours), justification="One appointment.", state=state,
    )  # fmt: skip
    person = stakeholder if visited == "the same" else StakeholderFactory()
    JointVisitStakeholder.objects.create(joint_visit=visit, stakeholder=person)
    assert kinds() == found


def test_looking_costs_the_same_for_many(meet: Meet, msl: User, kam: User) -> None:
    for person in (StakeholderFactory(), StakeholderFactory(), StakeholderFactory()):
        meet(msl, 3, person), meet(kam, 3.01, person)
    with CaptureQueriesContext(connection) as found:
        assert len(hits()) == 3
    assert len(found) <= 4


@pytest.mark.parametrize(
    ("days", "values"), [(3.2, {}), (3, {"state": "cancelled"}), (3, {"state": "planned"})]
)
def test_apart_or_not_held_is_no_joint_visit(
    days: float, values: dict[str, Any], meet: Meet, msl: User, kam: User
) -> None:
    meet(msl, 3)
    meet(kam, days, **values)
    assert kinds() == []


def denied(user: User, times: int, minutes: int) -> None:
    """So many attempts, one every so many minutes."""
    for number in range(times):
        row = DeniedAttempt.objects.create(
            user=user, user_side=user.side, page="x", method="GET", kind="refused"
        )
        at = timezone.now() - timedelta(minutes=minutes * number)
        DeniedAttempt.objects.filter(pk=row.pk).update(created_at=at)


@pytest.mark.parametrize(("times", "minutes", "is_noticed"), [(10, 2, True), (9, 2, False), (15, 30, False)])
def test_a_burst_of_refusals(times: int, minutes: int, is_noticed: bool, kam: User) -> None:
    denied(kam, times, minutes)
    assert kinds() == ["denied_access_burst"] * is_noticed


def test_what_is_known_stays_one_concern(meet: Meet, msl: User, kam: User, compliance: User) -> None:
    meet(msl, 3), meet(kam, 3)
    look_for_concerns()
    with acting_as(compliance.side):
        dismiss_concern(by=compliance, concern=Concern.objects.get(), reason="By chance.")
    look_for_concerns()
    assert Concern.objects.get().state == "dismissed"


def test_compliance_sets_the_numbers(desk: WebClient, kam: User, compliance: User) -> None:
    denied(kam, 3, 1)
    url = "/oversight/detectors/denied_access_burst/"
    assert desk.post(url, {"at_least": "0", "within": "5"}).status_code == 200
    before = opened(desk, "denied_access_burst")
    desk.post(url, {"before": before, "at_least": "3", "within": "5", "is_active": "on"})
    assert kinds() == ["denied_access_burst"]
    assert b'value="3"' in desk.get("/oversight/detectors/").content


def opened(desk: WebClient, detector: str) -> str:
    """What the form of one was opened with."""
    (row,) = (
        row for row in desk.get("/oversight/detectors/").context["rows"] if row["rule"].detector == detector
    )
    before: str = row["form"]["before"].value()
    return before


def test_of_two_who_change_one_nobody_overwrites_the_other(desk: WebClient) -> None:
    url, before = "/oversight/detectors/denied_access_burst/", opened(desk, "denied_access_burst")
    desk.post(url, {"before": before, "at_least": "3", "within": "60", "is_active": "on"})
    merged = desk.post(url, {"before": before, "at_least": "10", "within": "5", "is_active": "on"})
    assert merged.status_code == 302
    rule = DetectorRule.objects.get(detector="denied_access_burst")
    assert (rule.at_least, rule.within) == (3, 5)
    answer = desk.post(url, {"before": before, "at_least": "7", "within": "5", "is_active": "on"})
    assert "Somebody else saved while you were editing" in answer.content.decode()
    rule.refresh_from_db()
    assert rule.at_least == 3


def test_one_that_is_switched_off_does_not_look(kam: User, compliance: User) -> None:
    start = {"at_least": 10, "within": 60, "is_active": True}
    values = {"at_least": 3, "within": 60, "is_active": False}
    save_detector(by=compliance, detector="denied_access_burst", before=snapshot(start), values=values)
    denied(kam, 12, 1)
    assert kinds() == []


def test_nobody_else_sets_them(kam: User, sign_in: Callable[[User], WebClient]) -> None:
    answer = sign_in(kam).post(
        "/oversight/detectors/denied_access_burst/", {"at_least": "900", "within": "1"}
    )
    assert answer.status_code == 403


def test_the_concern_leads_to_whom_it_is_about(desk: WebClient, kam: User) -> None:
    denied(kam, 10, 1)
    look_for_concerns()
    concern = Concern.objects.get()
    body = desk.get(concern.get_absolute_url()).content.decode()
    assert f"/oversight/people/{kam.pk}/" in body
    assert "Was refused many times" in body
