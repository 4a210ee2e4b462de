"""Single sign-on with a real OpenID Connect server, which each attack makes dishonest in one way."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache

from apps.users import checks
from apps.users.models import User
from msl_crm import env, sso
from tests.factories import UserFactory
from tests.personas import WebClient
from tests.processes import free_port
from tests.users.factors import FACTOR, password_typed, with_app

HOME = "/users/preferences/"
START = "/account/sso/company/"
CALLBACK = "http://testserver/account/sso/company/callback/"
MIRA = {"sub": "subject-1", "email": "Mira@company.example", "email_verified": True}


class Provider:
    """The identity provider, running."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.issuer = f"http://127.0.0.1:{self.port}/o"
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        kinds = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / "key.pem").write_bytes(key.private_bytes(*kinds))
        self.tell(**MIRA)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.idp", str(self.port), CALLBACK],
            cwd=env.BASE_DIR,
            env={**os.environ, "IDP_FOLDER": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == "ready"

    def tell(self, **claims: Any) -> None:
        """Say this about whoever is at the browser."""
        (self.folder / "claims.json").write_text(json.dumps(claims))

    def stop(self) -> None:
        """Go down."""
        self.process.terminate()
        self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    made = Provider(tmp_path_factory.mktemp("idp"))
    yield made
    made.stop()


def configured(settings: Any, issuer: str) -> None:
    """Point the product at an issuer, as the environment does."""
    app = {
        "provider_id": sso.provider_id("company", issuer),
        "name": "Company",
        "client_id": "crm",
        "secret": "crm-secret",
        "settings": {"server_url": issuer, "issuer": issuer, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


@pytest.fixture
def idp(running: Provider, settings: Any) -> Provider:
    """The provider, configured, and honest at first."""
    cache.clear()
    running.tell(**MIRA)
    configured(settings, running.issuer)
    return running


def sent_back(client: WebClient, start: str = START) -> str:
    """Go to the provider; the address it sends the browser back to."""
    there = client.get(start).headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=20)
    assert back.status_code == 302, back.text
    assert back.headers["Location"].startswith(CALLBACK)
    return back.headers["Location"].removeprefix("http://testserver")


def signed_in(client: WebClient) -> str:
    """Where single sign-on leads, or the page that refuses it."""
    answer = client.get(sent_back(client))
    return answer.headers.get("Location", "") or answer.content.decode()


def is_in(client: WebClient) -> bool:
    return client.get(HOME).status_code == 200


# --- it works ---


def test_the_sign_in_page_offers_it(client: WebClient, idp: Provider, db: None) -> None:
    page = client.get("/account/sign-in/").content.decode()
    assert "Sign in with Company" in page
    assert START in page


def test_a_verified_address_leads_in_and_the_subject_is_remembered(
    client: WebClient, idp: Provider, person: User
) -> None:
    assert signed_in(client) == "/"
    assert is_in(client)
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.uid, kept.extra_data) == (person, "subject-1", {})
    assert not EmailAddress.objects.exists()


def test_the_subject_leads_in_when_the_address_changed(
    client: WebClient, idp: Provider, person: User
) -> None:
    signed_in(client)
    idp.tell(sub="subject-1", email="married@company.example", email_verified=False)
    other = WebClient()
    assert signed_in(other) == "/"
    assert is_in(other)


def test_it_uses_pkce_and_state(client: WebClient, idp: Provider, db: None) -> None:
    asked = parse_qs(urlsplit(client.get(START).headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16


def test_the_second_factor_is_asked_for_all_the_same(client: WebClient, idp: Provider, person: User) -> None:
    with_app(person)
    assert signed_in(client) == f"{FACTOR}authenticate/"
    assert not is_in(client)


# --- it refuses ---


@pytest.mark.parametrize("verified", [False, None, "false", 1, "yes"])
def test_an_unverified_address_is_refused(
    client: WebClient, idp: Provider, person: User, verified: Any
) -> None:
    idp.tell(**{**MIRA, "email_verified": verified})
    assert "does not vouch" in signed_in(client)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_address_of_which_nothing_is_said_is_refused(
    client: WebClient, idp: Provider, person: User
) -> None:
    idp.tell(sub="subject-1", email="mira@company.example")
    assert "does not vouch" in signed_in(client)


def test_nobody_is_made(client: WebClient, idp: Provider, db: None) -> None:
    idp.tell(sub="x", email="stranger@company.example", email_verified=True)
    assert "Ask an administrator to invite you" in signed_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_who_is_switched_off_is_refused(
    client: WebClient, idp: Provider, person: User, is_known: bool
) -> None:
    if is_known:
        signed_in(WebClient())
    User.objects.update(is_active=False)
    assert "switched off" in signed_in(client)
    assert not is_in(client)


def test_an_address_that_went_to_somebody_else_brings_no_rights(
    client: WebClient, idp: Provider, person: User
) -> None:
    signed_in(WebClient())
    idp.tell(**{**MIRA, "sub": "subject-2"})
    assert "belongs to somebody" in signed_in(client)
    assert not is_in(client)


def test_systems_do_not_sign_in(client: WebClient, idp: Provider, person: User) -> None:
    User.objects.update(role="commercial_client")
    assert "Nobody with your e-mail address" in signed_in(client)


def test_answers_about_two_people_are_refused(client: WebClient, idp: Provider, person: User) -> None:
    """Else an attacker's own token would do with somebody else's user info."""
    idp.tell(**MIRA, userinfo_sub="subject-9")
    assert "not valid" in signed_in(client)
    assert not is_in(client)


def test_one_answer_does_not_vouch_for_the_address_of_the_other(
    client: WebClient, idp: Provider, person: User
) -> None:
    idp.tell(
        sub="x",
        email="stranger@company.example",
        email_verified=True,
        userinfo_email=person.email,
        userinfo_without="email_verified",
    )
    assert "Nobody with your e-mail address" in signed_in(client)
    assert not is_in(client)


def test_another_issuer_is_refused(client: WebClient, idp: Provider, person: User, settings: Any) -> None:
    idp.tell(**MIRA, iss="https://evil.example")
    page = signed_in(client)
    assert "did not work" in page or "not valid" in page
    assert not is_in(client)


def test_a_server_that_names_another_issuer_than_configured_is_refused(
    client: WebClient, idp: Provider, person: User, settings: Any
) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["issuer"] = "https://the-real-one.example"
    assert "not valid" in signed_in(client)
    assert not is_in(client)


def test_subjects_of_another_issuer_are_other_people(
    client: WebClient, idp: Provider, person: User, settings: Any
) -> None:
    other = UserFactory(email="otto@company.example", role="kam")
    SocialAccount.objects.create(
        user=other, provider=sso.provider_id("company", "https://old.example"), uid="subject-1"
    )
    signed_in(client)
    assert client.get(HOME).context["user"] == person


def test_a_state_is_taken_once(client: WebClient, idp: Provider, person: User) -> None:
    back = sent_back(client)
    assert client.get(back).status_code == 302
    client.post("/account/sign-out/")
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_a_state_of_another_browser_is_refused(client: WebClient, idp: Provider, person: User) -> None:
    assert client.get(sent_back(WebClient())).status_code == 403
    assert not is_in(client)


def test_a_forged_code_is_refused(client: WebClient, idp: Provider, person: User) -> None:
    state = parse_qs(urlsplit(client.get(START).headers["Location"]).query)["state"][0]
    answer = client.get(f"{START}callback/", {"state": state, "code": "forged"})
    assert "did not work" in answer.content.decode()
    assert not is_in(client)


def test_a_code_is_bound_to_the_browser_that_asked(client: WebClient, idp: Provider, person: User) -> None:
    """PKCE: somebody else's code with one's own state."""
    stolen = parse_qs(urlsplit(sent_back(WebClient())).query)["code"][0]
    state = parse_qs(urlsplit(client.get(START).headers["Location"]).query)["state"][0]
    client.get(f"{START}callback/", {"state": state, "code": stolen})
    assert not is_in(client)


def test_stopping_there_is_said(client: WebClient, idp: Provider, db: None) -> None:
    state = parse_qs(urlsplit(client.get(START).headers["Location"]).query)["state"][0]
    page = client.get(f"{START}callback/", {"state": state, "error": "access_denied"}).content.decode()
    assert "You stopped signing in" in page


def test_connecting_from_inside_is_not_offered(client: WebClient, idp: Provider, person: User) -> None:
    client.force_login(person)
    answer = client.get(sent_back(client, f"{START}?process=connect"))
    assert "for signing in only" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("path", [START, f"{START}callback/?state=x&code=y"])
def test_a_server_that_is_down_is_said(client: WebClient, db: None, settings: Any, path: str) -> None:
    configured(settings, f"http://127.0.0.1:{free_port()}/o")
    answer = client.get(path)
    assert answer.status_code in {403, 503}
    assert "You are not signed in" in answer.content.decode()


def test_a_provider_that_is_not_configured_is_not_found(client: WebClient, idp: Provider, db: None) -> None:
    assert client.get("/account/sso/other/").status_code == 404


# --- roles that sign in so and in no other way ---


def test_a_password_does_not_let_such_a_role_in(
    client: WebClient, idp: Provider, person: User, settings: Any
) -> None:
    settings.SSO_ONLY_ROLES = ["kam"]
    answer = client.post("/account/sign-in/", {"login": person.email, "password": "correct-horse-battery"})
    assert "single sign-on" in answer.content.decode()
    assert not is_in(client)
    assert signed_in(client) == "/"
    assert password_typed(WebClient(), UserFactory(role="msl")) == "/", "other roles are free to"


def test_such_roles_need_a_provider(settings: Any) -> None:
    settings.SSO_ONLY_ROLES = ["kam"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert [fault.id for fault in checks.check_sso()] == ["users.E002"]


# --- the environment ---


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", "company")
    monkeypatch.setenv("OIDC_COMPANY_ISSUER", "https://login.company.example/")
    with pytest.raises(ValueError, match="OIDC_COMPANY_CLIENT_ID, OIDC_COMPANY_SECRET"):
        sso.providers()


def test_several_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", "company,partner")
    for name in ("COMPANY", "PARTNER"):
        monkeypatch.setenv(f"OIDC_{name}_ISSUER", f"https://{name.lower()}.example/realm")
        monkeypatch.setenv(f"OIDC_{name}_CLIENT_ID", "crm")
        monkeypatch.setenv(f"OIDC_{name}_SECRET", "s")
    assert [app["name"] for app in sso.providers()] == ["Company", "Partner"]


def test_an_issuer_without_https_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for part, value in {"ISSUER": "http://login.company.example", "CLIENT_ID": "c", "SECRET": "s"}.items():
        monkeypatch.setenv(f"OIDC_COMPANY_{part}", value)
    monkeypatch.setenv("OIDC_PROVIDERS", "company")
    with pytest.raises(ValueError, match="https"):
        sso.providers()
