"""What the stakeholder's page shows of a KOL, and to whom."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.catalog.models import TherapeuticArea
from apps.directory.models import StakeholderIdentifier
from apps.kols.actions import change_stage
from apps.kols.models import Interest, KOLProfile, TopicToAvoid
from apps.kols.recording import record_publications
from apps.users.models import User
from tests.factories import StakeholderFactory, kol_profile
from tests.kols.makers import ORCID, author, paper
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
MEDICAL_WORDS = ("Canary reason", "Canary interest", "Canary topic", "Canary evidence", "Canary nomination")


@pytest.fixture
def profile(area: TherapeuticArea, msl: User) -> KOLProfile:
    """A KOL of whom everything is known."""
    found = kol_profile(
        area=area, tier=2, tier_reason="Canary reason", nomination_reason="Canary nomination", responsible=msl
    )
    Interest.objects.create(
        profile=found, text="Canary interest", source="A talk", verified_on=date(2026, 1, 2)
    )
    TopicToAvoid.objects.create(profile=found, text="Canary topic")
    change_stage(
        by=msl, profile=found, stage="engaged", evidence="Canary evidence", changed_on=date(2026, 1, 3)
    )
    return found


def papers_of(profile: KOLProfile, by: User, *, count: int, start: int = 1) -> None:
    """Papers that carry the KOL's ORCID iD."""
    StakeholderIdentifier.objects.get_or_create(stakeholder=profile.stakeholder, system="orcid", value=ORCID)
    name = f"{profile.stakeholder.last_name}, {profile.stakeholder.first_name}"
    papers = [
        paper(
            number,
            author(name, orcid=ORCID),
            title=f"Canary paper {number:03}",
            published_on=date(2020, 1, 1 + number % 28),
            is_retracted=number == start,
        )
        for number in range(start, start + count)
    ]
    record_publications(papers, by=by, run_file="canary.xml", verified_on=date(2026, 5, 1))


def page_for(user: User, profile: KOLProfile, sign_in: SignIn) -> str:
    return sign_in(user).get(profile.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "is_seen"),
    [
        ("msl", True),
        ("manager", True),
        ("director", True),
        ("compliance", True),
        ("other_msl", False),
        ("stranger", False),
        ("medical_information", False),
        ("kam", False),
        ("commercial_lead", False),
        ("safety", False),
    ],
)
def test_who_sees_what_is_known(
    name: str, is_seen: bool, profile: KOLProfile, persona: Callable[[str], User], sign_in: SignIn
) -> None:
    page = page_for(persona(name), profile, sign_in)
    assert [word in page for word in MEDICAL_WORDS] == [is_seen] * len(MEDICAL_WORDS)


def test_what_the_profile_offers(profile: KOLProfile, msl: User, compliance: User, sign_in: SignIn) -> None:
    edit = reverse("kols:edit", args=[profile.pk])
    assert edit in page_for(msl, profile, sign_in)
    page = page_for(compliance, profile, sign_in)
    assert edit not in page
    assert "does not change them" in page


def test_publications_newest_first_and_flagged(profile: KOLProfile, msl: User, sign_in: SignIn) -> None:
    papers_of(profile, msl, count=12)
    page = page_for(msl, profile, sign_in)
    assert page.index("Canary paper 012") < page.index("Canary paper 003")
    assert "Canary paper 002" not in page
    assert "Canary paper 001" not in page
    assert "canary.xml" in page
    everything = (
        sign_in(msl).get(reverse("kols:publications", args=[profile.stakeholder.pk])).content.decode()
    )
    assert everything.count("Canary paper") == 12
    assert everything.count("Retracted papers") + everything.count("</svg>Retracted") == 2


@pytest.mark.parametrize("name", ["kam", "safety", "stranger"])
def test_publications_stay_inside(
    name: str, profile: KOLProfile, msl: User, persona: Callable[[str], User], sign_in: SignIn
) -> None:
    papers_of(profile, msl, count=1)
    assert "Canary paper" not in page_for(persona(name), profile, sign_in)


def test_somebody_who_is_no_kol(msl: User, compliance: User, sign_in: SignIn) -> None:
    person = StakeholderFactory()
    address = reverse("kols:nominate", args=[person.pk])
    for user, is_offered in ((msl, True), (compliance, False)):
        page = sign_in(user).get(person.get_absolute_url()).content.decode()
        assert (address in page) is is_offered


def test_a_long_list_of_papers_costs_no_more(profile: KOLProfile, msl: User, sign_in: SignIn) -> None:
    client = sign_in(msl)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(profile.get_absolute_url())
        return len(queries)

    papers_of(profile, msl, count=2)
    few = cost()
    papers_of(profile, msl, count=30, start=100)
    for number in range(10):
        Interest.objects.create(profile=profile, text=f"Interest {number}")
    assert cost() == few


def test_the_history_shows_the_profile_to_who_sees_it(
    profile: KOLProfile, msl: User, kam: User, other_msl: User, sign_in: SignIn
) -> None:
    address = reverse("audit:history", args=["kol", profile.pk])
    assert "Canary evidence" in sign_in(msl).get(address).content.decode()
    for user in (kam, other_msl):
        assert sign_in(user).get(address).status_code == 404
