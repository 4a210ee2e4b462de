"""Reading KOLs and candidates, viewer first. What a page shows is fetched here, in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from apps.directory.models import Affiliation, Stakeholder
from apps.directory.queries import stakeholders_for
from apps.firewall.sides import Side
from apps.kols.counting import our_topics, paper_of, trial_of
from apps.kols.evidence import Evidence, evidence_of
from apps.kols.matching import Match
from apps.kols.models import (
    Authorship,
    Candidate,
    Involvement,
    KOLProfile,
    MatchQuestion,
    ProfileArea,
    RelationshipStageChange,
)
from apps.kols.models.candidates import CandidateQuerySet
from apps.kols.models.profiles import ProfileQuerySet
from apps.kols.recognition import candidate_sketch, stakeholders_like
from apps.users.models import User
from apps.users.roles import FACTS, Role

SHOWN_PAPERS = 10
ROWS_PER_PAGE = 50
LOOK_ALIKES = 5
RECORDERS = [
    role
    for role, facts in FACTS.items()
    if facts.side == Side.MEDICAL and facts.records and "client" not in role
]


def kols_for(user: User) -> ProfileQuerySet:
    """The profiles this person may read, with what a row of the list shows."""
    current = Affiliation.objects.current().select_related("account")
    return (
        KOLProfile.objects.visible_to(user)
        .select_related("stakeholder", "responsible")
        .prefetch_related(_areas(), Prefetch("stakeholder__affiliations", current, "current_affiliations"))
    )


#: What a row of the list shows, and what the list can be sorted by. Whole rows take a third longer to read.
SHOWN_COLUMNS = (
    *("stakeholder_id", "responsible_id", "tier", "stage", "name_folded", "last_interaction_at"),
    *(f"stakeholder__{name}" for name in ("first_name", "middle_name", "last_name", "suffix", "degrees")),
    *("stakeholder__country", "stakeholder__do_not_contact"),
    *("responsible__first_name", "responsible__last_name"),
)


def listed_for(user: User) -> ProfileQuerySet:
    """The list of KOLs: whoever is neither archived nor merged, with what a row shows and no row of another table.

    `area_names`, and `main_account`: the name of the account where the person works now, mainly. As columns, because
    two hundred objects that only carry a name took a fifth of the page's time.
    """
    areas = ProfileArea.objects.filter(profile=OuterRef("pk")).order_by("therapeutic_area__name")
    places = Affiliation.objects.current().filter(stakeholder=OuterRef("stakeholder"))
    found: ProfileQuerySet = (
        KOLProfile.objects.visible_to(user)
        .listed()
        .select_related("stakeholder", "responsible")
        .only(*SHOWN_COLUMNS)
        .annotate(
            area_names=ArraySubquery(areas.values("therapeutic_area__name")),
            main_account=Subquery(places.values("account__name")[:1]),
        )
    )
    return found


def _areas() -> "Prefetch[Any]":
    return Prefetch("areas", ProfileArea.objects.select_related("therapeutic_area"))


def profile_of(user: User, stakeholder: Stakeholder) -> KOLProfile | None:
    """What the reader may know of somebody as a KOL, with all that the panel shows."""
    changes = RelationshipStageChange.objects.select_related("changed_by")
    found: KOLProfile | None = (
        KOLProfile.objects.visible_to(user)
        .filter(stakeholder=stakeholder)
        .select_related("stakeholder", "responsible")
        .prefetch_related(_areas(), "interests", "topics_to_avoid", Prefetch("stage_changes", changes))
        .first()
    )
    return found


def values_of(profile: KOLProfile) -> dict[str, Any]:
    """What people edit in a profile, as the form and the action exchange it."""
    return {
        "areas": sorted(str(area.therapeutic_area_id) for area in profile.areas.all()),
        "tier": profile.tier,
        "tier_reason": profile.tier_reason,
        "responsible": profile.responsible,
        "interests": as_lines(interest.text for interest in profile.interests.all()),
        "topics_to_avoid": as_lines(topic.text for topic in profile.topics_to_avoid.all()),
    }


def lines_of(text: str) -> list[str]:
    """The lines of a text, each once, in an order that does not depend on who typed them."""
    found = {" ".join(line.split()) for line in text.splitlines()}
    return sorted(filter(None, found), key=lambda line: (line.casefold(), line))


def as_lines(lines: Any) -> str:
    """Lines as one text, in the same order as `lines_of`."""
    return "\n".join(lines_of("\n".join(lines)))


def publications_of(user: User, stakeholder: Stakeholder) -> QuerySet[Authorship]:
    """The papers of a stakeholder, the newest first; undated ones at the end."""
    found: QuerySet[Authorship] = (
        Authorship.objects.visible_to(user).filter(stakeholder=stakeholder).select_related("publication")
    )
    return _newest_first(found)


def trials_of(user: User, stakeholder: Stakeholder) -> QuerySet[Involvement]:
    """The trials of a stakeholder, the newest first."""
    found: QuerySet[Involvement] = Involvement.objects.visible_to(user).filter(stakeholder=stakeholder)
    return _started_last_first(found)


def trials_of_candidate(user: User, candidate: Candidate) -> list[Involvement]:
    """The trials of a candidate, the newest first."""
    found: QuerySet[Involvement] = Involvement.objects.visible_to(user).filter(candidate=candidate)
    return list(_started_last_first(found))


def _started_last_first(found: QuerySet[Involvement]) -> QuerySet[Involvement]:
    newest = F("trial__started_on").desc(nulls_last=True)
    return found.select_related("trial").order_by(newest, "-trial__nct_id", "position")


def _newest_first(found: QuerySet[Authorship]) -> QuerySet[Authorship]:
    return found.order_by(F("publication__published_on").desc(nulls_last=True), "-publication_id")


def people_who_may_be_responsible(profile: KOLProfile) -> QuerySet[User]:
    """Those who meet KOLs in the profile's areas, and whoever is responsible now."""
    areas = [area.therapeutic_area_id for area in profile.areas.all()]
    in_areas = Q(area_assignments__therapeutic_area__in=areas) | Q(role=Role.MEDICAL_DIRECTOR)
    fitting = User.objects.filter(in_areas, is_active=True, role__in=RECORDERS).values("pk")
    return User.objects.filter(Q(pk__in=fitting) | Q(pk=profile.responsible_id))


def candidates_for(user: User) -> CandidateQuerySet:
    """The candidates this person may read."""
    return Candidate.objects.visible_to(user).select_related("stakeholder")


def papers_of(user: User, candidate: Candidate) -> list[Authorship]:
    """The papers of a candidate, the newest first."""
    found: QuerySet[Authorship] = Authorship.objects.visible_to(user).filter(candidate=candidate)
    return list(_newest_first(found.select_related("publication")))


def evidence_about(
    candidate: Candidate, papers: list[Authorship], trials: Iterable[Involvement] = ()
) -> Evidence:
    """Why a candidate stands where they stand in the list: counted on the day the list's number was."""
    counted = [paper_of(paper) for paper in papers if not paper.publication.is_retracted]
    day = candidate.evidence_on or candidate.updated_at.date()
    return evidence_of(counted, list(map(trial_of, trials)), wanted=our_topics(), today=day)


def look_alikes(user: User, candidate: Candidate) -> list[tuple[Stakeholder, Match]]:
    """Stakeholders who may be this candidate, the likeliest first, each with a score and its reasons."""
    found = stakeholders_like(candidate_sketch(candidate))[:LOOK_ALIKES]
    people = stakeholders_for(user).in_bulk([entry.key for entry, _match in found])
    return [(people[entry.key], match) for entry, match in found if entry.key in people]


QUESTION_SORTS = {"-score": ("-score", "id")}


def questions_for(user: User) -> QuerySet[MatchQuestion]:
    """Questions about candidates, with both people as the page shows them side by side."""
    current = Affiliation.objects.current().select_related("account")
    found: QuerySet[MatchQuestion] = (
        MatchQuestion.objects.visible_to(user)
        .select_related("candidate", "stakeholder")
        .prefetch_related(
            Prefetch("stakeholder__affiliations", current, "current_affiliations"), "stakeholder__identifiers"
        )
    )
    return found


def open_questions_for(user: User) -> QuerySet[MatchQuestion]:
    """Questions to decide, about candidates that still stand open."""
    return questions_for(user).filter(
        answer=MatchQuestion.Answer.OPEN, candidate__state=Candidate.State.OPEN, stakeholder__merged_into=None
    )


def rows_page(found: QuerySet[Any], number: str) -> Page[Any]:
    """One page of a person's papers or trials; few enough per person to be counted."""
    return Paginator(found, ROWS_PER_PAGE).get_page(number)
