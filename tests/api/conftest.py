"""API clients with real tokens, got over HTTP."""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.directory.models import Account, Stakeholder
from apps.integrations.api.clients import make_client
from apps.users.models import APIClient, User
from tests.personas import WebClient

BOTH = "read:interactions write:interactions"
LIST = "/api/v1/interactions/"


def ask_token(name: str, secret: str, **fields: str) -> Any:
    """One request to the token address, as a client with Basic credentials makes it."""
    basic = b64encode(f"{name}:{secret}".encode()).decode()
    data = {"grant_type": "client_credentials", **fields}
    return WebClient(headers={"authorization": f"Basic {basic}"}).post("/oauth/token/", data)


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Each test has all its requests left."""
    cache.clear()


@pytest.fixture
def connect(db: None) -> Callable[..., WebClient]:
    """A caller with a token; `user` is its service user."""

    def connected(*, side: str = "medical", scopes: str = BOTH, name: str = "Sync") -> WebClient:
        client, secret = make_client(name, side, scopes)
        token = ask_token(client.client_id, secret).json()["access_token"]
        return WebClient(headers={"authorization": f"Bearer {token}", "accept": "application/json"})

    return connected


@pytest.fixture
def api(connect: Callable[..., WebClient]) -> WebClient:
    """A client of the medical side that may read and write interactions."""
    return connect()


@pytest.fixture
def service_user(api: WebClient) -> User:
    """Who acts for `api`."""
    user: User = APIClient.objects.get(name="Sync").service_user
    return user


@pytest.fixture
def body(
    account: Account,
    stakeholder: Stakeholder,
    purpose: PurposeClass,
    area: TherapeuticArea,
    topic: Topic,
    yesterday: datetime,
) -> dict[str, Any]:
    """What a client sends to record a contact that is over."""
    return {
        "state": "submitted",
        "account": str(account.pk),
        "attendees": [{"stakeholder": str(stakeholder.pk)}],
        "starts_at": yesterday.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "channel": "phone",
        "purpose": purpose.code,
        "therapeutic_area": area.code,
        "topics": [str(topic.pk)],
        "notes": "Asked how long the response lasts.",
        "safety_answer": "no",
    }


@pytest.fixture
def post(api: WebClient) -> Callable[..., Any]:
    """Send a body to the collection."""

    def posted(content: Any, query: str = "", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return api.post(LIST + query, content, content_type="application/json", headers=named)

    return posted
