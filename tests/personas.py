"""The people of every test, one fixture per role, and a browser-like client that stands where production stands.

`msl` works in the therapeutic area `area` and the team of `manager`; `other_msl` in `other_area` and another team;
`stranger` is a liaison without any area. The client takes the web login's role first, as a request in production does.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.firewall.roles import role_taken
from apps.firewall.sides import WEB_LOGIN
from apps.users.models import Team, User
from tests.factories import TeamFactory, TherapeuticAreaFactory, UserFactory, assign

PERSONAS = (
    "msl",
    "other_msl",
    "manager",
    "director",
    "medical_information",
    "kam",
    "commercial_lead",
    "compliance",
    "safety",
    "administrator",
    "stranger",
)


class WebClient(Client):
    """Django's test client, with each request made by the login `crm_web`, which owns nothing."""

    def request(self, **request: Any) -> HttpResponse:  # type: ignore[override]
        """Send one request as the web login."""
        with role_taken(WEB_LOGIN):
            return super().request(**request)  # type: ignore[return-value]


@pytest.fixture(autouse=True)
def today_is_theirs() -> Iterator[None]:
    """Between their midnight and that of UTC, days are those of the people in the tests."""
    with timezone.override("Europe/Berlin"):
        yield


@pytest.fixture
def client() -> WebClient:
    """Nobody signed in."""
    return WebClient()


@pytest.fixture
def sign_in(db: None) -> Callable[[User], WebClient]:
    """A client in which the given person is signed in."""

    def signed_in(user: User) -> WebClient:
        web = WebClient()
        web.force_login(user)
        return web

    return signed_in


@pytest.fixture
def area(db: None) -> TherapeuticArea:
    """Where `msl`, `manager` work."""
    return TherapeuticAreaFactory(name="Haematology")


@pytest.fixture
def other_area(db: None) -> TherapeuticArea:
    """Where `other_msl` works."""
    return TherapeuticAreaFactory(name="Cardiology")


@pytest.fixture
def team(db: None) -> Team:
    """The team of `msl` and `manager`."""
    return TeamFactory(name="North")


@pytest.fixture
def msl(area: TherapeuticArea, team: Team) -> User:
    """A liaison."""
    user = UserFactory(role="msl", team=team, first_name="Mira", last_name="Liaison")
    assign(user, area)
    return user


@pytest.fixture
def other_msl(other_area: TherapeuticArea) -> User:
    """A liaison of another area and team."""
    user = UserFactory(role="msl", team=TeamFactory(), first_name="Otto", last_name="Other")
    assign(user, other_area)
    return user


@pytest.fixture
def manager(area: TherapeuticArea, team: Team) -> User:
    """The manager of `msl`."""
    user = UserFactory(role="medical_manager", team=team)
    assign(user, area)
    return user


@pytest.fixture
def director(db: None) -> User:
    """Sees all medical content."""
    return UserFactory(role="medical_director")


@pytest.fixture
def medical_information(db: None) -> User:
    """Sees what is routed to them."""
    return UserFactory(role="medical_information")


@pytest.fixture
def kam(db: None) -> User:
    """A key account manager."""
    return UserFactory(role="kam", first_name="Kim", last_name="Account")


@pytest.fixture
def commercial_lead(db: None) -> User:
    """Leads key account managers."""
    return UserFactory(role="commercial_lead")


@pytest.fixture
def compliance(db: None) -> User:
    """A compliance officer."""
    return UserFactory(role="compliance")


@pytest.fixture
def safety(db: None) -> User:
    """Receives safety items."""
    return UserFactory(role="safety")


@pytest.fixture
def administrator(db: None) -> User:
    """Manages people, sees no content."""
    return UserFactory(role="administrator")


@pytest.fixture
def stranger(db: None) -> User:
    """A liaison without any therapeutic area: signed in, entitled to nothing medical."""
    return UserFactory(role="msl")


@pytest.fixture
def persona(request: pytest.FixtureRequest) -> Callable[[str], User]:
    """Any persona by name, for policy tables."""
    return request.getfixturevalue
