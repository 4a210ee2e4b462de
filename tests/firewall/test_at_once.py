"""Several decide the same thing at the same moment, each on a connection: one decision holds, others are refused with
their reason, and who asked is told once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.handoffs.actions import ask_handoff, withdraw_handoff
from apps.handoffs.actions.visits import ask_joint_visit, change_joint_visit, values_of
from apps.handoffs.models import Handoff, JointVisit
from apps.intake.actions import accept_handoff, decline_handoff
from apps.intake.models import Handling
from apps.notifications.models import Message
from apps.reviews.actions import answer_review, ask_review, withdraw_review
from apps.reviews.models import ReviewRequest
from apps.users.models import User
from tests.factories import UserFactory, assign

#: What one of two does, and as whom.
Act = tuple[User, Callable[[], Any]]


def at_once(*acts: Act) -> list[str]:
    """Each on a connection of its own, as a request: the reason of whoever was refused."""
    gate = Barrier(len(acts))

    def run(by: User, act: Callable[[], Any]) -> str:
        try:
            with acting_as(by.side):
                gate.wait(20)
                act()
        except PermissionDenied as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, *act) for act in acts]]


@pytest.fixture
def handoff(
    transactional_db: None, kam: User, msl: User, account: Any, stakeholder: Any, area: Any
) -> Handoff:
    """Waits for the medical side."""
    # Whoever ran before in a transaction of its own has emptied the tables, also of what migrations made.
    import_module("apps.handoffs.migrations.0005_first_due_days").add_days(apps, None)
    said = {"stakeholder": stakeholder, "account": account, "wanted": "literature", "urgency": "soon",
            "therapeutic_area": area, "words": "Is there more?"}  # fmt: skip
    found: Handoff = ask_handoff(by=kam, id=new_id(), values=said, is_unsolicited=True)
    return found


@pytest.fixture
def review(transactional_db: None, kam: User, msl: User, account: Any, stakeholder: Any) -> ReviewRequest:
    """Of a joint visit, waits for compliance."""
    entered = {
        "partner": msl, "account": account, "stakeholders": [stakeholder], "purpose": "introduction",
        "starts_at": timezone.now() + timedelta(days=9), "justification": "They asked for both.",
    }  # fmt: skip
    visit = ask_joint_visit(by=kam, id=new_id(), values=entered)
    asked: dict[str, Any] = {
        "subject_kind": "joint_visit",
        "subject_id": visit.pk,
        "wanted_by": timezone.localdate(),
    }
    found: ReviewRequest = ask_review(by=kam, id=new_id(), **asked)
    return found


def test_a_hand_off(handoff: Handoff, kam: User, msl: User, area: Any) -> None:
    """Two liaisons accept, one declines and the sender withdraws: it is one thing afterwards, said once."""
    second, third = UserFactory(role="msl"), UserFactory(role="msl")
    for somebody in (second, third):
        assign(somebody, area)
    refused = at_once(
        (msl, lambda: accept_handoff(by=msl, handoff=handoff)),
        (second, lambda: accept_handoff(by=second, handoff=handoff)),
        (third, lambda: decline_handoff(by=third, handoff=handoff, reason="no_capacity")),
        (kam, lambda: withdraw_handoff(by=kam, handoff=handoff)),
    )
    assert len([reason for reason in refused if not reason]) in (1, 2), refused
    assert all(reason.endswith(".") for reason in refused if reason)
    handoff.refresh_from_db()
    told = Message.objects.filter(recipient=kam, kind="handoff_moved").count()
    assert told == len([reason for reason in refused[:3] if not reason])
    handling = Handling.objects.filter(handoff=handoff).first()
    assert (handling is not None and handling.decline_reason != "") == (handoff.state == "declined")


def test_a_review_and_what_it_is_about(review: ReviewRequest, kam: User) -> None:
    """Approved and rejected by two officers, withdrawn and changed by who asked: what is approved is what was read."""
    one, two = UserFactory(role="compliance"), UserFactory(role="compliance")
    visit = JointVisit.objects.get(pk=review.subject_id)
    refused = at_once(
        (one, lambda: answer_review(by=one, review=review, state="approved")),
        (two, lambda: answer_review(by=two, review=review, state="rejected", words="No.")),
        (kam, lambda: withdraw_review(by=kam, review=review)),
        (kam, lambda: changed(kam, visit)),
    )
    assert len([reason for reason in refused[:3] if not reason]) == 1, refused
    review.refresh_from_db()
    visit.refresh_from_db()
    assert Message.objects.filter(recipient=kam, kind="review_decided").count() == (
        review.state != "withdrawn"
    )
    if visit.state == "approved":
        assert (review.state, visit.justification) == ("approved", "They asked for both.")


def changed(by: User, visit: JointVisit) -> JointVisit:
    """Other words than those that compliance reads."""
    former = values_of(visit)
    return change_joint_visit(
        by=by, visit=visit, before=snapshot(former), values=former | {"justification": "Other."}
    )
