"""The pages of compliance: list, incident, concerns, anonymous reports."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.incidents.actions import raise_concern, report_anonymously
from apps.incidents.models import AnonymousReport, Concern, ConcernKind, Incident, LogEntry
from apps.users.models import User
from tests.incidents.conftest import VALUES, report
from tests.personas import WebClient


@pytest.fixture
def desk(compliance: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(compliance)


@pytest.fixture
def concern(kam: User) -> Concern:
    raise_concern(
        kind=ConcernKind.STEERING,
        about_kind="handoffs.handoff",
        about_id=uuid.uuid4(),
        rules=["lead"],
        by=kam,
    )
    return Concern.objects.get()


def test_the_list_shows_what_is_not_closed(desk: WebClient, incident: Incident) -> None:
    assert b"chose whom I visit" in desk.get("/incidents/").content
    assert b"No incident matches" in desk.get("/incidents/?state=closed").content


def test_the_list_costs_the_same_for_many(desk: WebClient, msl: User) -> None:
    costs = []
    for _time in range(2):
        report(msl), report(msl)
        desk.get("/incidents/")
        with CaptureQueriesContext(connection) as captured:
            desk.get("/incidents/")
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_a_step_by_the_page(desk: WebClient, incident: Incident) -> None:
    answer = desk.post(f"/incidents/{incident.pk}/move/", {"to": "triaged", "severity": "3"})
    assert answer["Location"] == incident.get_absolute_url()
    incident.refresh_from_db()
    assert (incident.state, incident.severity) == ("triaged", 3)


def test_a_step_that_lacks_something_says_so(desk: WebClient, incident: Incident) -> None:
    answer = desk.post(f"/incidents/{incident.pk}/move/", {"to": "triaged", "severity": ""})
    assert b"how severe it is" in answer.content


def test_the_other_side_of_the_desk_is_closed(
    kam: User, sign_in: Callable[[User], WebClient], incident: Incident
) -> None:
    web = sign_in(kam)
    assert web.get("/incidents/").status_code == 403
    assert web.get(incident.get_absolute_url()).status_code == 404
    assert web.post(f"/incidents/{incident.pk}/move/", {"to": "triaged"}).status_code == 404


def test_a_concern_is_dismissed_with_a_reason(desk: WebClient, concern: Concern) -> None:
    desk.post(f"/incidents/concerns/{concern.pk}/dismiss/", {"reason": ""})
    concern.refresh_from_db()
    assert concern.state == "open"
    desk.post(f"/incidents/concerns/{concern.pk}/dismiss/", {"reason": "Their own words."})
    concern.refresh_from_db()
    assert (concern.state, concern.reason) == ("dismissed", "Their own words.")


def test_a_concern_becomes_one_incident(desk: WebClient, concern: Concern) -> None:
    url = f"/incidents/concerns/{concern.pk}/incident/"
    first, second = desk.post(url, VALUES), desk.post(url, VALUES)
    made = Incident.objects.get()
    assert first["Location"] == second["Location"] == made.get_absolute_url()
    assert (made.found, made.found_id, made.reported_by) == ("detector", concern.pk, None)
    assert desk.post(f"/incidents/concerns/{concern.pk}/dismiss/", {"reason": "No."}).status_code == 200
    concern.refresh_from_db()
    assert concern.state == "incident"


def test_an_anonymous_report_becomes_one_incident(desk: WebClient) -> None:
    report_anonymously(id=uuid.uuid4(), kind="other", what_happened="They share a car.")
    row = AnonymousReport.objects.get()
    url = f"/incidents/anonymous/{row.pk}/"
    assert url.encode() in desk.get("/incidents/concerns/").content
    assert b"share a car" in desk.get(url).content
    desk.post(url, VALUES)
    assert (Incident.objects.get().found, Incident.objects.get().reported_by) == ("anonymous", None)
    assert url.encode() not in desk.get("/incidents/concerns/").content


def test_the_inbox_shows_the_first_anonymous_reports_and_the_way_to_all(desk: WebClient) -> None:
    keys = [uuid.uuid4() for _n in range(51)]
    for key in keys[:5]:
        report_anonymously(id=key, kind="other", what_happened="Something.")
    assert b'"/incidents/anonymous/"' not in desk.get("/incidents/concerns/").content
    for key in keys[5:]:
        report_anonymously(id=key, kind="other", what_happened="Something.")
    inbox = desk.get("/incidents/concerns/").content.decode()
    assert '"/incidents/anonymous/"' in inbox
    assert inbox.count('href="/incidents/anonymous/') == 6
    first = desk.get("/incidents/anonymous/")
    second = desk.get(f"/incidents/anonymous/?cursor={first.context['page'].next}")
    shown = [row.pk for answer in (first, second) for row in answer.context["page"].rows]
    assert sorted(shown) == sorted(AnonymousReport.objects.values_list("pk", flat=True))


def test_a_comment_by_the_page(desk: WebClient, incident: Incident) -> None:
    desk.post(f"/incidents/{incident.pk}/comment/", {"id": str(uuid.uuid4()), "words": "Asked the team."})
    assert b"Asked the team." in desk.get(incident.get_absolute_url()).content
    assert LogEntry.objects.count() == 1
