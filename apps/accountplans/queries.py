"""Reading account plans, viewer first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from apps.accountplans.models import AccountPlan, PlanGoal, PlanMember, PlanMilestone, PlanStakeholder
from apps.accountplans.models.plans import PlanQuerySet
from apps.coordination.context import in_days
from apps.coordination.models import Touchpoint
from apps.coordination.queries import contacts_in, sorts_of
from apps.core.dates import moment_of
from apps.directory.models import Account, Stakeholder
from apps.firewall.sides import Side
from apps.users.models import User
from apps.users.queries import roles_that_receive

IN_A_PANEL, IN_THE_CALENDAR = 5, 30
#: For subqueries: what belongs to the plan of the outer row.
_OF_PLAN: dict[str, Any] = {"plan": OuterRef("pk"), "is_removed": False}
PEOPLE = PlanStakeholder.objects.filter(**_OF_PLAN)
TEAM = PlanMember.objects.filter(**_OF_PLAN)
GOALS = PlanGoal.objects.filter(**_OF_PLAN)


@dataclass(frozen=True)
class CalendarLine:
    """A day of the plan, or days until `until`: a milestone, a contact of either function, an event in the account, or
    days without visits. `when`: words where no more than a day or week is told."""

    day: date
    title: str
    url: str
    mark: str
    is_late: bool = False
    when: str = ""
    until: date | None = None


def rows_for(user: User) -> PlanQuerySet:
    """Every plan this person may read, for REST, whose plumbing chooses the columns."""
    found: PlanQuerySet = AccountPlan.objects.visible_to(user)
    return found


def plans_for(user: User) -> PlanQuerySet:
    """The same with what a row shows."""
    return rows_for(user).select_related("account", "owner")


def plan_for(user: User, id: UUID) -> AccountPlan | None:
    """One plan with its goals, milestones, team and people; None when it is not there or may not be read."""
    steps = PlanMilestone.objects.filter(is_removed=False).order_by("due_on", "id")
    goals = PlanGoal.objects.filter(is_removed=False).select_related("owner").order_by("created_at", "id")
    team = PlanMember.objects.filter(is_removed=False).select_related("user").order_by("user__name_folded")
    people = PlanStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    whole = plans_for(user).prefetch_related(
        Prefetch("goals", goals.prefetch_related(Prefetch("milestones", steps, "steps")), "shown_goals"),
        Prefetch("members", team, "team"),
        Prefetch("people", people.order_by("stakeholder__name_folded"), "key_people"),
    )
    return whole.filter(pk=id).first()


def is_taken(id: UUID) -> bool:
    """Whether a plan has this key."""
    return AccountPlan.objects.filter(pk=id).exists()


def goal_of(plan: AccountPlan, id: UUID) -> PlanGoal | None:
    """One goal of a plan, if it is not removed."""
    return PlanGoal.objects.filter(plan=plan, pk=id, is_removed=False).first()


def milestone_of(plan: AccountPlan, id: UUID) -> PlanMilestone | None:
    """One milestone of a plan, if it is not removed."""
    return _steps_of(plan).filter(pk=id, is_removed=False).first()


def removed_milestone_of(plan: AccountPlan, id: UUID) -> PlanMilestone | None:
    """One that was taken out, to put it back."""
    return _steps_of(plan).filter(pk=id, is_removed=True).first()


def _steps_of(plan: AccountPlan) -> PlanQuerySet:
    rows: PlanQuerySet = PlanMilestone.objects.filter(goal__plan=plan, goal__is_removed=False)
    return rows.select_related("goal__plan__account")


def calendar_of(user: User, plan: AccountPlan) -> list[CalendarLine]:
    """Milestones, contacts of both functions in the account, its events and days without visits, by day, in as many
    statements whatever their number. Of what is no step of the plan only what is not over."""
    first = max(plan.first_day, localdate())
    steps = PlanMilestone.objects.filter(goal__plan=plan, goal__is_removed=False, is_removed=False)
    found = [_milestone(step, plan) for step in steps.order_by("due_on")[:IN_THE_CALENDAR]]
    found += [_contact(row) for row in _contacts(user, plan, first)]
    for mark, rows in in_days(user, plan.account, first, plan.last_day).items():
        found += [_known(row, mark) for row in rows[:IN_THE_CALENDAR]]
    return sorted(found, key=lambda line: line.day)


def _contacts(user: User, plan: AccountPlan, first: date) -> "QuerySet[Touchpoint]":
    """In the account and below it. Who leads the plan chooses its days: of a contact whose time is hidden the whole day
    or week counts."""
    contacts = contacts_in(user, plan.account).exclude(state=Touchpoint.State.CANCELLED)
    told = contacts.disclosure
    inside = contacts.filter(
        told.since(moment_of(first)), told.before(moment_of(plan.last_day + timedelta(days=1)))
    )
    found: QuerySet[Touchpoint] = inside.order_by(*sorts_of(inside)["start"])[:IN_THE_CALENDAR]
    return found


def _milestone(step: PlanMilestone, plan: AccountPlan) -> CalendarLine:
    return CalendarLine(step.due_on, step.title, plan.get_absolute_url(), "milestone", step.is_late)


def _contact(row: Touchpoint) -> CalendarLine:
    title = f"{row.get_function_display()}: {row.owner}"
    day = localdate(row.starts_at)
    return CalendarLine(day, title, row.get_absolute_url(), "contact", when=row.when_words)


def _known(row: Any, mark: str) -> CalendarLine:
    title = f"{row}, {row.account}"
    return CalendarLine(row.starts_on, title, row.get_absolute_url(), mark, until=row.ends_on)


def plans_of(user: User, account: Account) -> list[AccountPlan]:
    """Plans of an account that are not archived, the latest first."""
    rows = plans_for(user).filter(account=account, archived_at=None)
    return list(rows.order_by("-last_day", "-id")[:IN_A_PANEL])


def accounts_for(user: User) -> "QuerySet[Account]":
    """For which accounts one can plan."""
    found: QuerySet[Account] = Account.objects.visible_to(user).current()
    return found


def stakeholders_for(user: User) -> "QuerySet[Stakeholder]":
    """Who can be of importance."""
    found: QuerySet[Stakeholder] = Stakeholder.objects.visible_to(user).current()
    return found


def colleagues() -> "QuerySet[User]":
    """Who can be in a team: people of both functions who hold contacts and can sign in."""
    roles = roles_that_receive(Side.MEDICAL) | roles_that_receive(Side.COMMERCIAL)
    return User.objects.filter(role__in=roles, is_active=True).order_by("name_folded", "id")


def team_of(plan: AccountPlan) -> "QuerySet[User]":
    """Who can see to a goal: the team and who leads."""
    inside = PlanMember.objects.filter(plan=plan, is_removed=False).values("user")
    return colleagues().filter(Q(pk__in=inside) | Q(pk=plan.owner_id))


def room_of(model: Any, plan: AccountPlan) -> Any:
    """The room of one side for a plan; None while nothing is written."""
    return model._default_manager.filter(plan=plan).first()
