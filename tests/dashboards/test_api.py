"""The REST resource `reports`: one's own only, as the page shows them, listed in as many statements for many."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.catalog.models import TherapeuticArea, TherapeuticAreaAssignment
from apps.dashboards.api import REPORTS
from apps.dashboards.examples import EXAMPLES
from apps.dashboards.models import Edition
from apps.dashboards.serializers import ReportLine, ReportOutput, ReportPart, ReportRow
from apps.followups.models import Commitment
from apps.integrations.api.clients import make_client
from apps.users.models import User
from tests.api.conftest import ask_token
from tests.dashboards.conftest import FIRST, LAST, MONDAY, sweep
from tests.personas import PERSONAS, WebClient

LIST = "/api/v1/reports/"
JSON = "application/json"


@pytest.fixture
def token(db: None) -> WebClient:
    """A client of the medical side that may read reports."""
    client, secret = make_client("Archive", "medical", "read:reports")
    bearer = ask_token(client.client_id, secret).json()["access_token"]
    return WebClient(headers={"authorization": f"Bearer {bearer}"})


def line_of(item: dict[str, Any], part: str, name: str) -> dict[str, Any]:
    """One line of one part of a report."""
    (lines,) = [found["lines"] for found in item["parts"] if found["name"] == part]
    (line,) = [found for found in lines if found["name"] == name]
    return dict(line)


def test_examples_show_every_field() -> None:
    output = EXAMPLES["output"]
    (part,) = output["parts"]
    (line,) = part["lines"]
    (row,) = line["rows"]
    shown = [(output, ReportOutput()), (part, ReportPart()), (line, ReportLine()), (row, ReportRow())]
    for example, serializer in shown:
        assert list(example) == list(serializer.fields)


def test_an_item_says_all_that_is_declared(web: WebClient, edition: Edition) -> None:
    (item,) = web.get(LIST).json()["results"]
    assert list(item) == list(REPORTS.fields) == list(ReportOutput().fields)
    assert (item["id"], item["report"]) == (str(edition.pk), "weekly")
    assert (item["first_day"], item["last_day"]) == (FIRST.isoformat(), LAST.isoformat())
    assert item["made_at"] == item["created_at"]
    for part in item["parts"]:
        assert list(part) == list(ReportPart().fields)
        assert {*ReportLine().fields} == {name for line in part["lines"] for name in line}
    assert web.get(f"{LIST}{edition.pk}/").json() == item


def test_its_parts_are_those_of_the_page(web: WebClient, edition: Edition) -> None:
    item = web.get(f"{LIST}{edition.pk}/").json()
    page = web.get(edition.get_absolute_url()).content.decode()
    promise = Commitment.objects.get(state="open")
    line = line_of(item, "promises", "overdue")
    (row,) = line.pop("rows")
    assert line == {"name": "overdue", "title": "Overdue", "count": 1, "hidden": 0}
    assert row["link"] == settings.PUBLIC_URL + promise.get_absolute_url()
    assert row["words"] == promise.what
    assert row["detail"] in page
    for part in item["parts"]:
        assert part["title"] in page
        assert all(line["title"] in page for line in part["lines"])


def test_the_numbers_stay_when_the_rows_change(web: WebClient, edition: Edition) -> None:
    first = web.get(f"{LIST}{edition.pk}/")
    Commitment.objects.filter(state="open").update(what="Send another one", due_on="2030-01-01")
    known = {"if-none-match": first["ETag"]}
    changed = web.get(f"{LIST}{edition.pk}/", headers=known)
    assert changed.status_code == 200
    line = line_of(changed.json(), "promises", "overdue")
    assert (line["count"], line["rows"][0]["words"]) == (1, "Send another one")
    assert web.get(f"{LIST}{edition.pk}/", headers={"if-none-match": changed["ETag"]}).status_code == 304


def test_what_may_be_seen_no_longer_is_counted_and_not_given(
    msl: User, other_msl: User, other_area: TherapeuticArea, web: WebClient, edition: Edition
) -> None:
    keys = [str(key) for key in Commitment.objects.values_list("pk", flat=True)]
    Commitment.objects.update(owner=other_msl, therapeutic_area=other_area, what="Hidden from now on")
    TherapeuticAreaAssignment.objects.filter(user=msl).delete()
    for address in (LIST, f"{LIST}{edition.pk}/"):
        answer = web.get(address)
        assert answer.status_code == 200
        assert not [told for told in ("Hidden from now on", *keys) if told in answer.content.decode()]
    line = line_of(answer.json(), "promises", "overdue")
    assert (line["count"], line["rows"], line["hidden"]) == (1, [], 1)


@pytest.mark.parametrize("name", PERSONAS)
def test_nobody_reads_another_persons_report(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient], edition: Edition
) -> None:
    web = sign_in(persona(name))
    assert web.get(f"{LIST}{edition.pk}/").status_code == (200 if name == "msl" else 404)
    listed = web.get(LIST)
    assert (str(edition.pk) in listed.content.decode()) == (name == "msl")
    if name in {"kam", "commercial_lead", "safety", "administrator"}:
        assert listed.status_code == 403


def test_a_client_with_a_token_has_no_reports_of_its_own(token: WebClient, edition: Edition) -> None:
    assert token.get(LIST).json()["results"] == []
    assert token.get(f"{LIST}{edition.pk}/").status_code == 404


def test_a_report_that_is_made_no_longer_is_named_without_parts(web: WebClient, edition: Edition) -> None:
    days = {"first_day": "2020-01-06", "last_day": "2020-01-12"}
    old = Edition.objects.create(person=edition.person, report="gone", content={"x": {}}, **days)
    latest, gone = web.get(LIST).json()["results"]
    assert (latest["id"], gone["id"]) == (str(edition.pk), str(old.pk))
    assert (gone["report"], gone["parts"]) == ("gone", None)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("report=weekly", True),
        ("report=monthly", False),
        (f"first_day={FIRST}", True),
        (f"first_day={LAST}", False),
        (f"first_day__gte={FIRST}", True),
        (f"first_day__gte={LAST}", False),
        (f"first_day__lte={FIRST}", True),
        (f"first_day__lte={FIRST - timedelta(days=1)}", False),
        (f"last_day={LAST}", True),
        (f"last_day={FIRST}", False),
        (f"last_day__gte={LAST}", True),
        (f"last_day__gte={LAST + timedelta(days=1)}", False),
        (f"last_day__lte={LAST}", True),
        (f"last_day__lte={FIRST}", False),
    ],
)
def test_it_is_filtered(web: WebClient, edition: Edition, query: str, is_found: bool) -> None:
    found = web.get(f"{LIST}?{query}")
    assert found.status_code == 200
    assert [item["id"] for item in found.json()["results"]] == [str(edition.pk)] * is_found


@pytest.mark.parametrize("query", ["first_day=soon", "state=open", "expand=parts", "ordering=report"])
def test_what_cannot_be_meant_is_refused(web: WebClient, query: str) -> None:
    assert web.get(f"{LIST}?{query}").status_code == 400


def test_the_latest_comes_first(web: WebClient, edition: Edition) -> None:
    sweep(MONDAY + timedelta(days=7))
    days = [item["first_day"] for item in web.get(f"{LIST}?fields=first_day").json()["results"]]
    assert days == ["2026-11-23", "2026-11-16"]
    first = web.get(f"{LIST}?page_size=1&ordering=first_day").json()
    assert first["results"][0]["first_day"] == "2026-11-16"
    assert web.get(first["next"]).json()["results"][0]["first_day"] == "2026-11-23"


def test_the_list_costs_the_same_for_many(web: WebClient, edition: Edition) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            web.get(LIST)
        return len(captured)

    cost()
    few = cost()
    for weeks in range(1, 11):
        sweep(MONDAY + timedelta(days=7 * weeks))
    assert len(web.get(LIST).json()["results"]) == 11
    assert cost() == few


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(web: WebClient, token: WebClient, edition: Edition, method: str) -> None:
    for caller in (web, token):
        for address in (LIST, f"{LIST}{edition.pk}/"):
            answer = getattr(caller, method)(address, {"report": "weekly"}, content_type=JSON)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
            assert answer.json()["type"].endswith("/problems/method-not-allowed/")
    assert Edition.objects.count() == 1


def test_the_schema_offers_nothing_but_reading(client: WebClient, db: None) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    for address in (LIST, f"{LIST}{{id}}/"):
        operations = schema["paths"][address]
        assert list(operations) == ["get"]
        assert "expand" not in {parameter["name"] for parameter in operations["get"]["parameters"]}
    scopes = schema["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]["scopes"]
    assert {scope for scope in scopes if scope.endswith(":reports")} == {"read:reports"}
