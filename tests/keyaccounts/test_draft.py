"""What a key account manager types is kept on the commercial side, and never in a medical table."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.core.models import new_id
from apps.firewall.registry import side_of
from apps.firewall.sides import Side
from apps.interactions.models import Draft as MedicalDraft
from apps.keyaccounts.models import Draft
from apps.users.models import User
from tests.keyaccounts.visits import URL, envelope, planned, typed
from tests.personas import WebClient

WORDS = "they want a reb"


@pytest.fixture
def mine(kam: User, sign_in: Callable[[User], WebClient]) -> WebClient:
    return sign_in(kam)


def test_half_typed_notes_come_back_and_are_gone_once_saved(mine: WebClient, kam: User) -> None:
    visit = planned(kam, hours=-1)
    start = mine.get(f"{URL}{visit.pk}/log/").context["form"]["before"].value()
    sent: dict[str, Any] = {
        **typed(envelope()),
        "before": start,
        "notes": WORDS,
        "safety-description": "A rash",
    }
    assert mine.post(f"{URL}{visit.pk}/draft/log/", sent).status_code == 200
    assert (side_of(Draft), MedicalDraft.objects.exists()) == (Side.COMMERCIAL, False)
    page = mine.get(f"{URL}{visit.pk}/log/").content.decode()
    assert all(word in page for word in (WORDS, "A rash", "Your unsaved words are back"))
    held = sent | {"starts_at": "yesterday 9:00", "safety-description": ""}
    assert mine.post(f"{URL}{visit.pk}/log/", held).status_code == 302
    assert not Draft.objects.exists()


def test_a_half_typed_plan_is_found_among_my_visits(mine: WebClient) -> None:
    url, values = f"{URL}{new_id()}", envelope()
    mine.post(f"{url}/draft/edit_plan/", typed(values) | {"starts_at": "tomor"})
    visits = mine.get(URL).content.decode()
    assert f"{url}/plan/" in visits
    assert str(values["stakeholders"][0]) in visits
    assert "tomor" in mine.get(f"{url}/plan/").content.decode()
    assert mine.post(f"{url}/plan/", typed(values)).status_code == 302
    assert not Draft.objects.exists()


def test_discarding_shows_the_visit_as_it_is(mine: WebClient, kam: User) -> None:
    visit = planned(kam, hours=-1)
    mine.post(f"{URL}{visit.pk}/draft/log/", {"notes": WORDS})
    answer = mine.post(f"{URL}{visit.pk}/draft/log/discard/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{URL}{visit.pk}/log/"
    assert WORDS not in answer.content.decode()


def test_drafts_are_not_for_the_medical_side(msl: User, sign_in: Callable[[User], WebClient]) -> None:
    answer = sign_in(msl).post(f"{URL}{new_id()}/draft/log/", {"notes": WORDS})
    assert answer.status_code == 403
    assert not Draft.objects.exists()
