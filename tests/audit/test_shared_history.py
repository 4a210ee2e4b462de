"""The history of shared rows tells the other side that somebody changed them, in no word of that somebody's work."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.audit.history import history_of
from apps.audit.registry import tracked
from apps.catalog.models import TherapeuticArea
from apps.directory.actions import archive_stakeholder
from apps.directory.models import Stakeholder
from apps.kols.actions import nominate_candidate, nominate_stakeholder
from apps.kols.models import Candidate
from apps.users.models import User
from tests.factories import StakeholderFactory
from tests.personas import WebClient


def verbs(user: User, person: Stakeholder) -> list[str]:
    source = tracked("stakeholder")
    assert source
    return [str(entry.verb) for entry in history_of(user, source, person).entries]


@pytest.fixture
def kol(msl: User, area: TherapeuticArea) -> Stakeholder:
    person: Stakeholder = StakeholderFactory()
    nominate_stakeholder(by=msl, stakeholder=person, areas=[area], reason="Leads a trial.")
    return person


@pytest.fixture
def found(msl: User, area: TherapeuticArea) -> Stakeholder:
    """Somebody who was a candidate."""
    candidate = Candidate.objects.create(orcid="", last_name="Sample", first_name="Sam")
    profile = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason="Leads a trial.")
    stakeholder: Stakeholder = profile.stakeholder
    return stakeholder


def test_whose_words_are_medical(msl: User, director: User, compliance: User, kol: Stakeholder) -> None:
    for reader in (msl, director, compliance):
        assert verbs(reader, kol)[0] == "made this person a KOL"


def test_the_other_side_is_told_that_it_changed(
    kam: User, kol: Stakeholder, msl: User, sign_in: Callable[[User], WebClient]
) -> None:
    assert verbs(kam, kol)[0] == "changed the record"
    page = sign_in(kam).get(f"/history/stakeholder/{kol.pk}/").content.decode()
    assert f"<strong>{msl}</strong> changed the record" in page
    assert "made this person" not in page


def test_who_came_from_a_list_is_added(
    kam: User, msl: User, found: Stakeholder, sign_in: Callable[[User], WebClient]
) -> None:
    assert "nominated a candidate" in verbs(msl, found)
    assert set(verbs(kam, found)) <= {"added the record", "changed the record"}
    page = sign_in(kam).get(f"/history/stakeholder/{found.pk}/").content.decode()
    assert "candidate" not in page.lower()
    assert "nominat" not in page.lower()


def test_what_was_done_before_changing_sides_stays_on_the_former_side(
    kam: User, msl: User, kol: Stakeholder
) -> None:
    User.objects.filter(pk=msl.pk).update(role="kam")
    assert verbs(kam, kol)[0] == "changed the record"
    assert verbs(User.objects.get(pk=msl.pk), kol)[0] == "changed the record"


def test_it_holds_both_ways(kam: User, msl: User) -> None:
    person: Any = StakeholderFactory()
    archive_stakeholder(by=kam, stakeholder=person)
    assert verbs(kam, person)[0] == "archived the stakeholder"
    assert verbs(msl, person)[0] == "changed the record"
