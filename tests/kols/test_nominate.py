"""Making somebody a KOL: a stakeholder whom we know, or a candidate whom an import found."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from apps.catalog.models import TherapeuticArea
from apps.directory.models import Stakeholder, StakeholderIdentifier
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.kols.actions import nominate_candidate, nominate_stakeholder
from apps.kols.models import Authorship, Candidate, KOLProfile, MatchQuestion
from apps.kols.recording import record_publications
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory, assign, kol_profile
from tests.kols.makers import ELSEWHERE, ORCID, author, made_candidate, paper
from tests.personas import WebClient

SignIn = Callable[[User], WebClient]
REASON = "Leads the guideline group."


def test_a_stakeholder_becomes_a_kol(msl: User, area: TherapeuticArea) -> None:
    person = StakeholderFactory(customer_groups=["treating_hcp"])
    with acting_as(Side.MEDICAL):
        profile = nominate_stakeholder(by=msl, stakeholder=person, areas=[area], reason=f" {REASON} ")
    assert (profile.nomination_reason, profile.responsible, profile.stage) == (REASON, msl, "identified")
    assert [str(one) for one in profile.areas.all()] == [area.name]
    step = profile.stage_changes.get()
    assert (step.stage, step.evidence, step.changed_by) == ("identified", REASON, msl)
    person.refresh_from_db()
    assert person.customer_groups == ["treating_hcp", "kol"]


def test_a_director_nominates_for_others(director: User, area: TherapeuticArea) -> None:
    profile = nominate_stakeholder(by=director, stakeholder=StakeholderFactory(), areas=[area], reason=REASON)
    assert profile.responsible is None


def test_twice_is_once(msl: User, area: TherapeuticArea) -> None:
    person = StakeholderFactory()
    first = nominate_stakeholder(by=msl, stakeholder=person, areas=[area], reason=REASON)
    assert nominate_stakeholder(by=msl, stakeholder=person, areas=[area], reason="Again") == first
    assert KOLProfile.objects.get().nomination_reason == REASON


def test_a_reason_and_an_own_area_are_needed(
    msl: User, area: TherapeuticArea, other_area: TherapeuticArea
) -> None:
    person = StakeholderFactory()
    for areas, reason, field in (
        ([area], "  ", "reason"),
        ([], REASON, "areas"),
        ([other_area], REASON, "areas"),
    ):
        with pytest.raises(ValidationError) as caught:
            nominate_stakeholder(by=msl, stakeholder=person, areas=areas, reason=reason)
        assert list(caught.value.message_dict) == [field]
    assert not KOLProfile.objects.exists()


def test_a_kol_of_another_area_is_not_taken_over(
    msl: User, other_area: TherapeuticArea, area: TherapeuticArea
) -> None:
    profile = kol_profile(area=other_area)
    with pytest.raises(PermissionDenied, match="KOL already"):
        nominate_stakeholder(by=msl, stakeholder=profile.stakeholder, areas=[area], reason=REASON)


def test_a_candidate_becomes_a_stakeholder_with_papers(msl: User, area: TherapeuticArea) -> None:
    candidate = made_candidate(msl, papers=3, orcid=ORCID)
    with acting_as(Side.MEDICAL):
        profile = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON)
    person = profile.stakeholder
    assert (person.first_name, person.last_name, person.customer_groups) == ("Ann", "Vale", ["kol"])
    assert [(one.system, one.value) for one in person.identifiers.all()] == [("orcid", ORCID)]
    assert person.authorships.count() == 3
    assert not Authorship.objects.filter(candidate=candidate).exists()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.stakeholder, candidate.reason) == ("nominated", person, REASON)
    assert candidate.decided_by == msl


def test_a_double_click_makes_one_person(msl: User, area: TherapeuticArea) -> None:
    candidate = made_candidate(msl)
    first = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON)
    assert nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON) == first
    assert Stakeholder.objects.count() == 1


def test_whoever_holds_the_orcid_is_that_person(msl: User, area: TherapeuticArea) -> None:
    candidate = made_candidate(msl, orcid=ORCID)
    holder = StakeholderFactory(last_name="Married")
    StakeholderIdentifier.objects.create(stakeholder=holder, system="orcid", value=ORCID)
    profile = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON)
    assert profile.stakeholder == holder


def test_it_is_this_person(msl: User, area: TherapeuticArea) -> None:
    known, other = StakeholderFactory(last_name="Vale"), StakeholderFactory(last_name="Vale")
    candidate = made_candidate(msl, orcid=ORCID)
    for person in (known, other):
        MatchQuestion.objects.get_or_create(candidate=candidate, stakeholder=person, defaults={"score": 60})
    profile = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON, stakeholder=known)
    assert profile.stakeholder == known
    assert Stakeholder.objects.count() == 2
    assert known.identifiers.get().value == ORCID
    answers = dict(MatchQuestion.objects.values_list("stakeholder", "answer"))
    assert answers == {known.pk: "same", other.pk: "other"}


def test_later_papers_go_to_whom_the_candidate_became(msl: User, area: TherapeuticArea) -> None:
    candidate = made_candidate(msl)
    person = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON).stakeholder
    again = [
        paper(1, author("Vale, Ann", *Authorship.objects.get().affiliations)),
        paper(9, author("Vale, A", *Authorship.objects.get().affiliations)),
    ]
    counts = record_publications(again, by=msl, run_file="later.xml", verified_on=timezone.localdate())
    assert (counts.unchanged, counts.created, counts.candidates) == (1, 1, 0)
    assert person.authorships.count() == 2


def test_an_archived_namesake_is_refused_with_words(msl: User, area: TherapeuticArea) -> None:
    archived = StakeholderFactory(archived_at=timezone.now())
    with pytest.raises(PermissionDenied, match="archived"):
        nominate_candidate(
            by=msl, candidate=made_candidate(msl), areas=[area], reason=REASON, stakeholder=archived
        )
    assert Candidate.objects.get().state == "open"


def test_pages_nominate_a_candidate(msl: User, area: TherapeuticArea, sign_in: SignIn) -> None:
    candidate, client = made_candidate(msl, papers=2), sign_in(msl)
    page = client.get(candidate.get_absolute_url())
    assert page.context["form"].initial["areas"] == [area.pk]
    address = reverse("kols:nominate_candidate", args=[candidate.pk])
    empty = client.post(address, {"areas": [area.pk], "reason": ""})
    assert empty.status_code == 200
    assert empty.context["form"].errors["reason"]
    made = [client.post(address, {"areas": [area.pk], "reason": REASON}) for _click in range(2)]
    person = Stakeholder.objects.get()
    assert [answer["Location"] for answer in made] == [person.get_absolute_url()] * 2


def test_the_page_shows_look_alikes_first(msl: User, area: TherapeuticArea, sign_in: SignIn) -> None:
    candidate = made_candidate(msl, "Vale, Ann", ELSEWHERE)
    known = StakeholderFactory(first_name="A", last_name="Välé")
    AffiliationFactory(stakeholder=known, account=AccountFactory(name="Somewhere quite different"))
    page = sign_in(msl).get(candidate.get_absolute_url())
    assert b"Is it one of these people?" not in page.content
    AffiliationFactory(
        stakeholder=known, is_primary=False, account=AccountFactory(name="Quarrystone Institute")
    )
    page = sign_in(msl).get(candidate.get_absolute_url())
    ((person, match),) = page.context["look_alikes"]
    assert person == known
    assert match.reasons
    sign_in(msl).post(
        reverse("kols:nominate_candidate", args=[candidate.pk]),
        {"areas": [area.pk], "reason": REASON, "stakeholder": known.pk},
    )
    assert KOLProfile.objects.get().stakeholder == known


def test_pages_make_a_stakeholder_a_kol(msl: User, area: TherapeuticArea, sign_in: SignIn) -> None:
    person: Any = StakeholderFactory()
    client, address = sign_in(msl), reverse("kols:nominate", args=[person.pk])
    assert client.post(address, {"reason": REASON}).context["form"].errors["areas"]
    assert (
        client.post(address, {"reason": REASON, "areas": [area.pk]})["Location"] == person.get_absolute_url()
    )
    assert KOLProfile.objects.get().stakeholder == person
    # Going back and sending it again leads to the profile.
    assert client.post(address, {"reason": "Again", "areas": [area.pk]}).status_code == 302


def test_several_areas(
    msl: User, area: TherapeuticArea, other_area: TherapeuticArea, other_msl: User
) -> None:
    assign(msl, other_area)
    profile = nominate_stakeholder(
        by=msl, stakeholder=StakeholderFactory(), areas=[area, other_area], reason=REASON
    )
    assert KOLProfile.objects.visible_to(other_msl).get() == profile


PRINTED = "Department of Haematology, Lindenbrook Clinic, Ostermere, Germany"


@pytest.mark.parametrize(
    ("accounts", "linked"),
    [
        ([("Lindenbrook Clinic", "Ostermere")], "Ostermere"),
        ([("LINDENBROOK  Clinic", "")], ""),
        ([("Lindenbrook Clinic", "Ostermere"), ("Lindenbrook Clinic", "Westermere")], "Ostermere"),
        ([("Lindenbrook Clinic", "Westermere"), ("Lindenbrook Clinic", "Northmere")], None),
        ([("Lindenbrook", "Ostermere"), ("Lindenbrook Clinic North", "Ostermere")], None),
    ],
)
def test_the_account_that_the_papers_print_is_linked_with_its_source(
    accounts: list[tuple[str, str]], linked: str | None, msl: User, area: TherapeuticArea
) -> None:
    for name, city in accounts:
        AccountFactory(name=name, city=city)
    candidate = made_candidate(msl, "Vale, Ann", PRINTED)
    with acting_as(msl.side):
        person = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON).stakeholder
    found = [(row.account.city, row.source, row.is_primary) for row in person.affiliations.all()]
    assert found == ([] if linked is None else [(linked, "publication 1 (pubmed, 2026-05-01)", True)])


def test_a_printed_number_decides_over_the_name(msl: User, area: TherapeuticArea) -> None:
    AccountFactory(name="Lindenbrook Clinic")
    numbered = AccountFactory(name="Lindenbrook University Clinic")
    numbered.identifiers.create(system="ror", value="04abcde12")
    candidate = made_candidate(msl, "Vale, Ann", f"{PRINTED}. https://ror.org/04abcde12")
    person = nominate_candidate(by=msl, candidate=candidate, areas=[area], reason=REASON).stakeholder
    assert person.affiliations.get().account == numbered


def test_whoever_has_an_account_already_keeps_it_alone(msl: User, area: TherapeuticArea) -> None:
    AccountFactory(name="Lindenbrook Clinic")
    known = AffiliationFactory()
    candidate = made_candidate(msl, "Vale, Ann", PRINTED)
    nominate_candidate(
        by=msl, candidate=candidate, areas=[area], reason=REASON, stakeholder=known.stakeholder
    )
    assert known.stakeholder.affiliations.get() == known
