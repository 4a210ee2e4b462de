"""A key account manager's day: plan, move, log, cancel; the medical side learns that, never what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.actions import plan_touchpoint
from apps.coordination.models import Touchpoint
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.keyaccounts import actions
from apps.keyaccounts.models import Visit
from apps.keyaccounts.queries import visit_at
from apps.safety.models import SafetyItem
from apps.users.models import User
from tests.factories import AccountFactory, PurposeClassFactory, StakeholderFactory, UserFactory
from tests.personas import WebClient

URL = "/visits/"
SECRET = "they want a rebate"


@pytest.fixture
def mine(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


@pytest.fixture
def hospital(db: None) -> Account:
    return AccountFactory(name="City Hospital")


@pytest.fixture
def robin(db: None) -> Stakeholder:
    return StakeholderFactory(first_name="Robin", last_name="Example")


def envelope(*, hours: float = 1, **changes: Any) -> dict[str, Any]:
    return {
        "account": changes.pop("account", None) or AccountFactory(),
        "stakeholders": changes.pop("stakeholders", None) or [StakeholderFactory()],
        "starts_at": (timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0),
        "channel": "video",
        "purpose": PurposeClassFactory(),
        **changes,
    }


def planned(by: User, **changes: Any) -> Visit:
    return actions.plan_visit(by=by, id=new_id(), values=envelope(**changes))


def typed(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "account": str(values["account"].pk),
        "stakeholders": [str(person.pk) for person in values["stakeholders"]],
        "starts_at": timezone.localtime(values["starts_at"]).strftime("%Y-%m-%d %H:%M"),
        "channel": values["channel"],
        "purpose": str(values["purpose"].pk),
    }


def log(by: User, visit: Visit, notes: str, before: str = "") -> Visit:
    start = actions.visit_values(visit)
    values = {name: start[name] for name in ("stakeholders", "starts_at")} | {"notes": notes}
    first = before or snapshot({**values, "notes": visit.notes})
    return actions.log_visit(by=by, visit=visit, before=first, values=values)


# --- planning ---


def test_planning_makes_an_envelope_for_all(
    mine: WebClient, kam: User, hospital: Account, robin: Stakeholder
) -> None:
    key = new_id()
    User.objects.update(time_zone="UTC")
    answer = mine.post(f"{URL}{key}/plan/", typed(envelope(account=hospital, stakeholders=[robin])))
    assert answer.headers["Location"] == URL
    shared = Touchpoint.objects.get(pk=key)
    assert (shared.owner, shared.function, shared.state) == (kam, "commercial", "planned")
    assert [row.stakeholder for row in shared.attendees.all()] == [robin]
    assert Visit.objects.get(pk=key).touchpoint == shared


def test_a_double_click_plans_one(mine: WebClient) -> None:
    form, url = typed(envelope()), f"{URL}{new_id()}/plan/"
    assert [mine.post(url, form).status_code for _time in range(2)] == [302, 302]
    assert Visit.objects.count() == 1


def test_a_visit_of_yesterday_is_logged_next(mine: WebClient) -> None:
    key = new_id()
    answer = mine.post(f"{URL}{key}/plan/", typed(envelope(hours=-24)))
    assert answer.headers["Location"] == f"{URL}{key}/log/"


def test_do_not_contact_is_told_at_the_field(mine: WebClient) -> None:
    person = StakeholderFactory(last_name="Quiet", do_not_contact=True)
    answer = mine.post(f"{URL}{new_id()}/plan/", typed(envelope(stakeholders=[person])))
    assert answer.status_code == 200
    assert "asked not to be contacted" in answer.content.decode()
    assert not Visit.objects.exists()


def test_only_the_sides_own_purposes_are_offered(mine: WebClient) -> None:
    own = PurposeClassFactory(name="Contract talk", used_by="commercial")
    medical = PurposeClassFactory(name="Study talk", used_by="medical")
    page = mine.get(f"{URL}plan/", follow=True).content.decode()
    assert own.name in page
    assert medical.name not in page
    answer = mine.post(f"{URL}{new_id()}/plan/", typed(envelope(purpose=medical)))
    assert answer.status_code == 200


def test_a_purpose_that_was_switched_off_stays_where_it_is_chosen(mine: WebClient, kam: User) -> None:
    visit = planned(kam)
    PurposeClass.objects.update(is_active=False)
    form = mine.get(f"{URL}{visit.pk}/plan/").context["form"]
    assert list(form.fields["purpose"].queryset) == [visit.touchpoint.purpose]
    sent = {"before": form["before"].value(), **typed(actions.visit_values(visit)), "channel": "phone"}
    assert mine.post(f"{URL}{visit.pk}/plan/", sent).status_code == 302


def test_a_plan_starts_from_the_page_it_was_opened_on(
    mine: WebClient, hospital: Account, robin: Stakeholder
) -> None:
    about = {"account": str(hospital.pk), "stakeholders": str(robin.pk)}
    page = mine.get(f"{URL}plan/", about, follow=True).content.decode()
    assert f'<option value="{hospital.pk}" selected>' in page
    assert f'<option value="{robin.pk}" selected>' in page


@pytest.mark.parametrize("name", ["msl", "compliance", "safety", "administrator"])
def test_nobody_else_plans_visits(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    client = sign_in(persona(name))
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}plan/").status_code == 403
    with pytest.raises(PermissionDenied):
        planned(persona(name))


# --- moving and cancelling ---


def test_moving_a_visit(mine: WebClient, kam: User, hospital: Account) -> None:
    visit = planned(kam)
    start = mine.get(f"{URL}{visit.pk}/plan/").context["form"]["before"].value()
    values = {**actions.visit_values(visit), "account": hospital}
    answer = mine.post(f"{URL}{visit.pk}/plan/", {"before": start, **typed(values)})
    assert answer.status_code == 302
    assert Touchpoint.objects.get(pk=visit.pk).account == hospital


def test_two_windows_merge_or_ask(kam: User, hospital: Account) -> None:
    visit = planned(kam)
    values = {name: value for name, value in actions.visit_values(visit).items() if name != "notes"}
    before = snapshot(values)
    actions.change_visit(by=kam, visit=visit, before=before, values={**values, "channel": "phone"})
    merged = actions.change_visit(by=kam, visit=visit, before=before, values={**values, "account": hospital})
    assert (merged.touchpoint.channel, merged.touchpoint.account) == ("phone", hospital)
    with pytest.raises(EditConflict):
        actions.change_visit(by=kam, visit=visit, before=before, values={**values, "channel": "email"})


def test_cancelling_keeps_the_visit(mine: WebClient, kam: User) -> None:
    visit = planned(kam)
    assert mine.post(f"{URL}{visit.pk}/cancel/").status_code == 302
    assert Touchpoint.objects.get(pk=visit.pk).state == "cancelled"
    assert "Cancelled" in mine.get(URL).content.decode()


def test_what_was_held_is_not_cancelled(mine: WebClient, kam: User) -> None:
    visit = log(kam, planned(kam, hours=-1), "Done")
    answer = mine.post(f"{URL}{visit.pk}/cancel/")
    assert answer.status_code == 403
    assert "was held and cannot be cancelled" in answer.content.decode()


# --- logging ---


def test_logging_marks_it_held(mine: WebClient, kam: User, hospital: Account) -> None:
    visit = planned(kam, hours=-2, account=hospital)
    sent = {**opened(mine, visit), "notes": SECRET, "safety-description": ""}
    answer = mine.post(f"{URL}{visit.pk}/log/", sent)
    assert answer.headers["Location"] == f"{URL}{visit.pk}/"
    visit.refresh_from_db()
    hospital.refresh_from_db()
    assert (visit.notes, visit.touchpoint.state) == (SECRET, "held")
    assert hospital.last_contact_at == visit.touchpoint.starts_at
    assert SECRET in mine.get(f"{URL}{visit.pk}/").content.decode()


def test_a_future_visit_is_not_logged(mine: WebClient, kam: User) -> None:
    visit = planned(kam)
    assert mine.get(f"{URL}{visit.pk}/log/").status_code == 403
    with pytest.raises(PermissionDenied, match="has not begun"):
        log(kam, visit, "Too early")


def test_notes_written_in_two_windows_are_not_overwritten(kam: User) -> None:
    visit = planned(kam, hours=-1)
    start = actions.visit_values(visit)
    before = snapshot({name: start[name] for name in ("stakeholders", "starts_at", "notes")})
    log(kam, visit, "First", before)
    with pytest.raises(EditConflict):
        log(kam, visit, "Second", before)
    visit.refresh_from_db()
    assert visit.notes == "First"


def opened(client: WebClient, visit: Visit) -> dict[str, Any]:
    """What a browser would send back unchanged from the page that logs a visit."""
    form = client.get(f"{URL}{visit.pk}/log/").context["form"]
    return {
        "before": form["before"].value(),
        "starts_at": timezone.localtime(visit.touchpoint.starts_at).isoformat(),
        "stakeholders": [str(key) for key in form["stakeholders"].value()],
    }


def test_the_second_sees_both_versions(mine: WebClient, kam: User) -> None:
    visit = planned(kam, hours=-1)
    data = opened(mine, visit)
    mine.post(f"{URL}{visit.pk}/log/", {**data, "notes": "First"})
    page = mine.post(f"{URL}{visit.pk}/log/", {**data, "notes": "Second"}).content.decode()
    assert "Somebody else saved while you were editing" in page
    assert "First" in page
    assert "Second" in page


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Second"), ("theirs", "First")])
def test_the_second_chooses(mine: WebClient, kam: User, choice: str, kept: str) -> None:
    visit = planned(kam, hours=-1)
    data = opened(mine, visit)
    mine.post(f"{URL}{visit.pk}/log/", {**data, "notes": "First"})
    form = mine.post(f"{URL}{visit.pk}/log/", {**data, "notes": "Second"}).context["form"]
    again = {**data, "before": form["before"].value(), "notes": "Second", "keep_notes": choice}
    assert mine.post(f"{URL}{visit.pk}/log/", again).status_code == 302
    visit.refresh_from_db()
    assert visit.notes == kept


def test_notes_outlast_what_happened_meanwhile(mine: WebClient, kam: User) -> None:
    visit = planned(kam, hours=-1)
    data = opened(mine, visit)
    actions.cancel_visit(by=kam, visit=visit)
    answer = mine.post(f"{URL}{visit.pk}/log/", {**data, "notes": "An hour of writing"})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert "An hour of writing" in answer.content.decode()
    assert mine.get(f"{URL}{visit.pk}/log/").status_code == 403


def test_a_plan_cancelled_meanwhile_keeps_what_was_typed(
    mine: WebClient, kam: User, robin: Stakeholder, hospital: Account
) -> None:
    visit = planned(kam, stakeholders=[robin])
    before = mine.get(f"{URL}{visit.pk}/plan/").context["form"]["before"].value()
    values = {**actions.visit_values(visit), "account": hospital}
    actions.cancel_visit(by=kam, visit=visit)
    answer = mine.post(f"{URL}{visit.pk}/plan/", {"before": before, **typed(values)})
    form = answer.context["form"]
    assert form.non_field_errors()
    assert form["account"].value() == str(hospital.pk)


def test_what_was_heard_reaches_the_safety_desk(mine: WebClient, kam: User) -> None:
    visit = planned(kam, hours=-1)
    data = {**opened(mine, visit), "notes": "", "safety-description": "A patient fainted"}
    assert mine.post(f"{URL}{visit.pk}/log/", data).status_code == 302
    item = SafetyItem.objects.get()
    assert (item.description, item.aware_at) == ("A patient fainted", visit.touchpoint.starts_at)


# --- the list ---


def test_the_list_is_ordered_by_what_is_to_be_done(mine: WebClient, kam: User) -> None:
    late, coming = planned(kam, hours=-3), planned(kam, hours=72)
    held = log(kam, planned(kam, hours=-30), "Done")
    planned(UserFactory(role="kam"))
    context = mine.get(URL).context
    assert [row.pk for row in context["planned"].to_log] == [late.pk]
    assert [row.pk for row in context["planned"].coming] == [coming.pk]
    assert [row.pk for row in context["past"].rows] == [held.pk]


def test_an_empty_list_says_what_to_do(mine: WebClient) -> None:
    assert "Plan the first one" in mine.get(URL).content.decode()


def test_as_many_queries_for_a_long_list(mine: WebClient, kam: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            mine.get(URL)
        return len(captured)

    def add(how_many: int) -> None:
        for _number in range(how_many):
            planned(kam, hours=50)
            log(kam, planned(kam, hours=-5), "Done")

    add(3)
    queries()
    few = queries()
    add(12)
    assert queries() == few <= 20


# --- who reads it ---


@pytest.mark.parametrize(
    ("name", "status"), [("commercial_lead", 200), ("compliance", 200), ("msl", 404), ("safety", 404)]
)
def test_who_reads_the_notes(
    name: str,
    status: int,
    kam: User,
    persona: Callable[[str], User],
    sign_in: Callable[[User], WebClient],
) -> None:
    visit = log(kam, planned(kam, hours=-1), SECRET)
    answer = sign_in(persona(name)).get(f"{URL}{visit.pk}/")
    assert answer.status_code == status
    assert (SECRET in answer.content.decode()) is (status == 200)
    assert sign_in(persona(name)).get(f"/history/visit/{visit.pk}/").status_code == status


def test_the_database_refuses_the_medical_side(kam: User) -> None:
    log(kam, planned(kam, hours=-1), SECRET)
    for table in (Visit, Visit.pgh_event_model):  # type: ignore[attr-defined]
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(Side.MEDICAL),
        ):
            table.objects.exists()


@pytest.mark.parametrize(
    ("name", "reads"), [("kam", True), ("commercial_lead", True), ("compliance", True), ("msl", False)]
)
def test_the_panels_of_the_directory(
    name: str,
    reads: bool,
    kam: User,
    hospital: Account,
    robin: Stakeholder,
    persona: Callable[[str], User],
    sign_in: Callable[[User], WebClient],
) -> None:
    log(kam, planned(kam, hours=-1, account=hospital, stakeholders=[robin]), SECRET)
    client = sign_in(persona(name))
    for page in (hospital, robin):
        answer = client.get(page.get_absolute_url())
        assert answer.status_code == 200
        assert (SECRET in answer.content.decode()) is reads


def test_the_history_tells_notes_and_envelope(mine: WebClient, kam: User) -> None:
    visit = log(kam, planned(kam, hours=-1), SECRET)
    page = mine.get(f"/history/visit/{visit.pk}/").content.decode()
    assert SECRET in page
    assert "logged the visit" in page
    assert "Video call" in page


def test_an_envelope_without_notes_is_a_visit_too(mine: WebClient, kam: User) -> None:
    """Planned by a system of the commercial side, say: it can be read, moved and logged."""
    bare = plan_touchpoint(by=kam, id=new_id(), **envelope(hours=-1))
    assert mine.get(f"{URL}{bare.pk}/").status_code == 200
    assert str(bare.account) in mine.get(URL).content.decode()
    found = visit_at(kam, bare.pk)
    assert found
    log(kam, found, "Noted")
    assert Visit.objects.get(touchpoint=bare).notes == "Noted"


def test_another_persons_envelope_is_not(mine: WebClient) -> None:
    bare = plan_touchpoint(by=UserFactory(role="kam"), id=new_id(), **envelope(hours=-1))
    assert mine.get(f"{URL}{bare.pk}/").status_code == 404


def test_a_form_sent_again_finds_the_visit_whatever_its_key(kam: User) -> None:
    """Rows that came in another way than through the form may have a key of their own."""
    values, key = envelope(), new_id()
    touchpoint = plan_touchpoint(by=kam, id=key, **values)
    visit = Visit.objects.create(touchpoint=touchpoint, notes="Brought along.")
    assert actions.plan_visit(by=kam, id=key, values=values) == visit
    assert Visit.objects.get().notes == "Brought along."
