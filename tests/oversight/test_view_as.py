"""Looking as somebody else: their pages, their side, nothing written, all of it recorded, and an end to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse
from django.utils import timezone

from apps.audit.models import DeniedAttempt, Reading
from apps.core.models import new_id
from apps.directory.models import Account
from apps.interactions.models import Interaction
from apps.oversight.models import Viewing
from apps.oversight.policies import may_view_as
from apps.users.models import User
from tests.factories import AccountFactory, UserFactory
from tests.personas import PERSONAS, WebClient

Look = Callable[[User], WebClient]


def reads_medical(request: HttpRequest) -> HttpResponse:
    """A view that forgot every rule."""
    return HttpResponse(str(list(Interaction.objects.values("notes"))))


def writes_while_reading(request: HttpRequest) -> HttpResponse:
    """Writes into a table that each side may write, at a GET."""
    AccountFactory(name="Made by looking")
    return HttpResponse("made")


urlpatterns = [
    path("", include("msl_crm.urls")),
    path("hostile/medical/", reads_medical),
    path("hostile/writes/", writes_while_reading),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize("name", PERSONAS)
def test_compliance_alone_looks_and_only_as_people_of_a_side(
    name: str, persona: Callable[[str], User], compliance: User, msl: User
) -> None:
    person = persona(name)
    assert bool(may_view_as(compliance, person)) is (name not in {"compliance", "administrator"})
    assert bool(may_view_as(person, msl)) is (name == "compliance")


def test_not_as_a_system_nor_as_who_is_gone(compliance: User, msl: User) -> None:
    assert not may_view_as(compliance, UserFactory(role="medical_client"))
    msl.is_active = False
    assert not may_view_as(compliance, msl)


@pytest.mark.parametrize("name", ["compliance", "administrator"])
def test_the_form_refuses_them_too(name: str, persona: Callable[[str], User], desk: WebClient) -> None:
    desk.post("/oversight/view-as/start/", {"person": str(persona(name).pk), "reason": "Because."})
    assert not Viewing.objects.exists()


def test_a_reason_is_needed(kam: User, desk: WebClient) -> None:
    desk.post("/oversight/view-as/start/", {"person": str(kam.pk), "reason": " "})
    assert not Viewing.objects.exists()


def test_pages_are_answered_as_they_see_them(look: Look, kam: User, submitted: Any) -> None:
    web = look(kam)
    assert web.get("/visits/").status_code == 200
    assert web.get("/interactions/").status_code == 403
    assert web.get(f"/interactions/{submitted.pk}/").status_code in {403, 404}
    assert web.get("/incidents/").status_code == 403
    assert web.get("/oversight/view-as/").status_code == 403


@pytest.mark.parametrize("url", ["/visits/", "/interactions/", "/contacts/", "/notifications/"])
def test_every_page_says_so(url: str, look: Look, kam: User) -> None:
    body = look(kam).get(url).content.decode()
    assert "You see this as <strong>Kim Account</strong>" in body
    assert 'action="/oversight/view-as/stop/"' in body


def test_the_database_takes_their_side(look: Look, kam: User, submitted: Any) -> None:
    answer = look(kam).get("/hostile/medical/")
    assert answer.status_code == 500
    assert b"resistance" not in answer.content


def test_the_database_refuses_a_write_that_their_side_could_make(look: Look, kam: User) -> None:
    answer = look(kam).get("/hostile/writes/")
    assert (answer.status_code, b"You only look" in answer.content) == (403, True)
    assert not Account.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "url", ["/users/preferences/", "/incidents/report/anonymously/", "/api/v1/touchpoints/"]
)
def test_nothing_is_sent(method: str, url: str, look: Look, kam: User) -> None:
    answer = getattr(look(kam), method)(url)
    assert answer.status_code == 403
    assert b"You only look" in answer.content


def test_the_pages_of_the_login_stay_ones_own(look: Look, kam: User, compliance: User) -> None:
    web = look(kam)
    for name in ("usersessions_list", "mfa_index", "account_change_password"):
        answer = web.get(reverse(name), follow=True)
        assert answer.status_code == 200
        assert kam.email.encode() not in answer.content
        assert b"You see this as" not in answer.content
    assert web.session["_auth_user_id"] == str(compliance.pk)


def test_each_page_is_recorded_with_both_names(look: Look, kam: User, compliance: User) -> None:
    web = look(kam)
    Reading.objects.all().delete()
    for url in ("/visits/", "/interactions/", "/notifications/", "/users/preferences/"):
        web.get(url)
    rows = Reading.objects.order_by("created_at")
    assert [row.path for row in rows] == [
        "/visits/",
        "/interactions/",
        "/notifications/",
        "/users/preferences/",
    ]
    assert {(row.reader, row.viewed_as) for row in rows} == {(compliance, kam)}
    assert not DeniedAttempt.objects.exists()


def test_stopping_gives_ones_own_view_back(look: Look, kam: User, compliance: User) -> None:
    web = look(kam)
    web.post("/oversight/view-as/stop/")
    assert web.get("/incidents/").status_code == 200
    assert b"You see this as" not in web.get("/incidents/").content
    row = Viewing.objects.get()
    assert (row.officer, row.person, row.end) == (compliance, kam, "stopped")
    history = Viewing.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.pgh_context["verb"] for event in history] == ["start_viewing", "end_viewing"]


def later(kam: User, compliance: User) -> None:
    Viewing.objects.update(until=timezone.now() - timedelta(seconds=1))


def deactivated(kam: User, compliance: User) -> None:
    User.objects.filter(pk=kam.pk).update(is_active=False)


def moved(kam: User, compliance: User) -> None:
    User.objects.filter(pk=kam.pk).update(role="msl")


def promoted(kam: User, compliance: User) -> None:
    User.objects.filter(pk=kam.pk).update(role="administrator")


@pytest.mark.parametrize(
    ("change", "end"), [(later, "time"), (deactivated, "person"), (moved, "person"), (promoted, "person")]
)
def test_it_ends_by_itself(
    change: Callable[[User, User], None], end: str, look: Look, kam: User, compliance: User
) -> None:
    web = look(kam)
    change(kam, compliance)
    answer = web.get("/visits/")
    assert (answer.status_code, answer["Location"]) == (302, "/oversight/view-as/")
    assert Viewing.objects.get().end == end
    assert web.get("/incidents/").status_code == 200


def test_an_officer_who_changes_sides_looks_no_more(look: Look, kam: User, compliance: User) -> None:
    web = look(kam)
    User.objects.filter(pk=compliance.pk).update(role="msl")
    web.get("/visits/")
    assert Viewing.objects.get().end == "officer"
    assert web.get("/visits/").status_code == 403


def test_a_deactivated_officer_is_out(look: Look, kam: User, compliance: User) -> None:
    web = look(kam)
    User.objects.filter(pk=compliance.pk).update(is_active=False)
    assert "/account/sign-in/" in web.get("/visits/")["Location"]


def test_a_new_session_looks_as_oneself(
    look: Look, kam: User, compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    look(kam)
    assert sign_in(compliance).get("/incidents/").status_code == 200


def test_the_key_of_somebody_elses_viewing_opens_nothing(
    look: Look, kam: User, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    look(kam)
    web = sign_in(msl)
    for key in (str(Viewing.objects.get().pk), str(new_id())):
        session = web.session
        session["viewing"] = key
        session.save()
        assert web.get("/interactions/").status_code == 302
        assert web.get("/interactions/").status_code == 200
    assert Viewing.objects.get().ended_at is None


def test_the_api_is_answered_as_they_see_it(look: Look, kam: User, submitted: Any) -> None:
    web = look(kam)
    assert web.get("/api/v1/interactions/").status_code == 403
    assert web.get(f"/api/v1/interactions/{submitted.pk}/").status_code in {403, 404}


def test_only_the_officer_stops_it(look: Look, kam: User, sign_in: Callable[[User], WebClient]) -> None:
    look(kam)
    assert sign_in(kam).post("/oversight/view-as/stop/").status_code == 403
    assert Viewing.objects.get().ended_at is None
