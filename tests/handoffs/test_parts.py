"""What follows from approving a joint visit: a contact of each function, and what its changes tell the other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.coordination.models import CollisionNotice, Touchpoint
from apps.core.merging import snapshot
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.firewall.roles import acting_as, role_taken
from apps.firewall.sides import Side
from apps.handoffs.actions import visits as actions
from apps.handoffs.models import JointVisit
from apps.interactions.actions import cancel_interaction, change_plan, plan_interaction
from apps.interactions.entry import entry_of
from apps.interactions.models import Interaction
from apps.interactions.tasks import plan_medical_joint_parts
from apps.keyaccounts.actions import cancel_visit, change_visit, visit_values
from apps.keyaccounts.models import Visit
from apps.keyaccounts.tasks import plan_commercial_joint_parts
from apps.notifications.models import Message
from apps.reviews.actions import answer_review, ask_review
from apps.users.models import User
from tests.personas import WebClient


@pytest.fixture
def visit(kam: User, msl: User, compliance: User, account: Any, stakeholder: Stakeholder) -> JointVisit:
    """Asked by the key account manager and approved, under the roles of a request."""
    values = {
        "partner": msl,
        "account": account,
        "stakeholders": [stakeholder],
        "starts_at": (timezone.now() + timedelta(days=3)).replace(microsecond=0),
        "purpose": "introduction",
        "justification": "The department asked for a medical contact.",
    }
    made = actions.ask_joint_visit(by=kam, id=new_id(), values=values)
    day = timezone.localdate()
    review = ask_review(by=kam, id=new_id(), subject_kind="joint_visit", subject_id=made.pk, wanted_by=day)
    with role_taken("crm_oversight"):
        answer_review(by=compliance, review=review, state="approved")
    made.refresh_from_db()
    return made


@pytest.fixture
def planned(visit: JointVisit) -> JointVisit:
    """Both sides have swept."""
    plan_medical_joint_parts()
    plan_commercial_joint_parts()
    visit.refresh_from_db()
    return visit


def told(kind: str) -> list[Any]:
    return list(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_both_contacts_come_into_being(planned: JointVisit, kam: User, msl: User) -> None:
    parts = (planned.medical_touchpoint, planned.commercial_touchpoint)
    facts = [(part.owner, part.function, part.state, part.joint_key) for part in parts if part]
    assert facts == [
        (msl, "medical", "planned", planned.pk),
        (kam, "commercial", "planned", planned.pk),
    ]
    assert {part.starts_at for part in parts if part} == {planned.starts_at}
    interaction = Interaction.objects.get(touchpoint=planned.medical_touchpoint)
    assert (interaction.kind, interaction.state, interaction.owner) == ("introduction", "planned", msl)
    assert Visit.objects.filter(touchpoint=planned.commercial_touchpoint).exists()
    assert Message.objects.filter(kind="log_due", cause_id=interaction.pk).exists(), "as when planned by hand"
    assert sorted(told("joint_visit_planned"), key=str) == sorted([kam.pk, msl.pk], key=str)
    assert not CollisionNotice.objects.exists(), "what was approved together does not collide"


def test_a_second_sweep_makes_nothing(planned: JointVisit) -> None:
    plan_medical_joint_parts()
    plan_commercial_joint_parts()
    assert Touchpoint.objects.count() == 2


def test_what_was_taken_out_is_not_planned_again(planned: JointVisit, kam: User) -> None:
    part = planned.commercial_touchpoint
    assert part is not None
    actions.unlink_joint_contact(by=kam, visit=planned)
    plan_commercial_joint_parts()
    planned.refresh_from_db()
    part.refresh_from_db()
    assert (planned.commercial_touchpoint, part.joint_key, part.state) == (None, None, "planned")
    assert CollisionNotice.objects.filter(closed_at=None).count() == 1, "two contacts like others again"
    actions.link_joint_contact(by=kam, visit=planned, touchpoint=part)
    assert not CollisionNotice.objects.filter(closed_at=None).exists()


def test_do_not_contact_binds_here_too(visit: JointVisit, stakeholder: Stakeholder, msl: User) -> None:
    Stakeholder.objects.filter(pk=stakeholder.pk).update(do_not_contact=True)
    plan_medical_joint_parts()
    plan_medical_joint_parts()
    assert not Touchpoint.objects.exists()
    assert told("joint_visit_to_plan") == [msl.pk], "told once"


def test_a_part_planned_by_hand_meanwhile_is_the_part(
    visit: JointVisit, kam: User, entry: Any, msl: User
) -> None:
    mine = plan_interaction(by=msl, id=new_id(), entry=entry(starts_at=visit.starts_at))
    actions.link_joint_contact(by=msl, visit=visit, touchpoint=mine.touchpoint)
    plan_medical_joint_parts()
    assert Touchpoint.objects.get() == mine.touchpoint


def test_who_cancels_before_it_was_planned_gets_no_contact(visit: JointVisit, kam: User, msl: User) -> None:
    actions.cancel_joint_visit(by=kam, visit=visit)
    plan_medical_joint_parts()
    plan_commercial_joint_parts()
    assert not Touchpoint.objects.exists()
    assert told("joint_visit_changed") == [msl.pk]


def test_moving_and_cancelling_a_part_tells_the_other(planned: JointVisit, kam: User, msl: User) -> None:
    visit = Visit.objects.get()
    values = visit_values(visit)
    with acting_as(Side.COMMERCIAL):
        later = values | {"starts_at": planned.starts_at + timedelta(days=4)}
        change_visit(by=kam, visit=visit, before=snapshot(values), values=later)
        cancel_visit(by=kam, visit=visit)
    assert told("joint_visit_changed") == [msl.pk, msl.pk]
    with acting_as(Side.MEDICAL):
        cancel_interaction(by=msl, interaction=Interaction.objects.get(), reason="They are ill.")
    assert told("joint_visit_changed").count(kam.pk) == 1
    planned.refresh_from_db()
    assert planned.state == "approved", "each cancels the own contact, and the visit by itself"


def test_other_changes_tell_nobody(planned: JointVisit, msl: User) -> None:
    interaction = Interaction.objects.get()
    entry = entry_of(interaction)
    change_plan(
        by=msl,
        interaction=interaction,
        entry=replace(entry, notes="Ask about the ward."),
        before=snapshot(entry.values()),
    )
    assert told("joint_visit_changed") == []


def test_the_contacts_say_what_they_are_part_of(
    planned: JointVisit, kam: User, msl: User, other_msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    interaction, link = Interaction.objects.get(), planned.get_absolute_url()
    assert link in sign_in(msl).get(interaction.get_absolute_url()).content.decode()
    assert planned.commercial_touchpoint is not None
    assert planned.medical_touchpoint is not None
    web = sign_in(kam)
    page = web.get(f"/visits/{planned.commercial_touchpoint_id}/").content.decode()
    assert link in page
    assert "moved away" not in page
    Touchpoint.objects.filter(pk=planned.commercial_touchpoint.pk).update(
        starts_at=planned.starts_at + timedelta(days=5)
    )
    assert "moved away" in web.get(f"/visits/{planned.commercial_touchpoint_id}/").content.decode()
    assert link in sign_in(other_msl).get(planned.medical_touchpoint.get_absolute_url()).content.decode()
    shown = sign_in(other_msl).get(planned.commercial_touchpoint.get_absolute_url()).content.decode()
    assert link not in shown, "the other function's contact tells what the disclosure policy says"
