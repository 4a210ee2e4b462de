"""Made-up publications and trials, as a file format would hand them over."""

from dataclasses import replace
from datetime import date
from typing import Any

from apps.kols.models import Candidate, Publication
from apps.kols.recording import record_publications
from apps.kols.records import AuthorRecord, PublicationRecord, Topic
from apps.kols.trial_records import Heading, Intervention, InvestigatorRecord, SiteRecord, TrialRecord
from apps.users.models import User

ORCID = "0000-0002-1825-0097"
OTHER_ORCID = "0000-0002-1694-233X"
CLINIC = "Department of Haematology, Lindenbrook Clinic, Ostermere, Germany"
ELSEWHERE = "Quarrystone Institute, Vellmar Bay, Australia"


def author(name: str, *affiliations: str, orcid: str | None = None, **values: Any) -> AuthorRecord:
    """An author from "Last, First names"; `group=True` makes the name a group's."""
    last, _comma, first = name.partition(", ")
    is_group = values.pop("group", False)
    fields: dict[str, Any] = {
        "position": 0,
        "is_first": False,
        "is_last": False,
        "last_name": "" if is_group else last,
        "fore_name": first,
        "initials": "".join(word[0] for word in first.split()),
        "suffix": "",
        "orcid": orcid,
        "orcid_rejected": "",
        "affiliations": affiliations,
        "is_collective": is_group,
        "collective_name": name if is_group else "",
        "is_valid": True,
    }
    return AuthorRecord(**fields | values)


def paper(pmid: int, *authors: AuthorRecord, **values: Any) -> PublicationRecord:
    """A publication with these authors, in this order."""
    placed = []
    for position, one in enumerate(authors, 1):
        given = {name: getattr(one, name) for name in AuthorRecord.__slots__}
        ends = {"is_first": position == 1, "is_last": position == len(authors)}
        placed.append(AuthorRecord(**given | ends | {"position": position}))
    fields: dict[str, Any] = {
        "pmid": str(pmid),
        "version": 1,
        "doi": f"10.5555/invented.{pmid}",
        "title": f"Invented findings {pmid}",
        "journal": "Journal of Invented Results",
        "issn": "1234-5679",
        "published_on": date(2026, 3, 1),
        "published_precision": "month",
        "published_text": "2026 Mar",
        "types": ("Journal Article",),
        "topics": (Topic("D000001", "Multiple Myeloma", is_major=True),),
        "trial_ids": (),
        "is_retracted": False,
        "conflict_statement": "",
        "authors": tuple(placed),
        "revised_on": date(2026, 4, 1),
        "row": pmid,
        "line": pmid * 10,
    }
    return PublicationRecord(**fields | values)


def made_candidate(
    by: User, name: str = "Vale, Ann", *places: str, papers: int = 1, **values: Any
) -> Candidate:
    """A candidate as an import makes them: from papers."""
    first = Publication.objects.count() * 1000 + 1
    one = author(name, *(places or (CLINIC,)), **values)
    record_publications(
        [paper(first + number, one) for number in range(papers)],
        by=by,
        run_file="made.xml",
        verified_on=date(2026, 5, 1),
    )
    found: Candidate = Candidate.objects.latest("created_at")
    return found


def history_of(model: Any) -> Any:
    """The rows that triggers wrote about a table."""
    return model.pgh_event_model.objects


def investigator(name: str, *affiliations: str, role: str = "principal_investigator") -> InvestigatorRecord:
    """Somebody of a trial, from "Last, First names"."""
    last, _comma, first = name.partition(", ")
    return InvestigatorRecord(0, (role,), f"{first} {last}", last, first, affiliations)


def trial(number: int, *people: InvestigatorRecord, **values: Any) -> TrialRecord:
    """A registered trial with these people, in this order; it runs at the invented clinic."""
    fields: dict[str, Any] = {
        "nct_id": f"NCT{99_000_000 + number}",
        "aliases": (),
        "title": f"Invented trial {number}",
        "official_title": "",
        "acronym": "",
        "org_ids": ("INV-1",),
        "status": "RECRUITING",
        "study_type": "INTERVENTIONAL",
        "phases": ("PHASE2", "PHASE3"),
        "enrolment": 317,
        "is_enrolment_actual": False,
        "started_on": date(2024, 5, 1),
        "started_precision": "month",
        "completed_on": None,
        "completed_precision": "",
        "sponsor": "Invented University",
        "sponsor_class": "OTHER",
        "collaborators": (),
        "conditions": ("Invented Disease",),
        "interventions": (Intervention("DRUG", "Inventumab"),),
        "topics": (Heading("D000001", "Multiple Myeloma"),),
        "pmids": ("11",),
        "sites": (SiteRecord(1, "Lindenbrook Clinic", "Ostermere", "", "Germany", "RECRUITING"),),
        "people": tuple(replace(one, position=at) for at, one in enumerate(people, 1)),
        "desks": (),
        "is_partial": False,
        "revised_on": date(2026, 4, 1),
        "row": number,
    }
    return TrialRecord(**fields | values)
