"""An anonymous report leaves nothing that leads to who sent it: no history, no time, no name, no line in a log."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Reading
from apps.core.models import new_id
from apps.core.traces import Traced
from apps.incidents import throttling
from apps.incidents.actions import report_anonymously
from apps.incidents.models import AnonymousReport
from apps.users.models import User
from tests.personas import PERSONAS, WebClient

URL = "/incidents/report/anonymously/"


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test counts from the beginning."""
    monkeypatch.setattr("apps.incidents.views.reporting.anonymous_reports", throttling.Counted())


def send(web: WebClient, **values: Any) -> Any:
    return web.post(
        URL, {"id": str(uuid.uuid4()), "kind": "steering", "what_happened": "Told whom to see."} | values
    )


def counts() -> dict[str, int]:
    """Rows of every table."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("name", PERSONAS)
def test_one_row_in_one_table_and_nothing_else_is_written(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(persona(name))
    before = counts()
    assert send(web).status_code == 200
    changed = {label: number - before[label] for label, number in counts().items() if number != before[label]}
    assert changed == {"incidents.AnonymousReport": 1}


def test_the_row_holds_a_random_key_a_day_and_what_was_written(
    msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    send(sign_in(msl))
    assert {field.name for field in AnonymousReport._meta.fields} == {
        "id", "received_on", "kind", "what_happened", "happened_on",
    }  # fmt: skip
    report = AnonymousReport.objects.get()
    assert report.id.version == 4
    assert not hasattr(AnonymousReport, "pgh_event_model")


def test_no_statement_of_the_insert_carries_a_name_or_the_request(
    msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(msl)
    with CaptureQueriesContext(connection) as captured:
        answer = send(web)
    written = [query["sql"] for query in captured if "incidents_anonymousreport" in query["sql"]]
    assert len(written) == 1
    assert str(msl.pk) not in written[0]
    assert answer["X-Request-Id"] not in "".join(query["sql"] for query in captured)


def test_the_answer_is_the_same_for_everybody_and_sets_nothing(
    msl: User, other_msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    answers = [send(sign_in(user)) for user in (msl, other_msl)]
    for answer in answers:
        assert set(answer.cookies) <= {"csrftoken"}
        assert answer.templates[0].name == "incidents/anonymous_thanks.html"


def test_nothing_is_logged(msl: User, sign_in: Callable[[User], WebClient], caplog: Any) -> None:
    web = sign_in(msl)
    caplog.set_level(logging.INFO)
    send(web)
    send(web, what_happened="")
    assert not caplog.records


@pytest.mark.parametrize(("path", "is_logged"), [(URL, False), ("/incidents/report/", True), ("/", True)])
def test_the_access_log_passes_over_it(path: str, is_logged: bool) -> None:
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "%(U)s", ({"U": path},), None)
    assert Traced().filter(record) is is_logged


def test_it_is_not_among_what_oversight_has_read(
    compliance: User, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(compliance)
    web.get(URL)
    send(web)
    assert not Reading.objects.exists()


def test_a_form_sent_twice_reports_once(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    web, key = sign_in(msl), str(uuid.uuid4())
    send(web, id=key)
    send(web, id=key)
    assert AnonymousReport.objects.count() == 1


def test_a_key_that_tells_the_time_is_refused(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    send(sign_in(msl), id=str(new_id()))
    assert not AnonymousReport.objects.exists()
    with pytest.raises(ValueError, match="random"):
        report_anonymously(id=new_id(), kind="other", what_happened="x")


def test_too_many_are_refused_and_nobody_is_remembered(
    msl: User, kam: User, sign_in: Callable[[User], WebClient]
) -> None:
    web = sign_in(msl)
    cache.clear()
    answers = [send(web) for _time in range(throttling.MOST + 1)]
    assert b"in an hour" in answers[-1].content
    assert AnonymousReport.objects.count() == throttling.MOST
    send(sign_in(kam))
    assert AnonymousReport.objects.count() == throttling.MOST + 1


def test_the_counter_forgets_and_holds_no_name() -> None:
    counted = throttling.Counted()
    assert [counted.take("me", 0.0) for _time in range(throttling.MOST + 1)][-1] is False
    assert "me" not in repr(vars(counted))
    assert counted.take("me", throttling.PERIOD_SECONDS + 1.0)
