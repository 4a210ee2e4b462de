"""The notes of a visit: read on the commercial side and by oversight; what others see is that it took place."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, transaction

from apps.coordination.actions import plan_touchpoint
from apps.core.models import new_id
from apps.directory.models import Account, Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.keyaccounts import actions
from apps.keyaccounts.models import Visit
from apps.keyaccounts.queries import visit_at
from apps.users.models import User
from tests.factories import UserFactory
from tests.keyaccounts.visits import SECRET, URL, envelope, log, planned
from tests.personas import WebClient


@pytest.mark.parametrize(
    ("name", "status"), [("commercial_lead", 200), ("compliance", 200), ("msl", 404), ("safety", 404)]
)
def test_who_reads_the_notes(
    name: str,
    status: int,
    kam: User,
    persona: Callable[[str], User],
    sign_in: Callable[[User], WebClient],
) -> None:
    visit = log(kam, planned(kam, hours=-1), SECRET)
    answer = sign_in(persona(name)).get(f"{URL}{visit.pk}/")
    assert answer.status_code == status
    assert (SECRET in answer.content.decode()) is (status == 200)
    assert sign_in(persona(name)).get(f"/history/visit/{visit.pk}/").status_code == status


def test_the_database_refuses_the_medical_side(kam: User) -> None:
    log(kam, planned(kam, hours=-1), SECRET)
    for table in (Visit, Visit.pgh_event_model):  # type: ignore[attr-defined]
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting_as(Side.MEDICAL),
        ):
            table.objects.exists()


@pytest.mark.parametrize(
    ("name", "reads"), [("kam", True), ("commercial_lead", True), ("compliance", True), ("msl", False)]
)
def test_the_panels_of_the_directory(
    name: str,
    reads: bool,
    kam: User,
    hospital: Account,
    robin: Stakeholder,
    persona: Callable[[str], User],
    sign_in: Callable[[User], WebClient],
) -> None:
    log(kam, planned(kam, hours=-1, account=hospital, stakeholders=[robin]), SECRET)
    client = sign_in(persona(name))
    for page in (hospital, robin):
        answer = client.get(page.get_absolute_url())
        assert answer.status_code == 200
        assert (SECRET in answer.content.decode()) is reads


def test_the_history_tells_notes_and_envelope(mine: WebClient, kam: User) -> None:
    visit = log(kam, planned(kam, hours=-1), SECRET)
    page = mine.get(f"/history/visit/{visit.pk}/").content.decode()
    assert SECRET in page
    assert "logged the visit" in page
    assert "Video call" in page


def test_an_envelope_without_notes_is_a_visit_too(mine: WebClient, kam: User) -> None:
    """Planned by a system of the commercial side, say: it can be read, moved and logged."""
    bare = plan_touchpoint(by=kam, id=new_id(), **envelope(hours=-1))
    assert mine.get(f"{URL}{bare.pk}/").status_code == 200
    assert str(bare.account) in mine.get(URL).content.decode()
    found = visit_at(kam, bare.pk)
    assert found
    log(kam, found, "Noted")
    assert Visit.objects.get(touchpoint=bare).notes == "Noted"


def test_another_persons_envelope_is_not(mine: WebClient) -> None:
    bare = plan_touchpoint(by=UserFactory(role="kam"), id=new_id(), **envelope(hours=-1))
    assert mine.get(f"{URL}{bare.pk}/").status_code == 404


def test_a_form_sent_again_finds_the_visit_whatever_its_key(kam: User) -> None:
    """Rows that came in another way than through the form may have a key of their own."""
    values, key = envelope(), new_id()
    touchpoint = plan_touchpoint(by=kam, id=key, **values)
    visit = Visit.objects.create(touchpoint=touchpoint, notes="Brought along.")
    assert actions.plan_visit(by=kam, id=key, values=values) == visit
    assert Visit.objects.get().notes == "Brought along."
