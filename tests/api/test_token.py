"""Getting a token, and what it is good for."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone
from oauth2_provider.models import AccessToken

from apps.core.merging import snapshot
from apps.integrations.api.clients import make_client
from apps.users.actions import (
    SideChange,
    deactivate_person,
    edit_person,
    person_values,
    reactivate_person,
)
from apps.users.ending import end_leftovers
from apps.users.models import APIClient, User
from tests.api.conftest import BOTH, LIST, ask_token
from tests.personas import WebClient

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> dict[str, str]:
    """What the command prints, by name."""
    out = io.StringIO()
    call_command("make_api_client", *arguments, stdout=out)
    return dict(line.split(": ", 1) for line in out.getvalue().splitlines() if ": " in line)


def test_the_command_makes_a_client_that_gets_a_token_for_an_hour() -> None:
    told = printed("Sync", "--side", "medical", "--scopes", BOTH)
    answer = ask_token(told["client_id"], told["client_secret"])
    assert answer.status_code == 200
    assert answer.json()["expires_in"] == 3600
    assert answer.json()["token_type"] == "Bearer"
    assert set(answer.json()["scope"].split()) == set(BOTH.split())


def test_neither_secret_nor_token_is_kept_in_the_database() -> None:
    client, secret = make_client("Sync", "medical", BOTH)
    token = ask_token(client.client_id, secret).json()["access_token"]
    assert secret not in APIClient.objects.get().client_secret
    assert AccessToken.objects.get().token != token


def test_a_token_has_no_more_scopes_than_its_client() -> None:
    client, secret = make_client("Sync", "medical", "read:interactions")
    assert ask_token(client.client_id, secret, scope="read:interactions").status_code == 200
    refused = ask_token(client.client_id, secret, scope="write:interactions")
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_scope")


def test_a_wrong_secret_gets_nothing() -> None:
    client, _secret = make_client("Sync", "medical", BOTH)
    answer = ask_token(client.client_id, "guess")
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token"])
def test_no_other_flow_is_served(grant: str) -> None:
    client, secret = make_client("Sync", "medical", BOTH)
    answer = ask_token(client.client_id, secret, grant_type=grant, username="a", password="b", code="c")
    assert answer.status_code in {400, 401}
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("Sync", "--side", "medical", "--scopes", "read:everything"),
        (" ", "--side", "medical", "--scopes", BOTH),
    ],
)
def test_the_command_refuses_what_makes_no_sense(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        printed(*arguments)


def test_a_name_is_taken_once() -> None:
    make_client("Sync", "medical", BOTH)
    with pytest.raises(CommandError, match="name"):
        printed("Sync", "--side", "medical", "--scopes", BOTH)


def test_nobody_can_sign_in_as_the_service_user(service_user: User) -> None:
    assert not service_user.has_usable_password()
    assert (service_user.side, service_user.role) == ("medical", "medical_client")


def test_without_a_token_the_answer_is_a_challenge(client: WebClient) -> None:
    answer = client.get(LIST)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("/api/v1/problems/not-authenticated/")


@pytest.mark.parametrize("header", ["Bearer unknown", "Bearer ", "bearer\x00", "Basic YTpi"])
def test_a_bad_header_is_refused(client: WebClient, header: str) -> None:
    assert client.get(LIST, headers={"authorization": header}).status_code == 401


def test_a_bad_token_is_not_replaced_by_a_session(sign_in: Callable[[User], WebClient], msl: User) -> None:
    answer = sign_in(msl).get(LIST, headers={"authorization": "Bearer unknown"})
    assert answer.status_code == 401
    assert "invalid_token" in answer["WWW-Authenticate"]


def test_an_expired_token_is_refused(api: WebClient) -> None:
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert api.get(LIST).status_code == 401


def test_the_token_of_a_service_user_who_left_is_refused(api: WebClient, service_user: User) -> None:
    User.objects.filter(pk=service_user.pk).update(is_active=False)
    assert api.get(LIST).status_code == 401


@pytest.mark.parametrize("is_swept", [False, True])
def test_reactivating_brings_no_token_back(
    api: WebClient, service_user: User, administrator: User, is_swept: bool
) -> None:
    """Also when the task that deletes them comes only after it, or never."""
    deactivate_person(by=administrator, person=service_user)
    reactivate_person(by=administrator, person=service_user)
    if is_swept:
        end_leftovers()
    assert AccessToken.objects.exists() is not is_swept
    assert api.get(LIST).status_code == 401


def test_a_token_from_after_the_return_is_good(service_user: User, administrator: User) -> None:
    deactivate_person(by=administrator, person=service_user)
    reactivate_person(by=administrator, person=service_user)
    client, secret = make_client("Another", "medical", BOTH)
    APIClient.objects.filter(pk=client.pk).update(service_user=service_user)
    token = ask_token(client.client_id, secret).json()["access_token"]
    end_leftovers()
    headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
    assert WebClient(headers=headers).get(LIST).status_code == 200


def test_a_service_user_who_left_gets_no_new_token() -> None:
    client, secret = make_client("Sync", "medical", BOTH)
    User.objects.filter(pk=client.service_user_id).update(is_active=False)
    answer = ask_token(client.client_id, secret)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert not AccessToken.objects.exists()


def test_a_client_does_not_take_its_tokens_to_another_side(
    api: WebClient, service_user: User, administrator: User
) -> None:
    start = person_values(service_user)
    with pytest.raises(PermissionDenied, match="tokens"):
        edit_person(
            by=administrator,
            person=service_user,
            before=snapshot(start),
            values=start | {"role": "commercial_client"},
            move=SideChange(reason="Moves to sales"),
        )
    service_user.refresh_from_db()
    assert service_user.side == "medical"


def test_a_missing_scope_is_named(connect: Callable[..., WebClient]) -> None:
    answer = connect(scopes="read:interactions").post(LIST, {}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "This needs the scope write:interactions."
    assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_scopes_that_a_client_lost_do_not_work_in_old_tokens(api: WebClient) -> None:
    assert api.get(LIST).status_code == 200
    APIClient.objects.update(scopes="write:interactions")
    assert api.get(LIST).status_code == 403


def test_a_page_of_ours_may_read_with_its_session(sign_in: Callable[[User], WebClient], msl: User) -> None:
    assert sign_in(msl).get(LIST).status_code == 200


def test_a_page_of_ours_writes_only_with_the_csrf_token(msl: User) -> None:
    web = WebClient(enforce_csrf_checks=True)
    web.force_login(msl)
    answer = web.post(LIST, {}, content_type="application/json")
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]
