"""A token and a session in one request: exactly one of them says who calls, everywhere in that request."""

from collections.abc import Callable

import pytest

from apps.audit.models import Reading
from apps.interactions.models import Interaction
from apps.users.models import User
from tests.api.conftest import LIST
from tests.personas import WebClient

PAGE = "/directory/stakeholders/"
SignIn = Callable[[User], WebClient]


@pytest.fixture
def bearer(api: WebClient) -> dict[str, str]:
    """The header of a client of the medical side."""
    return {"authorization": api.defaults["HTTP_AUTHORIZATION"]}


@pytest.mark.parametrize("header", ["Bearer unknown", "Bearer ", "bearer x"])
def test_on_pages_a_bad_token_beside_a_session_is_nothing(sign_in: SignIn, msl: User, header: str) -> None:
    answer = sign_in(msl).get(PAGE, headers={"authorization": header})
    assert (answer.status_code, answer.context["user"]) == (200, msl)


@pytest.mark.parametrize("name", ["msl", "kam", "compliance"])
def test_on_pages_the_session_counts_and_no_token(
    sign_in: SignIn, persona: Callable[[str], User], name: str, bearer: dict[str, str]
) -> None:
    answer = sign_in(persona(name)).get(PAGE, headers=bearer)
    assert (answer.status_code, answer.context["user"]) == (200, persona(name))
    assert Reading.objects.exists() == (name == "compliance")


def test_a_token_alone_opens_no_page(client: WebClient, bearer: dict[str, str]) -> None:
    answer = client.get(PAGE, headers=bearer)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/sign-in/?next={PAGE}")


@pytest.mark.parametrize("name", ["kam", "compliance", "administrator"])
def test_in_the_api_the_token_counts_and_no_session(
    sign_in: SignIn,
    persona: Callable[[str], User],
    name: str,
    bearer: dict[str, str],
    submitted: Interaction,
    service_user: User,
) -> None:
    answer = sign_in(persona(name)).get(f"{LIST}{submitted.pk}/", headers=bearer)
    assert answer.status_code == 200
    assert answer.wsgi_request.user == service_user
    assert not Reading.objects.exists()


@pytest.mark.parametrize("header", ["", "Bearer unknown"])
@pytest.mark.parametrize("path", ["docs/", "schema/", "problems/not-found/"])
def test_what_describes_the_api_never_mixes_them(
    sign_in: SignIn, kam: User, path: str, header: str, bearer: dict[str, str]
) -> None:
    answer = sign_in(kam).get(f"/api/v1/{path}", headers={"authorization": header} if header else bearer)
    assert answer.status_code == 200
    assert answer.wsgi_request.user != kam
