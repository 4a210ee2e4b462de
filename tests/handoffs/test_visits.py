"""A joint visit from asking to both parts being planned; approved by compliance alone, in the database, too."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import role_taken
from apps.handoffs import joint_policies as policies
from apps.handoffs.actions import visits as actions
from apps.handoffs.joint_workflow import TRANSITIONS
from apps.handoffs.models import JointVisit
from apps.incidents.models import Concern
from apps.interactions.actions import plan_interaction
from apps.keyaccounts.actions import plan_visit
from apps.notifications.models import Message
from apps.reviews.actions import answer_review, ask_review, withdraw_review
from apps.reviews.models import ReviewRequest
from apps.users.models import User
from tests.factories import StakeholderFactory, UserFactory
from tests.personas import PERSONAS, WebClient

URL = "/hand-offs/visits/"
Values = dict[str, Any]


@pytest.fixture
def values(msl: User, account: Account, stakeholder: Stakeholder) -> Values:
    """What `kam` enters: the liaison goes along in three days."""
    return {
        "partner": msl,
        "account": account,
        "stakeholders": [stakeholder],
        "starts_at": (timezone.now() + timedelta(days=3)).replace(microsecond=0),
        "purpose": "introduction",
        "justification": "The department asked for a medical contact.",
    }


@pytest.fixture
def visit(kam: User, values: Values) -> JointVisit:
    """Written down, not yet asked of compliance."""
    return actions.ask_joint_visit(by=kam, id=new_id(), values=values)


def under_review(visit: JointVisit, by: User) -> ReviewRequest:
    day = timezone.localdate()
    return ask_review(by=by, id=new_id(), subject_kind="joint_visit", subject_id=visit.pk, wanted_by=day)


def decided(visit: JointVisit, by: User, officer: User, state: str) -> JointVisit:
    answer_review(by=officer, review=under_review(visit, by), state=state, words="Why?")
    visit.refresh_from_db()
    return visit


def commercial_contact(by: User, values: Values, purpose: Any) -> Any:
    """Planned by the key account manager."""
    named = {name: values[name] for name in ("account", "stakeholders", "starts_at")}
    return plan_visit(by=by, id=new_id(), values=named | {"channel": "phone", "purpose": purpose})


#: persona: sees it, may see joint visits, ask for one, change this one, plan a part of it, cancel it
TABLE = {
    "msl": (True, True, True, False, True, True),
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
def test_policies(
    name: str, persona: Callable[[str], User], visit: JointVisit, kam: User, compliance: User
) -> None:
    user, row = persona(name), decided(visit, kam, compliance, "approved")
    verdicts = [
        policies.may_see_joint_visits(user),
        policies.may_ask_joint_visit(user),
        policies.may_change_joint_visit(user, row),
        policies.may_plan_part(user, row),
        policies.may_cancel_joint_visit(user, row),
    ]
    sees = JointVisit.objects.visible_to(user).filter(pk=row.pk).exists()
    assert (sees, *map(bool, verdicts)) == TABLE[name]
    assert all(verdict.reason for verdict in verdicts if not verdict)


def test_from_the_form_to_both_parts(
    sign_in: Callable[[User], WebClient],
    kam: User,
    msl: User,
    compliance: User,
    values: Values,
    entry: Any,
    purpose: Any,
) -> None:
    web, key = sign_in(kam), new_id()
    typed = {name: getattr(value, "pk", value) for name, value in values.items()}
    typed |= {"stakeholders": [str(person.pk) for person in values["stakeholders"]]}
    typed |= {"starts_at": values["starts_at"].isoformat()}
    for _time in range(2):
        assert web.post(f"{URL}{key}/edit/", typed).status_code in {200, 302}
    visit = JointVisit.objects.get()
    web.post(f"{URL}{key}/review/", {"wanted_by": (timezone.localdate() + timedelta(days=2)).isoformat()})
    review = ReviewRequest.objects.get()
    assert "The department asked" in sign_in(compliance).get(review.get_absolute_url()).content.decode()
    sign_in(compliance).post(f"/reviews/{review.pk}/decide/", {"state": "approved"})
    told = set(Message.objects.filter(read_at=None).values_list("kind", "recipient"))
    assert {("joint_visit_asked", msl.pk), ("review_decided", kam.pk)} <= told

    at = values["starts_at"]
    mine = commercial_contact(kam, values, purpose)
    theirs = plan_interaction(by=msl, id=new_id(), entry=entry(starts_at=at + timedelta(hours=1)))
    web.post(f"{URL}{key}/plan/", {"touchpoint": str(mine.touchpoint_id)})
    sign_in(msl).post(f"{URL}{key}/plan/", {"touchpoint": str(theirs.touchpoint_id)})
    visit.refresh_from_db()
    assert (visit.commercial_touchpoint_id, visit.medical_touchpoint_id) == (
        mine.touchpoint_id,
        theirs.touchpoint_id,
    )
    web.post(f"{URL}{key}/unplan/")
    visit.refresh_from_db()
    assert visit.commercial_touchpoint is None


def test_nobody_plans_before_it_is_approved(
    visit: JointVisit, kam: User, purpose: Any, values: Values
) -> None:
    contact = commercial_contact(kam, values, purpose)
    with pytest.raises(PermissionDenied, match="not approved"):
        actions.link_joint_contact(by=kam, visit=visit, touchpoint=contact.touchpoint)


def test_a_contact_of_another_day_is_no_part(
    visit: JointVisit, kam: User, compliance: User, values: Values, purpose: Any
) -> None:
    row = decided(visit, kam, compliance, "approved")
    later = values | {"starts_at": row.starts_at + timedelta(days=2)}
    contact = commercial_contact(kam, later, purpose)
    with pytest.raises(PermissionDenied, match="another day"):
        actions.link_joint_contact(by=kam, visit=row, touchpoint=contact.touchpoint)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_at": datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())}, "starts_at"),
        ({"stakeholders": []}, "stakeholders"),
        ({"justification": " "}, "justification"),
        ({"partner": "commercial"}, "partner"),
    ],
)
def test_what_is_wrong_names_its_field(kam: User, values: Values, changed: Values, field: str) -> None:
    if changed.get("partner"):
        changed = {"partner": UserFactory(role="kam")}
    with pytest.raises(ValidationError) as fault:
        actions.ask_joint_visit(by=kam, id=new_id(), values=values | changed)
    assert set(fault.value.message_dict) == {field}


def test_do_not_contact_binds_both(kam: User, values: Values) -> None:
    hermit = StakeholderFactory(do_not_contact=True)
    with pytest.raises(PermissionDenied, match="not to be contacted"):
        actions.ask_joint_visit(by=kam, id=new_id(), values=values | {"stakeholders": [hermit]})


def test_words_that_steer_are_told_to_compliance(kam: User, values: Values) -> None:
    with role_taken("crm_commercial"):
        made = actions.ask_joint_visit(
            by=kam, id=new_id(), values=values | {"justification": "Get us on the formulary together."}
        )
    assert (Concern.objects.get().about_kind, made.state) == ("handoffs.jointvisit", "draft")


def test_what_is_changed_is_reviewed_anew(
    visit: JointVisit, kam: User, compliance: User, values: Values
) -> None:
    row = decided(visit, kam, compliance, "approved")
    start = actions.values_of(row)
    others = [*values["stakeholders"], StakeholderFactory()]
    changed = actions.change_joint_visit(
        by=kam, visit=row, before=snapshot(start), values=start | {"stakeholders": others}
    )
    assert (changed.state, len(actions.values_of(changed)["stakeholders"])) == ("draft", 2)
    back = actions.change_joint_visit(
        by=kam, visit=row, before=snapshot(actions.values_of(changed)), values=start
    )
    assert len(actions.values_of(back)["stakeholders"]) == 1
    with pytest.raises(EditConflict):
        actions.change_joint_visit(
            by=kam,
            visit=row,
            before=snapshot(start | {"purpose": "safety"}),
            values=start | {"purpose": "training"},
        )


def test_the_table_of_states_is_what_happens(
    visit: JointVisit, kam: User, compliance: User, values: Values
) -> None:
    seen: set[tuple[str, str]] = set()

    def note(before: str) -> None:
        visit.refresh_from_db()
        seen.add((before, visit.state))

    for state in ("returned", "rejected", "approved"):
        before = visit.state
        review = under_review(visit, kam)
        note(before)
        answer_review(by=compliance, review=review, state=state, words="Why?")
        note("review")
    start = actions.values_of(visit)
    actions.change_joint_visit(by=kam, visit=visit, before=snapshot(start), values=start)
    note("approved")
    withdraw_review(by=kam, review=under_review(visit, kam))
    note("review")
    actions.cancel_joint_visit(by=kam, visit=visit)
    note("draft")
    assert all(after in TRANSITIONS[before] for before, after in seen)
    with pytest.raises(PermissionDenied):
        under_review(visit, kam)


@pytest.mark.parametrize("role", ["crm_medical", "crm_commercial"])
def test_the_database_lets_no_function_approve(
    visit: JointVisit, kam: User, compliance: User, role: str
) -> None:
    refused = pytest.raises(Error, match="Only compliance approves")
    rows = JointVisit.objects.filter(pk=visit.pk)
    with refused, transaction.atomic(), role_taken(role):
        rows.update(state="approved")
    decided(visit, kam, compliance, "approved")
    with refused, transaction.atomic(), role_taken(role):
        rows.update(justification="Something else.")
    with role_taken(role):
        assert rows.update(revision=9) == 1, "what is no content may change"


def test_the_list_costs_the_same_for_many(
    kam: User, values: Values, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(kam)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(URL)
        return len(captured)

    def make(count: int) -> None:
        for _number in range(count):
            actions.ask_joint_visit(by=kam, id=new_id(), values=values)

    make(1)
    cost()
    few = cost()
    make(9)
    assert cost() == few


def test_rest_asks_once_and_shows_it(
    kam: User, msl: User, values: Values, sign_in: Callable[[User], WebClient]
) -> None:
    web, path = sign_in(kam), "/api/v1/joint-visits/"
    body = {name: str(getattr(value, "pk", value)) for name, value in values.items()}
    body |= {"id": str(new_id()), "starts_at": values["starts_at"].isoformat()}
    sent = body | {"stakeholders": [str(person.pk) for person in values["stakeholders"]]}
    answers = [web.post(path, sent, content_type="application/json") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json()["stakeholders"] == sent["stakeholders"]
    wrong = web.post(
        path, sent | {"id": str(new_id()), "partner": str(kam.pk)}, content_type="application/json"
    )
    assert wrong.json()["errors"][0]["pointer"] == "/partner"
    (found,) = sign_in(msl).get(f"{path}?account={values['account'].pk}&expand=partner").json()["results"]
    assert found["partner"]["name"] == str(msl)
