"""What both functions know, of accounts and of each other."""

from datetime import date, timedelta

from django.utils import timezone

from apps.accountplans.models import AccountPlan, PlanGoal, PlanMember, PlanMilestone, PlanStakeholder
from apps.coordination.models import (
    AccountPhase,
    BriefView,
    CollisionNotice,
    CollisionSeen,
    CollisionWindow,
    CriticalEvent,
    DoNotVisitWindow,
)
from apps.core.models import new_id
from apps.directory.models import AccountIdentifier, StakeholderIdentifier
from apps.handoffs.models import Handoff, JointVisit, JointVisitStakeholder
from apps.influence.models import Committee, Seat, Tie
from apps.protocols.models import Acknowledgement, Protocol, ProtocolVersion
from apps.reviews.models import ReviewRequest, SteeringRule
from apps.users.models import User
from tests.factories import AffiliationFactory, StakeholderFactory
from tests.world.rows import World


def directory(made: World) -> None:
    """What belongs to the account and to the stakeholder."""
    account, stakeholder = made.rows["directory.Account"], made.rows["directory.Stakeholder"]
    made.add(AffiliationFactory(stakeholder=stakeholder, account=account))
    made.add(AccountIdentifier.objects.create(account=account, system="crm", value="A-1"))
    made.add(StakeholderIdentifier.objects.create(stakeholder=stakeholder, system="crm", value="S-1"))
    _map(made)


def work(made: World, kam: User, msl: User) -> None:
    """What `kam` and `msl` do together or tell each other, their contacts being there."""
    _around(made, msl)
    _collision(made, msl)
    _handoff(made, kam)
    _joint_visit(made, kam, msl)
    _plan(made, kam, msl)
    _review(made, msl)
    _protocol(made, msl)


def _map(made: World) -> None:
    account, stakeholder = made.rows["directory.Account"], made.rows["directory.Stakeholder"]
    committee = made.add(Committee.objects.create(account=account, name="Board", kind="formulary"))
    made.add(Seat.objects.create(committee=committee, stakeholder=stakeholder, role="chair"))
    other = StakeholderFactory()
    made.add(Tie.objects.create(source=other, target=stakeholder, kind="asks_advice", evidence="said"))


def _around(made: World, msl: User) -> None:
    """What is known of the account, and how near two contacts may come."""
    account, today = made.rows["directory.Account"], date(2026, 1, 1)
    made.add(CollisionWindow.objects.create(account=account, days=5))
    of_account = {"account": account, "recorded_by": msl, "starts_on": today}
    made.add(AccountPhase.objects.create(**of_account, phase="active"))
    made.add(CriticalEvent.objects.create(**of_account, kind="contract_freeze"))
    made.add(DoNotVisitWindow.objects.create(**of_account, ends_on=today, reason="holidays"))


def _collision(made: World, msl: User) -> None:
    """Of the contact of `msl` with that of `kam`."""
    now, mine = timezone.now(), made.rows["coordination.Touchpoint"]
    theirs = made.rows["keyaccounts.Visit"].touchpoint
    first, second = sorted((mine, theirs), key=lambda one: one.pk)
    pair = {"first": first, "second": second, "found_at": now}
    notice = made.add(CollisionNotice.objects.create(**pair, is_same_account=True, is_same_person=True))
    made.add(CollisionSeen.objects.create(notice=notice, user=msl, seen_at=now))
    made.add(BriefView.objects.create(touchpoint=mine, user=msl, viewed_at=now))


def _handoff(made: World, kam: User) -> None:
    """Handed over by `kam`, done."""
    now = timezone.now()
    made.add(
        Handoff.objects.create(
            asked_by=kam, asked_at=now, attested_by=kam, attested_at=now, due_at=now, words="Is there more?",
            stakeholder=made.rows["directory.Stakeholder"], account=made.rows["directory.Account"], wanted="literature",
            therapeutic_area=made.rows["interactions.Interaction"].therapeutic_area, state="done", accepted_at=now,
            ended_at=now,
        )
    )  # fmt: skip


def _joint_visit(made: World, kam: User, msl: User) -> None:
    """Asked for by `kam`, not yet of compliance."""
    visit = made.add(
        JointVisit.objects.create(
            asked_by=kam, partner=msl, account=made.rows["directory.Account"], purpose="introduction",
            starts_at=timezone.now() + timedelta(days=3), justification="They asked for it.",
        )
    )  # fmt: skip
    person = made.rows["directory.Stakeholder"]
    made.add(JointVisitStakeholder.objects.create(joint_visit=visit, stakeholder=person))


def _plan(made: World, kam: User, msl: User) -> None:
    """Led by `kam`, with `msl` in the team."""
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    plan = made.add(AccountPlan.objects.create(account=made.rows["directory.Account"], owner=kam, **days))
    goal = made.add(PlanGoal.objects.create(plan=plan, kind="education", title="Teach the ward.", owner=msl))
    made.add(PlanMilestone.objects.create(goal=goal, title="First afternoon.", due_on=date(2026, 3, 1)))
    made.add(PlanMember.objects.create(plan=plan, user=msl))
    made.add(PlanStakeholder.objects.create(plan=plan, stakeholder=made.rows["directory.Stakeholder"]))


def _review(made: World, msl: User) -> None:
    """Of a plan that is not there any more, so that the page shows the review alone."""
    asked = {"asked_by": msl, "asked_at": timezone.now(), "wanted_by": date(2026, 1, 1)}
    made.add(ReviewRequest.objects.create(subject_kind="account_plan", subject_id=new_id(), **asked))
    made.add(SteeringRule.objects.order_by("code").first())


def _protocol(made: World, msl: User) -> None:
    protocol = made.add(Protocol.objects.create(name="CA", audience="both"))
    version = made.add(
        ProtocolVersion.objects.create(
            protocol=protocol, number=1, text="CB", effective_on=date(2026, 1, 1), review_on=date(2030, 1, 1),
            made_by=msl, published_by=msl, published_at=timezone.now(),
        )
    )  # fmt: skip
    made.add(Acknowledgement.objects.create(version=version, user=msl))
