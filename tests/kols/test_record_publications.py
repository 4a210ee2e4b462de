"""Taking over publications: what is new, newer, the same or older, and who wrote it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.directory.models import StakeholderIdentifier
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.kols.models import Authorship, Candidate, MatchQuestion, Publication
from apps.kols.recording import record_publications
from apps.kols.records import PublicationRecord
from apps.kols.taking_over import Counts
from apps.users.models import User
from tests.factories import AccountFactory, AffiliationFactory, StakeholderFactory, TopicFactory
from tests.kols.makers import CLINIC, ELSEWHERE, ORCID, OTHER_ORCID, author, history_of, paper

DAY = date(2026, 5, 1)


@pytest.fixture
def record(msl: User) -> Callable[..., Counts]:
    """Record as the import does: under the medical side's role."""

    def recorded(*papers: PublicationRecord, file: str = "first.xml") -> Counts:
        with acting_as(Side.MEDICAL):
            return record_publications(papers, by=msl, run_file=file, verified_on=DAY)

    return recorded


def known_person(*, orcid: str = "", clinic: str = "Lindenbrook Clinic", **names: str) -> Any:
    """A stakeholder of the invented clinic."""
    person = StakeholderFactory(**{"first_name": "Ann Mary", "last_name": "Vale"} | names)
    AffiliationFactory(stakeholder=person, account=AccountFactory(name=clinic, city="Ostermere"))
    if orcid:
        StakeholderIdentifier.objects.create(stakeholder=person, system="orcid", value=orcid)
    return person


@pytest.mark.parametrize(
    ("name", "is_allowed"),
    [
        ("msl", True),
        ("manager", True),
        ("director", True),
        ("medical_information", False),
        ("kam", False),
        ("compliance", False),
        ("safety", False),
        ("administrator", False),
    ],
)
def test_who_may(name: str, is_allowed: bool, persona: Callable[[str], User]) -> None:
    person = persona(name)
    if is_allowed:
        record_publications([], by=person, run_file="x", verified_on=DAY)
        return
    with pytest.raises(PermissionDenied):
        record_publications([paper(1)], by=person, run_file="x", verified_on=DAY)
    assert not Publication.objects.exists()


def test_every_fact_keeps_its_source(record: Callable[..., Counts]) -> None:
    counts = record(paper(11, author("Vale, Ann", CLINIC), author("Group of Invention", group=True)))
    assert counts == Counts(created=1, candidates=1)
    publication = Publication.objects.get()
    assert (publication.source, publication.source_file, publication.verified_on) == (
        "pubmed",
        "first.xml",
        DAY,
    )
    assert publication.topics == [{"ui": "D000001", "name": "Multiple Myeloma", "is_major": True}]
    first, group = publication.authorships.all()
    assert (first.printed_name, first.is_first, first.affiliations) == ("Ann Vale", True, [CLINIC])
    assert (group.printed_name, group.candidate, group.stakeholder) == ("Group of Invention", None, None)


def history() -> list[tuple[str, int]]:
    """How many rows each history holds."""
    models = (Publication, Authorship, Candidate, MatchQuestion)
    return [(model.__name__, history_of(model).count()) for model in models]


def test_the_same_file_again_changes_nothing(record: Callable[..., Counts]) -> None:
    known_person(first_name="Ann")
    papers = [
        paper(1, author("Vale, A", ELSEWHERE), author("Other, Bo", CLINIC)),
        paper(2, author("Other, Bo", CLINIC), author("Vale, Ann", CLINIC)),
    ]
    assert record(*papers) == Counts(created=2, linked=1, candidates=2, questions=0)
    before = history(), list(Candidate.objects.order_by("id").values())
    assert record(*papers, file="again.xml") == Counts(unchanged=2)
    assert (history(), list(Candidate.objects.order_by("id").values())) == before


def test_a_newer_state_replaces_and_the_history_keeps_the_old(record: Callable[..., Counts]) -> None:
    old = paper(1, author("Vale, Ann", CLINIC))
    record(old)
    newer = replace(old, title="Corrected findings", revised_on=date(2026, 6, 1))
    assert record(newer, file="second.xml") == Counts(updated=1)
    publication = Publication.objects.get()
    assert (publication.title, publication.source_file) == ("Corrected findings", "second.xml")
    titles = history_of(Publication).order_by("pgh_id").values_list("title", flat=True)
    assert list(titles) == ["Invented findings 1", "Corrected findings"]
    assert history_of(Authorship).count() == 1


@pytest.mark.parametrize(
    "change", [{"revised_on": date(2026, 1, 1)}, {"version": 1, "revised_on": date(2027, 1, 1)}]
)
def test_an_older_state_is_ignored(change: dict[str, Any], record: Callable[..., Counts]) -> None:
    held = paper(1, author("Vale, Ann", CLINIC), version=2)
    record(held)
    older = replace(held, title="Former title", **{"version": 2} | change)
    assert record(older) == Counts(older=1)
    assert Publication.objects.get().title == "Invented findings 1"


def test_a_file_that_repeats_itself_counts_the_newest(record: Callable[..., Counts]) -> None:
    old = paper(1, author("Vale, Ann", CLINIC))
    newer = replace(old, version=2, title="Second version")
    assert record(newer, old) == Counts(created=1, older=1, candidates=1)
    assert Publication.objects.get().title == "Second version"


def test_a_moved_author_keeps_who_they_are(record: Callable[..., Counts]) -> None:
    first = paper(1, author("Vale, Ann", CLINIC), author("Other, Bo", ELSEWHERE))
    record(first)
    vale, other = (row.candidate_id for row in Authorship.objects.order_by("position"))
    turned = paper(
        1,
        author("Third, Cy", CLINIC),
        author("Other, Bo", ELSEWHERE),
        author("Vale, Ann"),
        revised_on=date(2026, 6, 1),
    )
    assert record(turned) == Counts(updated=1, candidates=1)
    found = [row.candidate_id for row in Authorship.objects.order_by("position")]
    assert found[1:] == [other, vale]
    assert found[0] not in {other, vale}
    assert Candidate.objects.get(pk=vale).first_or_last == 1


def test_an_author_who_left_the_list_is_dropped(record: Callable[..., Counts]) -> None:
    record(paper(1, author("Vale, Ann", CLINIC), author("Other, Bo", ELSEWHERE)))
    record(paper(1, author("Vale, Ann", CLINIC), revised_on=date(2026, 6, 1)))
    assert [row.printed_name for row in Authorship.objects.all()] == ["Ann Vale"]
    assert Candidate.objects.get(last_name="Other").papers == 0


def test_an_identifier_decides(record: Callable[..., Counts]) -> None:
    person = known_person(orcid=ORCID)
    assert record(paper(1, author("Vale, A", ELSEWHERE, orcid=ORCID))) == Counts(created=1, linked=1)
    authorship = Authorship.objects.get()
    assert (authorship.stakeholder, authorship.match_score) == (person, 100)
    assert authorship.match_reasons == ["same ORCID"]


def test_full_name_and_place_are_sure(record: Callable[..., Counts]) -> None:
    person = known_person()
    assert record(paper(1, author("Vale, Ann Mary", CLINIC))).linked == 1
    authorship = Authorship.objects.get()
    assert authorship.stakeholder == person
    assert authorship.match_reasons == [
        "same last name",
        "same first names",
        "affiliation shares “Lindenbrook”, “Ostermere”",
    ]


def test_a_name_alone_is_a_question(record: Callable[..., Counts]) -> None:
    person = known_person()
    assert record(paper(1, author("Vale, A M"))) == Counts(created=1, candidates=1, questions=1)
    question = MatchQuestion.objects.get()
    assert (question.stakeholder, question.answer) == (person, "open")
    assert 50 <= question.score < 90
    assert question.reasons
    assert Authorship.objects.get().candidate == question.candidate


def test_another_identifier_is_another_person(record: Callable[..., Counts]) -> None:
    known_person(orcid=ORCID)
    counts = record(paper(1, author("Vale, Ann Mary", CLINIC, orcid=OTHER_ORCID)))
    assert counts == Counts(created=1, candidates=1)


def test_two_sure_look_alikes_are_a_question(record: Callable[..., Counts]) -> None:
    known_person()
    known_person()
    assert record(paper(1, author("Vale, Ann Mary", CLINIC))) == Counts(created=1, candidates=1, questions=2)


def test_umlauts_are_found_however_they_are_typed(record: Callable[..., Counts]) -> None:
    person = known_person(first_name="Jörg", last_name="Mueller")
    record(paper(1, author("Müller, Joerg", CLINIC)))
    assert {question.stakeholder for question in MatchQuestion.objects.all()} | {
        row.stakeholder for row in Authorship.objects.exclude(stakeholder=None)
    } == {person}


def test_a_merged_person_is_found_as_the_survivor(record: Callable[..., Counts]) -> None:
    survivor = StakeholderFactory(last_name="Newname")
    former = known_person(orcid=ORCID)
    former.merged_into = survivor
    former.save()
    record(paper(1, author("Vale, Ann Mary", CLINIC, orcid=ORCID)))
    assert Authorship.objects.get().stakeholder == survivor


@pytest.mark.parametrize(
    ("authors", "candidates"),
    [
        # The same ORCID iD, whatever the name and the place.
        ([author("Vale, Ann", CLINIC, orcid=ORCID), author("Vale, A", ELSEWHERE, orcid=ORCID)], 1),
        # The same name at the same place, one of them as initials.
        ([author("Vale, Ann", CLINIC), author("Välé, A", CLINIC)], 1),
        # The ORCID iD of one does not contradict the other.
        ([author("Vale, Ann", CLINIC), author("Vale, Ann", CLINIC, orcid=ORCID)], 1),
        # Names alone: many people share one.
        ([author("Vale, Ann"), author("Vale, Ann")], 2),
        ([author("Vale, Ann Mary", CLINIC), author("Vale, Ann Mary", ELSEWHERE)], 2),
        # First names contradict.
        ([author("Vale, Ann", CLINIC), author("Vale, Astrid", CLINIC)], 2),
        # Identifiers contradict.
        ([author("Vale, Ann", CLINIC, orcid=ORCID), author("Vale, Ann", CLINIC, orcid=OTHER_ORCID)], 2),
    ],
)
@pytest.mark.parametrize("is_one_file", [True, False])
def test_one_candidate_per_person(
    authors: Sequence[Any], candidates: int, is_one_file: bool, record: Callable[..., Counts]
) -> None:
    papers = [paper(number, one) for number, one in enumerate(authors, 1)]
    if is_one_file:
        record(*papers)
    else:
        for one in papers:
            record(one)
    assert Candidate.objects.count() == candidates
    assert sum(Candidate.objects.values_list("papers", flat=True)) == 2


def test_namesakes_on_one_paper_are_two(record: Callable[..., Counts]) -> None:
    record(paper(1, author("Vale, Ann", CLINIC), author("Vale, Ann", CLINIC)))
    assert Candidate.objects.count() == 2


def test_a_candidate_learns_from_later_papers(record: Callable[..., Counts]) -> None:
    record(paper(1, author("Vale, A", CLINIC)))
    record(paper(2, author("Vale, Ann", CLINIC, orcid=ORCID)))
    record(paper(3, author("Vale, A", ELSEWHERE, orcid=ORCID)))
    candidate = Candidate.objects.get()
    assert (candidate.first_name, candidate.orcid, candidate.papers) == ("Ann", ORCID, 3)
    record(paper(4, author("Vale, Ann", ELSEWHERE)))
    assert Candidate.objects.get().papers == 4


def test_counts_are_of_the_papers(record: Callable[..., Counts]) -> None:
    TopicFactory(name="Treatment of multiple myeloma")
    vale = author("Vale, Ann", CLINIC)
    record(
        paper(1, vale, author("Other, Bo")),
        paper(2, author("Other, Bo"), vale, author("Third, Cy"), published_on=date(2026, 4, 1)),
        paper(3, vale, published_on=date(2026, 4, 2), is_retracted=True),
    )
    candidate = Candidate.objects.get(last_name="Vale")
    assert (candidate.papers, candidate.first_or_last) == (2, 1)
    assert candidate.latest_on == date(2026, 4, 1)
    # 2 papers, 1 of them leading, the latest within a year, both on a topic of ours.
    assert candidate.evidence_score == 2 * 2 + 4 + 15 + 2 * 3


def test_a_retraction_takes_the_evidence_back(record: Callable[..., Counts]) -> None:
    first = paper(1, author("Vale, Ann", CLINIC))
    record(first)
    assert Candidate.objects.get().papers == 1
    record(replace(first, is_retracted=True, revised_on=date(2026, 9, 1)))
    candidate = Candidate.objects.get()
    assert (candidate.papers, candidate.evidence_score) == (0, 0)


def test_many_cost_no_more_queries_than_few(record: Callable[..., Counts], msl: User) -> None:
    known_person()

    def cost(start: int, size: int) -> int:
        papers = [
            paper(start + n, author(f"Surname{start + n}, Ann", CLINIC), author("Vale, A"))
            for n in range(size)
        ]
        with CaptureQueriesContext(connection) as queries:
            record(*papers)
        return len(queries)

    cost(1, 1)
    assert cost(10, 3) == cost(1000, 60)


def test_history_says_who_imported(record: Callable[..., Counts], msl: User) -> None:
    record(paper(1))
    event = history_of(Publication).get()
    assert event.pgh_context["verb"] == "record_publications"
    assert event.pgh_context["user"] == str(msl.pk)
