"""What is refused is counted: by whom, which page, how; never which row, and never what leads nowhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from apps.audit.models import DeniedAttempt
from apps.audit.queries import denials_by_day, denials_for
from apps.firewall.roles import acting_as
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.personas import PERSONAS, WebClient


def reads_medical(request: HttpRequest) -> HttpResponse:
    """A view that forgot every rule."""
    return HttpResponse(str(list(Interaction.objects.values("notes"))))


urlpatterns = [path("", include("msl_crm.urls")), path("hostile/medical/", reads_medical, name="hostile")]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def web(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    web = sign_in(kam)
    web.raise_request_exception = False
    return web


@pytest.mark.parametrize(
    ("url", "page", "kind"),
    [
        ("/incidents/", "incidents:list", "refused"),
        ("/interactions/01928a7c-5f00-7000-8000-00000000000f/", "interactions:read", "hidden"),
        ("/hostile/medical/", "hostile", "database"),
        ("/api/v1/interactions/", "api-interactions:list", "refused"),
    ],
)
def test_an_attempt_is_counted(url: str, page: str, kind: str, web: WebClient, kam: User) -> None:
    web.get(url)
    made = DeniedAttempt.objects.get()
    assert (made.user, made.user_side, made.page, made.method, made.kind) == (
        kam,
        "commercial",
        page,
        "GET",
        kind,
    )


@pytest.mark.parametrize("url", ["/nowhere/", "/api/v1/nowhere/", "/", "/account/nothing/"])
def test_what_leads_nowhere_or_is_open_counts_for_nothing(url: str, web: WebClient) -> None:
    web.get(url)
    assert not DeniedAttempt.objects.exists()


def test_nobody_signed_in_is_not_counted(client: WebClient) -> None:
    client.get("/incidents/")
    assert not DeniedAttempt.objects.exists()


@pytest.mark.parametrize("name", sorted(set(PERSONAS) - {"compliance"}))
def test_each_side_adds_and_none_reads(
    name: str, persona: Callable[[str], User], sign_in: Callable[[User], WebClient]
) -> None:
    user = persona(name)
    sign_in(user).get("/incidents/")
    assert DeniedAttempt.objects.count() == 1
    assert not denials_for(user)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        acting_as(user.side),
    ):
        DeniedAttempt.objects.exists()


def test_compliance_reads_them_by_day(web: WebClient, compliance: User) -> None:
    for _time in range(3):
        web.get("/incidents/")
    counted: list[dict[str, Any]] = denials_by_day(compliance, 7)
    assert [(row["kind"], row["user_side"], row["count"]) for row in counted] == [
        ("refused", "commercial", 3)
    ]
