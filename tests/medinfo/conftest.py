"""A question that `msl` was asked, and somebody who answers it, step by step through its states."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.core.models import new_id
from apps.directory.models import Stakeholder
from apps.medinfo import actions
from apps.medinfo.models import Answer, MedicalRequest
from apps.users.models import Team, User
from apps.users.proving import Proof
from tests.factories import TeamFactory, UserFactory
from tests.personas import WebClient


@pytest.fixture
def desk(db: None) -> Team:
    """The team of medical information."""
    return TeamFactory(name="Desk")


@pytest.fixture
def answerer(desk: Team) -> User:
    """Of medical information."""
    return UserFactory(role="medical_information", team=desk, first_name="Ines", last_name="Answers")


@pytest.fixture
def other_answerer(db: None) -> User:
    """Of medical information, in another team."""
    return UserFactory(role="medical_information", team=TeamFactory(name="Far desk"))


@pytest.fixture
def values(stakeholder: Stakeholder, area: TherapeuticArea) -> dict[str, Any]:
    """What was asked."""
    return {
        "asker": stakeholder,
        "question": "Is there data on dosing in renal impairment?",
        "therapeutic_area": area,
        "country": "DE",
        "language": "de",
        "channel": "phone",
        "received_at": timezone.now() - timedelta(hours=2),
    }


@pytest.fixture
def draft(msl: User, values: dict[str, Any]) -> MedicalRequest:
    """Taken in by `msl`."""
    return actions.take_in_request(by=msl, id=new_id(), values=values)


@pytest.fixture
def waiting(msl: User, answerer: User, draft: MedicalRequest) -> MedicalRequest:
    """Submitted; nobody has it."""
    return actions.submit_request(by=msl, request=draft, is_unsolicited=True)


@pytest.fixture
def in_work(answerer: User, waiting: MedicalRequest) -> MedicalRequest:
    """Taken by `answerer`."""
    return actions.take_request(by=answerer, request=waiting)


@pytest.fixture
def write(answerer: User) -> Callable[..., Answer]:
    """Write, approve and deliver a version."""

    def written(request: MedicalRequest, text: str = "The half-life is not changed.") -> Answer:
        assessed: dict[str, Any] = {"label_class": "on_label", "complexity": "standard", "volume": 1}
        if request.state == "assigned":
            actions.assess_request(by=answerer, request=request, **assessed)
        actions.save_answer(by=answerer, request=request, text=text, sources="Made up et al., 2025")
        actions.approve_answer(by=answerer, request=request)
        return actions.deliver_answer(
            by=answerer, request=request, how="email", to="Dr Müller", at=timezone.now()
        )

    return written


@pytest.fixture
def answered(in_work: MedicalRequest, write: Callable[..., Answer]) -> MedicalRequest:
    """Delivered, not signed."""
    write(in_work)
    in_work.refresh_from_db()
    return in_work


@pytest.fixture
def closed(answerer: User, answered: MedicalRequest) -> MedicalRequest:
    """Signed by `answerer`."""
    return actions.close_request(by=answerer, request=answered, meaning="attested", proof=proof_of(answerer))


def proof_of(user: User) -> Proof:
    """As the form makes it from the right password."""
    return Proof(user.pk, "password", timezone.now())


@pytest.fixture
def web(msl: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The liaison's browser."""
    return sign_in(msl)


@pytest.fixture
def desk_web(answerer: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    """The browser of medical information."""
    return sign_in(answerer)
