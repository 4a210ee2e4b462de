"""A second factor: setting it up, signing in with it, losing it, and roles that must have one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.firewall.roles import acting_as
from apps.firewall.sides import ROLE_OF
from apps.notifications.models import Message
from apps.users import actions, checks, second_factor
from apps.users.ending import end_leftovers
from apps.users.models import User
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.users.factors import (
    FACTOR,
    PASSWORD,
    SECRET,
    SIGN_IN,
    code_of,
    confirmed,
    password_typed,
    secret_on,
    with_app,
)
from tests.users.keys import HOST, SoftKey

HOME = "/users/preferences/"
STEP = f"{FACTOR}authenticate/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def typed(client: WebClient, code: str) -> str:
    """Where a code leads, or the page that refuses it."""
    answer = client.post(STEP, {"code": code})
    return answer.headers.get("Location", "") or answer.content.decode()


# --- setting it up ---


def test_an_app_is_set_up_by_its_first_code(client: WebClient, person: User) -> None:
    password_typed(client, person)
    page = confirmed(client).get(f"{FACTOR}app/").content.decode()
    assert "data:image/svg+xml;base64" in page
    answer = client.post(f"{FACTOR}app/", {"code": code_of(secret_on(page))})
    assert answer.headers["Location"] == f"{FACTOR}codes/"
    codes = client.get(f"{FACTOR}codes/").content.decode()
    assert codes.count("<li><code>") == 10
    assert "<li><code>" not in client.get(f"{FACTOR}codes/").content.decode(), "codes are shown once"


def test_a_wrong_first_code_sets_up_nothing(client: WebClient, person: User) -> None:
    password_typed(client, person)
    confirmed(client).get(f"{FACTOR}app/")
    assert "Incorrect code" in client.post(f"{FACTOR}app/", {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", ["app/", "keys/add/", "codes/new/"])
def test_it_asks_first_who_one_is(client: WebClient, person: User, path: str) -> None:
    with_app(person) if path == "codes/new/" else None
    cache.clear()
    client.force_login(person)
    assert "/confirm/" in client.get(FACTOR + path).headers["Location"]


def test_secrets_are_not_readable_in_the_table(person: User) -> None:
    codes = with_app(person)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not any(code in kept for code in codes)


def test_a_new_key_of_the_installation_reads_what_the_old_one_wrote(person: User, settings: Any) -> None:
    old = list(settings.SECOND_FACTOR_KEYS)
    kept = second_factor.SecondFactors().encrypt(SECRET)
    settings.SECOND_FACTOR_KEYS = ["another", *old]
    assert second_factor.SecondFactors().decrypt(kept) == SECRET
    settings.SECOND_FACTOR_KEYS = ["another"]
    with pytest.raises(ValidationError, match="no longer be read"):
        second_factor.SecondFactors().decrypt(kept)


@pytest.mark.parametrize("side", ROLE_OF)
def test_no_side_reads_the_table(db: None, side: Any) -> None:
    with pytest.raises(ProgrammingError, match="denied"), transaction.atomic(), acting_as(side):
        Authenticator.objects.exists()


# --- signing in with it ---


def test_the_password_alone_opens_nothing(client: WebClient, person: User) -> None:
    with_app(person)
    assert password_typed(client, person) == STEP
    assert client.get(HOME).status_code == 302


def test_the_code_opens(client: WebClient, person: User) -> None:
    with_app(person)
    password_typed(client, person)
    assert typed(client, code_of(SECRET)) == "/"
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize(("steps", "opens"), [(-1, True), (1, True), (-3, False), (3, False)])
def test_clocks_may_differ_by_one_step(client: WebClient, person: User, steps: int, opens: bool) -> None:
    with_app(person)
    password_typed(client, person)
    assert (typed(client, code_of(SECRET, steps)) == "/") is opens


def test_a_code_is_taken_once(client: WebClient, person: User) -> None:
    with_app(person)
    code = code_of(SECRET)
    password_typed(client, person)
    assert typed(client, code) == "/"
    cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")
    other = WebClient()
    password_typed(other, person)
    assert "used already" in typed(other, code)


@pytest.mark.parametrize("spelling", ["{} {}", "{}-{}", " {}.{} ", "{}\t{}"])
def test_a_used_code_in_another_spelling_is_used(client: WebClient, person: User, spelling: str) -> None:
    """allauth remembers it for 30 seconds, and takes it for longer."""
    with_app(person)
    code = code_of(SECRET)
    password_typed(client, person)
    assert typed(client, code) == "/"
    cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")
    other = WebClient()
    password_typed(other, person)
    assert "used already" in typed(other, spelling.format(code[:3], code[3:]))
    assert other.get(HOME).status_code == 302


def test_a_recovery_code_works_once(client: WebClient, person: User) -> None:
    code = with_app(person)[0]
    password_typed(client, person)
    assert typed(client, code) == "/"
    other = WebClient()
    password_typed(other, person)
    assert "Incorrect code" in typed(other, code)


def test_guessing_codes_ends_soon(client: WebClient, person: User) -> None:
    with_app(person)
    password_typed(client, person)
    for _try in range(5):
        assert "Incorrect code" in typed(client, "000000")
    assert "Too many" in typed(client, code_of(SECRET))
    assert client.get(HOME).status_code == 302


def test_a_code_without_the_password_leads_back(client: WebClient, person: User) -> None:
    with_app(person)
    assert client.post(STEP, {"code": code_of(SECRET)}).headers["Location"] == SIGN_IN


# --- a key alone ---


def with_key(client: WebClient, person: User, **typed: str) -> SoftKey:
    """Set up a key that would be willing to stand alone, whatever its owner chose."""
    key = SoftKey()
    client.force_login(person)
    options = confirmed(client).get(f"{FACTOR}keys/add/").context["js_data"]["creation_options"]
    sent = key.made(options["publicKey"]["challenge"], {"credProps": {"rk": True}})
    answer = client.post(f"{FACTOR}keys/add/", {"name": "Key", "credential": sent, **typed})
    assert answer.status_code == 302
    return key


def signed_in_with(key: SoftKey, person: User) -> WebClient:
    """A browser in which nothing but the key was asked for."""
    client = WebClient(HTTP_HOST=HOST)
    answer = client.get(f"{FACTOR}keys/sign-in/", headers={"X-Requested-With": "XMLHttpRequest"})
    challenge = answer.json()["request_options"]["publicKey"]["challenge"]
    sent = key.signed(challenge, user_pk_to_url_str(person))
    assert client.post(f"{FACTOR}keys/sign-in/", {"credential": sent}).status_code == 302
    return client


def test_a_passkey_signs_in(person: User) -> None:
    key = with_key(WebClient(HTTP_HOST=HOST), person, passwordless="on")
    assert signed_in_with(key, person).get(HOME).status_code == 200


def test_a_key_that_was_set_up_beside_the_password_does_not_sign_in_alone(person: User) -> None:
    key = with_key(WebClient(HTTP_HOST=HOST), person)
    theirs = signed_in_with(key, person)
    assert theirs.get(HOME).status_code == 302
    assert "Sign in with your password first" in theirs.get(SIGN_IN).content.decode()


# --- removing it ---


def test_removing_asks_who_one_is_and_takes_the_codes_along(client: WebClient, person: User) -> None:
    with_app(person)
    client.force_login(person)
    assert "/confirm/" in client.post(f"{FACTOR}app/remove/").headers["Location"]
    assert Authenticator.objects.count() == 2
    assert confirmed(client).post(f"{FACTOR}app/remove/").headers["Location"] == FACTOR
    assert not Authenticator.objects.exists()


def test_nobody_removes_somebody_elses_key(sign_in: Callable[[User], WebClient], person: User) -> None:
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "x", "credential": {}})
    assert sign_in(UserFactory(role="kam")).post(f"{FACTOR}keys/{key.pk}/remove/").status_code == 404


# --- roles that must have one ---


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["kam"]


@pytest.mark.usefixtures("required")
def test_who_lacks_it_is_led_to_set_it_up(client: WebClient, person: User) -> None:
    password_typed(client, person)
    for path in ("/", HOME, "/visits/", "/account/password/", "/account/sessions/", "/history/readings/"):
        assert client.get(path).headers.get("Location") == FACTOR, path
    assert client.post(HOME, {"theme": "dark", "time_zone": "UTC"}).headers["Location"] == FACTOR
    page = client.get(FACTOR).content.decode()
    assert "Your role needs a second factor." in page


@pytest.mark.usefixtures("required")
def test_the_api_is_closed_as_well(client: WebClient, person: User) -> None:
    password_typed(client, person)
    answer = client.get("/api/v1/interactions/")
    assert answer.status_code == 403
    assert "second factor" in answer.json()["detail"]


@pytest.mark.usefixtures("required")
def test_a_fragment_leads_the_whole_page_there(client: WebClient, person: User) -> None:
    password_typed(client, person)
    answer = client.get("/notifications/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == FACTOR


@pytest.mark.usefixtures("required")
def test_once_it_is_set_up_everything_opens(client: WebClient, person: User) -> None:
    password_typed(client, person)
    page = confirmed(client).get(f"{FACTOR}app/").content.decode()
    client.post(f"{FACTOR}app/", {"code": code_of(secret_on(page))})
    assert client.get(HOME).status_code == 200


@pytest.mark.usefixtures("required")
def test_the_last_one_cannot_be_given_up(client: WebClient, person: User) -> None:
    with_app(person)
    client.force_login(person)
    page = confirmed(client).post(f"{FACTOR}app/remove/").content.decode()
    assert "Add a security key first" in page
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.usefixtures("required")
def test_the_last_key_cannot_be_given_up(client: WebClient, person: User) -> None:
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "x", "credential": {}})
    client.force_login(person)
    confirmed(client).post(f"{FACTOR}keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.usefixtures("required")
def test_other_roles_are_not_asked(sign_in: Callable[[User], WebClient], msl: User) -> None:
    assert sign_in(msl).get(HOME).status_code == 200


def test_a_misspelt_role_stops_the_start(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["administrator", "complience"]
    assert ["complience" in fault.msg for fault in checks.check_roles()] == [True]


# --- an administrator's reset ---


def test_a_reset_lets_the_password_in_again(administrator: User, client: WebClient, person: User) -> None:
    with_app(person)
    theirs = WebClient()
    theirs.force_login(person)
    actions.reset_factor(by=administrator, person=person)
    assert theirs.get(HOME).status_code == 302, "their sessions end"
    assert password_typed(client, person) == "/"
    assert not Authenticator.objects.exists()


def test_a_step_that_was_half_done_ends_with_the_reset(
    administrator: User, client: WebClient, person: User
) -> None:
    with_app(person)
    password_typed(client, person)
    actions.reset_factor(by=administrator, person=person)
    assert client.post(STEP, {"code": code_of(SECRET)}).headers["Location"] == SIGN_IN
    assert client.get(HOME).status_code == 302


def test_asking_for_a_factor_deletes_nothing(administrator: User, person: User) -> None:
    with_app(person)
    actions.reset_factor(by=administrator, person=person)
    person.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        assert not second_factor.SecondFactors().is_mfa_enabled(person)
    assert [query["sql"][:6] for query in asked] == ["SELECT"]
    assert Authenticator.objects.filter(user=person).exists()


def test_the_task_deletes_and_spares_what_came_later(administrator: User, person: User) -> None:
    with_app(person)
    actions.reset_factor(by=administrator, person=person)
    later = Authenticator.objects.create(
        user=person, type="webauthn", data={}, created_at=timezone.now() + timedelta(seconds=1)
    )
    other = UserFactory()
    with_app(other)
    for _time in range(2):
        end_leftovers()
    assert list(Authenticator.objects.filter(user=person)) == [later]
    assert Authenticator.objects.filter(user=other).count() == 2


def test_the_person_is_told_and_history_names_who_did_it(
    sign_in: Callable[[User], WebClient], administrator: User, person: User
) -> None:
    admin = sign_in(administrator)
    assert admin.post(f"/users/people/{person.pk}/reset-factor/").status_code == 302
    assert Message.objects.get(recipient=person).link == FACTOR
    page = admin.get(f"/history/person/{person.pk}/").content.decode()
    assert "reset the second factor" in page
    assert str(administrator) in page


@pytest.mark.parametrize("role", ["msl", "kam", "compliance", "safety"])
def test_only_administrators_reset(role: str, person: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.reset_factor(by=UserFactory(role=role), person=person)


def test_nobody_resets_their_own(administrator: User) -> None:
    with pytest.raises(PermissionDenied, match="your own"):
        actions.reset_factor(by=administrator, person=administrator)


def test_the_password_stays_the_same(administrator: User, person: User) -> None:
    actions.reset_factor(by=administrator, person=person)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
