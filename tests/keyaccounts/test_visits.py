"""A key account manager's day: plan, move, log, cancel; the medical side learns that, never what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.models import CollisionNotice, Touchpoint
from apps.core.merging import EditConflict, snapshot
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.interactions.actions import plan_interaction
from apps.interactions.entry import Entry
from apps.keyaccounts import actions
from apps.keyaccounts.models import Visit
from apps.safety.models import SafetyItem
from apps.users.models import User
from tests.factories import PurposeClassFactory, StakeholderFactory, UserFactory
from tests.keyaccounts.visits import SECRET, URL, envelope, log, planned, typed
from tests.personas import WebClient

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


def test_who_else_is_around_is_shown_before_it_is_saved(
    mine: WebClient, kam: User, msl: User, hospital: Account, robin: Stakeholder, area: Any
) -> None:
    values = envelope(hours=48, account=hospital, stakeholders=[robin])
    shared = {name: values[name] for name in actions.ENVELOPE}
    entry = Entry(**shared, therapeutic_area=area, notes="Resistance.")
    theirs = plan_interaction(by=msl, id=new_id(), entry=entry).touchpoint
    url = f"{URL}{new_id()}/plan/"
    first = mine.post(url, typed(values))
    page = first.content.decode()
    assert (first.status_code, Visit.objects.count()) == (200, 0)
    assert "Mira Liaison (medical) also meets Robin Example" in page
    assert "Resistance" not in page
    assert mine.post(url, typed(values) | {"cautions_seen": first.context["form"].mark}).status_code == 302
    notice = CollisionNotice.objects.get()
    assert {notice.first, notice.second} == {theirs, Visit.objects.get().touchpoint}
    assert notice.seen.get().user == kam


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
    assert queries() == few <= 22
