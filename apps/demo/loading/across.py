"""Loads what goes across the wall on the record: hand-offs, a joint visit, an account plan, and reviews of both."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pghistory

from apps.accountplans.models import AccountPlan, PlanGoal, PlanMember, PlanMilestone, PlanStakeholder
from apps.demo.loading.made import VERB, Made
from apps.directory.models import Affiliation
from apps.handoffs.due import due_moment
from apps.handoffs.models import Handoff, JointVisit, JointVisitStakeholder
from apps.intake.models import Handling, HandoffRule
from apps.interactions.models import PlanRoom as MedicalRoom
from apps.keyaccounts.models import PlanRoom as CommercialRoom
from apps.reviews.models import ReviewRequest

_AREA = "haem_onc"
#: Days ago, what is wanted, state, why declined, the words as they were said.
_HANDED_OVER = (
    (1, "literature", "waiting", "", "Is there anything published on dosing below forty kilograms?"),
    (4, "scientific_exchange", "accepted", "", "I would like to talk about resistance after two lines."),
    (15, "study_support", "done", "", "Whom do I ask about an investigator-initiated study?"),
    (20, "education", "declined", "no_capacity", "Could somebody teach our residents on vaccination?"),
)  # fmt: skip


def load_across(made: Made) -> None:
    """A few of each, between the first key account manager and the first liaison."""
    works = Affiliation.objects.filter(ended_on=None, stakeholder__do_not_contact=False)
    places = list(
        works.select_related("stakeholder", "account").order_by("stakeholder__name_folded", "pk")[:5]
    )
    with pghistory.context(user=str(made.users["kam"].pk), verb=VERB):
        for (number, told), place in zip(enumerate(_HANDED_OVER), places, strict=False):
            _hand_over(made, number, told, place)
        HandoffRule.objects.create(
            id=made.key("handoff rule", "literature"),
            therapeutic_area=made.areas[_AREA],
            wanted=Handoff.Wanted.LITERATURE,
            person=made.users["msl"],
        )
        _plan(made, places)
        _visit(made, places)


def _hand_over(made: Made, number: int, told: Sequence[Any], place: Affiliation) -> None:
    days, wanted, state, reason, words = told
    kam, msl, asked_at = made.users["kam"], made.users["msl"], _at(made, -days)
    after = asked_at + timedelta(hours=20)
    moved = {"accepted_at": after} if state in {"accepted", "done"} else {}
    moved |= {"ended_at": after + timedelta(hours=30)} if state in {"declined", "done"} else {}
    country = place.account.country
    handoff = Handoff.objects.create(
        id=made.key("handoff", str(number)), asked_by=kam, attested_by=kam, asked_at=asked_at, attested_at=asked_at,
        stakeholder=place.stakeholder, account=place.account, wanted=wanted, words=words, language="en", state=state,
        country=country, therapeutic_area=made.areas[_AREA],
        due_at=due_moment(asked_at, "soon", calendar=country, zone=kam.time_zone), **moved,
    )  # fmt: skip
    assignee = None if state == "waiting" else msl
    Handling.objects.create(handoff=handoff, assignee=assignee, routed_at=asked_at, decline_reason=reason)


def _plan(made: Made, places: Sequence[Affiliation]) -> None:
    kam, msl, today, place = made.users["kam"], made.users["msl"], made.plan.today, places[0]
    plan = AccountPlan.objects.create(
        id=made.key("account_plan", "first"), account=place.account, owner=kam, state="active",
        first_day=today - timedelta(days=60), last_day=today + timedelta(days=300),
    )  # fmt: skip
    for number, (kind, title, owner, step, days) in enumerate((
        ("education", "Two teaching afternoons for the ward", msl, "First afternoon is held", -20),
        ("pathway", "One page on the way of a patient through the clinic", kam, "A draft is with the nurses", 30),
    )):  # fmt: skip
        goal = PlanGoal.objects.create(plan=plan, kind=kind, title=title, owner=owner)
        due_on = today + timedelta(days=days)
        done_on = due_on if number == 0 else None
        PlanMilestone.objects.create(goal=goal, title=step, due_on=due_on, done_on=done_on)
    PlanMember.objects.create(plan=plan, user=kam, role="lead")
    PlanMember.objects.create(plan=plan, user=msl)
    PlanStakeholder.objects.create(plan=plan, stakeholder=place.stakeholder)
    MedicalRoom.objects.create(plan=plan, notes="The nurses ask for the vaccination schedule first.")
    CommercialRoom.objects.create(plan=plan, notes="The buyer is on leave until the end of the month.")
    _review(made, "account_plan", plan.pk, -50, "approved")


def _visit(made: Made, places: Sequence[Affiliation]) -> None:
    visit = JointVisit.objects.create(
        id=made.key("joint_visit", "first"), asked_by=made.users["kam"], partner=made.users["msl"],
        account=places[0].account, starts_at=_at(made, 9), purpose="introduction", state="review",
        justification="The ward asked for a medical contact of its own.",
    )  # fmt: skip
    JointVisitStakeholder.objects.create(joint_visit=visit, stakeholder=places[0].stakeholder)
    _review(made, "joint_visit", visit.pk, -1, "requested")


def _review(made: Made, kind: str, key: Any, days: int, state: str) -> None:
    asked_at = _at(made, days)
    decided = {"decided_by": made.users["compliance"], "decided_at": asked_at + timedelta(hours=27)}
    ReviewRequest.objects.create(
        id=made.key("review", kind), subject_kind=kind, subject_id=key, asked_by=made.users["kam"], asked_at=asked_at,
        wanted_by=asked_at.date() + timedelta(days=4), state=state, **(decided if state == "approved" else {}),
    )  # fmt: skip


def _at(made: Made, days: int) -> datetime:
    return datetime.combine(made.plan.today + timedelta(days=days), time(9), UTC)
