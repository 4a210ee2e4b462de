"""A request is one transaction on one side; what fails leaves nothing behind."""

import logging
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from apps.core.logs import JSONLines, WithoutContent
from apps.directory.models import Account
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.factories import AccountFactory


def reads_medical(request: HttpRequest) -> HttpResponse:
    """A view that forgot every rule."""
    return HttpResponse(str(list(Interaction.objects.values("notes"))))


def writes_then_fails(request: HttpRequest) -> HttpResponse:
    """Fails after writing."""
    AccountFactory(name="Half done")
    raise ZeroDivisionError


def writes_then_fails_while_rendering(request: HttpRequest) -> HttpResponse:
    """Fails after its own savepoint was released, while the template is rendered."""
    AccountFactory(name="Half done")
    broken = engines["django"].from_string("{% widthratio 1 zero 1 as x %}{{ fails }}")
    return TemplateResponse(request, broken, {"fails": Failing()})


class Failing:
    """Fails when shown."""

    def __str__(self) -> str:
        raise ZeroDivisionError


@login_not_required
def open_to_all(request: HttpRequest) -> HttpResponse:
    """A view that forgot to ask who calls."""
    return HttpResponse(str(Account.objects.count()))


def asks_wrongly(request: HttpRequest, how: str) -> HttpResponse:
    """Asks the database something that it refuses, with what somebody typed in it; the database quotes it."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSED[how], {"typed": TYPED})
    return HttpResponse("never")


TYPED = 'OKAPIWORD\n", "OKAPIWORD'
#: Each makes PostgreSQL say what was typed: as a value, in a line of the statement, or in the row.
REFUSED = {
    "number": "SELECT %(typed)s::int",
    "key": "SELECT %(typed)s::uuid",
    "moment": "SELECT %(typed)s::timestamptz",
    "json": "SELECT %(typed)s::jsonb",
    "function": "SELECT no_such_function(%(typed)s)",
    "column": "SELECT %(typed)s, no_such_column FROM users_user",
    "array": "SELECT %(typed)s::uuid[]",
    "range": "SELECT ('1' || repeat('0', 40) || length(%(typed)s))::bigint",
    "row": "INSERT INTO directory_account (id, name) VALUES (gen_random_uuid(), %(typed)s)",
}
urlpatterns = [
    path("", include("msl_crm.urls")),
    path("hostile/medical/", reads_medical),
    path("hostile/fails/", writes_then_fails),
    path("hostile/fails-late/", writes_then_fails_while_rendering),
    path("hostile/open/", open_to_all),
    path("hostile/asks/<slug:how>/", asks_wrongly),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def no_raise(sign_in: Any) -> Any:
    """A signed-in client that gets error pages instead of exceptions."""

    def signed_in(user: User) -> Any:
        web = sign_in(user)
        web.raise_request_exception = False
        return web

    return signed_in


@pytest.mark.parametrize("name", ["kam", "commercial_lead", "safety", "administrator"])
def test_a_view_without_any_check_still_shows_no_medical_word(
    name: str, persona: Any, no_raise: Any, submitted: Any
) -> None:
    answer = no_raise(persona(name)).get("/hostile/medical/")
    assert answer.status_code == 500
    assert b"resistance" not in answer.content


@pytest.mark.parametrize("url", ["/hostile/fails/", "/hostile/fails-late/"])
def test_an_answer_of_500_writes_nothing(url: str, msl: User, no_raise: Any) -> None:
    assert no_raise(msl).get(url).status_code == 500
    assert not Account.objects.exists()


@pytest.mark.parametrize("formatter", [WithoutContent("%(message)s"), JSONLines()])
def test_neither_page_nor_log_quotes_what_the_database_quotes(
    formatter: logging.Formatter, msl: User, no_raise: Any, caplog: Any
) -> None:
    web = no_raise(msl)
    for how in REFUSED:
        caplog.clear()
        answer = web.get(f"/hostile/asks/{how}/")
        assert (answer.status_code, "OKAPIWORD" in answer.content.decode()) == (500, False), how
        lines = [formatter.format(record) for record in caplog.records]
        assert lines, how
        assert "OKAPIWORD" not in "".join(lines), how


def test_nobody_signed_in_reads_nothing_even_where_nobody_asks(client: Any) -> None:
    client.raise_request_exception = False
    AccountFactory()
    assert client.get("/hostile/open/").status_code == 500


def test_an_anonymous_visitor_is_sent_to_sign_in(client: Any) -> None:
    answer = client.get("/interactions/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=/interactions/")


def test_every_answer_carries_the_policy_and_is_not_cached(client: Any) -> None:
    answer = client.get("/account/sign-in/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Request-Id"]
