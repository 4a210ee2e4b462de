"""A plan from its first goal to looking back: who may what, what compliance alone decides, what two editors keep."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accountplans import actions, policies, queries
from apps.accountplans.examples import EXAMPLES
from apps.accountplans.models import AccountPlan, PlanGoal, PlanMilestone
from apps.accountplans.serializers import PlanInput, PlanOutput
from apps.accountplans.workflow import TRANSITIONS
from apps.coordination.context_actions import record_context
from apps.coordination.models import CriticalEvent, DoNotVisitWindow
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.firewall.roles import role_taken
from apps.incidents.models import Concern
from apps.interactions.models import Interaction
from apps.reviews.actions import answer_review, ask_review
from apps.reviews.models import ReviewRequest
from apps.users.models import User
from tests.coordination.disclosing import in_force
from tests.factories import StakeholderFactory, UserFactory
from tests.personas import PERSONAS, WebClient

URL = "/account-plans/"
Values = dict[str, Any]
SignIn = Callable[[User], WebClient]


def under_review(plan: AccountPlan, by: User) -> ReviewRequest:
    day = timezone.localdate()
    return ask_review(by=by, id=new_id(), subject_kind="account_plan", subject_id=plan.pk, wanted_by=day)


def decided(plan: AccountPlan, by: User, officer: User, state: str = "approved") -> AccountPlan:
    answer_review(by=officer, review=under_review(plan, by), state=state, words="Why?")
    plan.refresh_from_db()
    return plan


#: persona: sees it; may read plans, make one, work on this one, ask compliance about it, archive it
TABLE = {
    "msl": (True, True, True, True, True, False),
    "other_msl": (True, True, True, False, False, False),
    "manager": (True, True, True, False, False, False),
    "director": (True, True, True, False, False, False),
    "medical_information": (True, True, False, False, False, False),
    "kam": (True, True, True, True, True, True),
    "commercial_lead": (True, True, True, False, False, False),
    "compliance": (True, True, False, False, False, False),
    "safety": (False, False, False, False, False, False),
    "administrator": (False, False, False, False, False, False),
    "stranger": (True, True, True, False, False, False),
}


@pytest.mark.parametrize("name", PERSONAS)
def test_policies(name: str, persona: Callable[[str], User], plan: AccountPlan) -> None:
    user = persona(name)
    verdicts = [
        policies.may_read_plans(user),
        policies.may_make(user),
        policies.may_work_on(user, plan),
        policies.may_ask_review(user, plan),
        policies.may_archive(user, plan),
    ]
    sees = AccountPlan.objects.visible_to(user).filter(pk=plan.pk).exists()
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict)


def test_its_way_through_the_pages(
    sign_in: SignIn, kam: User, msl: User, compliance: User, values: Values
) -> None:
    web, key = sign_in(kam), new_id()
    typed = {"account": str(values["account"].pk), "first_day": "2026-01-01", "last_day": "2026-12-31"}
    for _time in range(2):
        assert web.post(f"{URL}{key}/edit/", typed).status_code in {200, 302}
    plan = AccountPlan.objects.get()
    web.post(f"{URL}{key}/team/", {"user": str(msl.pk), "role": "member"})
    medical = sign_in(msl)
    medical.post(
        f"{URL}{key}/goals/new/", {"kind": "education", "title": "Teach the ward", "owner": str(msl.pk)}
    )
    goal = PlanGoal.objects.get()
    medical.post(
        f"{URL}{key}/goals/{goal.pk}/milestones/new/", {"title": "First day", "due_on": "2026-03-01"}
    )
    web.post(f"{URL}{key}/review/", {"wanted_by": (timezone.localdate() + timedelta(days=2)).isoformat()})
    review = ReviewRequest.objects.get()
    assert "Teach the ward" in sign_in(compliance).get(review.get_absolute_url()).content.decode()
    assert web.get(f"{URL}{key}/edit/").status_code == 403, "not while compliance looks at it"
    sign_in(compliance).post(f"/reviews/{review.pk}/decide/", {"state": "approved"})
    step = PlanMilestone.objects.get()
    web.post(f"{URL}{key}/milestones/{step.pk}/mark/", {"is_done": "yes"})
    plan.refresh_from_db()
    step.refresh_from_db()
    assert (plan.state, step.done_on) == ("active", timezone.localdate())
    page = web.get(plan.get_absolute_url()).content.decode()
    for word in (
        "Teach the ward",
        "First day",
        str(msl),
        "Medical room",
        "This room is locked for your side",
    ):
        assert word in page
    assert plan.get_absolute_url() in web.get(values["account"].get_absolute_url()).content.decode()
    assert plan.get_absolute_url() in web.get(URL).content.decode()


@pytest.mark.parametrize("change", ["goal", "removed", "period"])
def test_what_is_changed_goes_to_compliance_again(
    plan: AccountPlan, goal: PlanGoal, kam: User, compliance: User, change: str
) -> None:
    active = decided(plan, kam, compliance)
    start = actions.values_of(active)
    if change == "goal":
        before = {"kind": "education", "title": goal.title, "owner": goal.owner_id}
        entered = {"kind": "pathway", "title": goal.title, "owner": goal.owner}
        actions.keep_goal(by=kam, plan=active, id=goal.pk, values=entered, before=snapshot(before))
    elif change == "removed":
        actions.remove_goal(by=kam, goal=goal)
    else:
        longer = start | {"last_day": date(2028, 1, 1)}
        actions.change_account_plan(by=kam, plan=active, before=snapshot(start), values=longer)
    active.refresh_from_db()
    assert active.state == "draft"


def test_the_table_of_states_is_what_happens(plan: AccountPlan, kam: User, compliance: User) -> None:
    seen = set()
    for state in ("returned", "rejected", "approved"):
        review = under_review(plan, kam)
        answer_review(by=compliance, review=review, state=state, words="Why?")
        plan.refresh_from_db()
        seen |= {("draft", "review"), ("review", plan.state)}
    over = actions.look_back_on_plan(by=kam, plan=plan)
    seen.add(("active", over.state))
    start = actions.values_of(over)
    again = actions.change_account_plan(by=kam, plan=over, before=snapshot(start), values=start)
    seen.add(("reviewed", again.state))
    assert all(after in TRANSITIONS[before] for before, after in seen)
    with pytest.raises(PermissionDenied):
        actions.look_back_on_plan(by=kam, plan=again)


def test_two_edit_the_people_at_once(plan: AccountPlan, kam: User, msl: User, values: Values) -> None:
    start = actions.values_of(plan)
    longer = start | {"last_day": date(2028, 1, 1)}
    actions.change_account_plan(by=kam, plan=plan, before=snapshot(start), values=longer)
    more = start | {"stakeholders": [*values["stakeholders"], StakeholderFactory()]}
    both = actions.change_account_plan(by=msl, plan=plan, before=snapshot(start), values=more)
    assert both.last_day == date(2028, 1, 1), "what only the first changed stays"
    shorter = start | {"last_day": date(2027, 1, 1)}
    with pytest.raises(EditConflict):
        actions.change_account_plan(by=msl, plan=plan, before=snapshot(start), values=shorter)


@pytest.mark.parametrize("role", ["crm_medical", "crm_commercial"])
def test_the_database_lets_no_function_approve(plan: AccountPlan, role: str) -> None:
    refused = pytest.raises(Error, match="Only compliance approves")
    with refused, transaction.atomic(), role_taken(role):
        AccountPlan.objects.filter(pk=plan.pk).update(state="active")


def test_words_that_steer_are_told_to_compliance(plan: AccountPlan, kam: User) -> None:
    entered = {"kind": "access", "title": "Win market share in the clinic", "owner": kam}
    with role_taken("crm_commercial"):
        made = actions.keep_goal(by=kam, plan=plan, id=new_id(), values=entered)
    assert made.title.startswith("Win")
    assert Concern.objects.get().about_id == plan.pk


def test_team_and_archive(plan: AccountPlan, kam: User, msl: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.join_plan(by=kam, plan=plan, user=UserFactory(role="safety"))
    with pytest.raises(ValidationError):
        actions.leave_plan(by=msl, plan=plan, user=kam)
    actions.leave_plan(by=kam, plan=plan, user=msl)
    assert not policies.may_work_on(msl, plan)
    for _time in range(2):
        away = actions.archive_plan(by=kam, plan=plan)
    assert not policies.may_change(kam, away)
    assert actions.restore_plan(by=kam, plan=plan).archived_at is None
    with pytest.raises(ValidationError):
        actions.change_account_plan(
            by=kam, plan=plan, before=snapshot(actions.values_of(plan)),
            values=actions.values_of(plan) | {"last_day": date(2020, 1, 1)},
        )  # fmt: skip


def test_a_goal_of_another_plan_is_not_moved(
    plan: AccountPlan, goal: PlanGoal, other_msl: User, values: Values
) -> None:
    mine = actions.make_plan(by=other_msl, id=new_id(), values=values)
    entered = {"kind": "access", "title": "Mine", "owner": other_msl}
    with pytest.raises(PermissionDenied):
        actions.keep_goal(by=other_msl, plan=mine, id=goal.pk, values=entered)


def test_a_step_keeps_what_a_colleague_changed_meanwhile(
    plan: AccountPlan, goal: PlanGoal, msl: User
) -> None:
    entered = {"title": "First afternoon", "due_on": date(2026, 3, 1)}
    opened = actions.keep_milestone(by=msl, goal=goal, id=new_id(), values=entered)
    PlanMilestone.objects.filter(pk=opened.pk).update(title="Second afternoon")
    PlanGoal.objects.filter(pk=goal.pk).update(title="Three afternoons")
    assert actions.mark_milestone(by=msl, milestone=opened, is_done=True).title == "Second afternoon"
    assert actions.remove_milestone(by=msl, milestone=opened).title == "Second afternoon"
    assert actions.remove_goal(by=msl, goal=goal).title == "Three afternoons"


def test_the_calendar_shows_contacts_of_both(
    plan: AccountPlan, kam: User, planned: Interaction, sign_in: SignIn
) -> None:
    touchpoint = planned.touchpoint
    type(touchpoint).objects.filter(pk=touchpoint.pk).update(starts_at=timezone.now())
    assert touchpoint.get_absolute_url() in sign_in(kam).get(plan.get_absolute_url()).content.decode()


def test_the_calendar_tells_no_more_than_the_policy(
    plan: AccountPlan, kam: User, planned: Interaction, sign_in: SignIn
) -> None:
    at = timezone.now() + timedelta(days=9)
    type(planned.touchpoint).objects.filter(pk=planned.touchpoint_id).update(starts_at=at)
    in_force({"viewer": "commercial", "who": "function", "when": "week", "whom": "account"})
    (line,) = queries.calendar_of(kam, plan)
    assert (line.day.weekday(), str(planned.owner) in line.title) == (0, False)
    assert sign_in(kam).get(plan.get_absolute_url()).status_code == 200


def test_the_calendar_shows_events_and_closed_days(
    plan: AccountPlan, kam: User, msl: User, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    for model, values in (
        (
            CriticalEvent,
            {"kind": "formulary_review", "starts_on": today + timedelta(days=5), "ends_on": None},
        ),
        (CriticalEvent, {"kind": "audit", "starts_on": today - timedelta(days=5), "ends_on": None}),
        (
            DoNotVisitWindow,
            {
                "reason": "holidays",
                "starts_on": today - timedelta(days=1),
                "ends_on": today + timedelta(days=2),
            },
        ),
    ):
        record_context(by=msl, model=model, id=new_id(), account=plan.account, values=values)
    marks = [(line.mark, line.until) for line in queries.calendar_of(kam, plan)]
    assert marks == [("closed", today + timedelta(days=2)), ("event", None)], "what is over is left out"
    page = sign_in(kam).get(plan.get_absolute_url()).content.decode()
    assert "Formulary review" in page
    assert "Do not visit" in page


def test_a_milestone_is_corrected_taken_out_and_put_back(
    goal: PlanGoal, kam: User, compliance: User, sign_in: SignIn
) -> None:
    web, where = sign_in(kam), goal.plan.get_absolute_url()
    values = {"title": "First day", "due_on": date(2026, 3, 1)}
    step = actions.keep_milestone(by=kam, goal=goal, id=new_id(), values=values)
    decided(goal.plan, kam, compliance)
    form = web.get(f"{where}milestones/{step.pk}/")
    typed = {"id": str(step.pk), "before": snapshot(values), "title": "Second day", "due_on": "2026-04-01"}
    assert "First day" in form.content.decode()
    assert web.post(f"{where}milestones/{step.pk}/", typed).status_code == 302
    step.refresh_from_db()
    assert (step.title, step.due_on, step.goal.plan.state) == ("Second day", date(2026, 4, 1), "active")
    said = web.post(f"{where}milestones/{step.pk}/remove/", follow=True).content.decode()
    assert f"milestones/{step.pk}/put-back/" in said, "with a way back"
    assert "Second day" not in web.get(where).content.decode()
    for status in (302, 404):
        assert web.post(f"{where}milestones/{step.pk}/put-back/").status_code == status
    assert "Second day" in web.get(where).content.decode()
    story = web.get(f"/history/account-plan/{goal.plan_id}/").content.decode()
    for words in ("First day", "Second day", "took a milestone out", "put a milestone back"):
        assert words in story


def test_the_list_costs_the_same_for_many(kam: User, values: Values, sign_in: SignIn) -> None:
    web = sign_in(kam)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(URL)
        return len(captured)

    actions.make_plan(by=kam, id=new_id(), values=values)
    cost()
    few = cost()
    for _number in range(9):
        actions.make_plan(by=kam, id=new_id(), values=values)
    assert cost() == few


def test_rest(kam: User, msl: User, goal: PlanGoal, values: Values, sign_in: SignIn) -> None:
    assert set(EXAMPLES["input"]) == set(PlanInput().fields)
    assert set(EXAMPLES["output"]) == set(PlanOutput().fields)
    web, path = sign_in(kam), "/api/v1/account-plans/"
    body = {"id": str(new_id()), "account": str(values["account"].pk), "first_day": "2026-01-01"}
    sent = body | {"last_day": "2026-06-30"}
    answers = [web.post(path, sent, content_type="application/json") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    wrong = web.post(
        path, sent | {"id": str(new_id()), "last_day": "2025-01-01"}, content_type="application/json"
    )
    assert wrong.json()["errors"][0]["pointer"] == "/last_day"
    found = sign_in(msl).get(f"{path}{goal.plan_id}/?expand=team,account").json()
    assert found["goals"] == [goal.title]
    assert {member["name"] for member in found["team"]} == {str(kam), str(msl)}
