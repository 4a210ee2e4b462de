"""Loads KOL profiles, and papers through the same action as an import, so that their authors are truly recognised."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import Model
from django.utils import timezone

from apps.demo import records
from apps.demo.corpus.science import TALK_BY_KEY
from apps.demo.loading.made import Made, last_held, save, save_each
from apps.directory.models import Account
from apps.integrations.reviews import ask_about_candidates
from apps.kols.models import Interest, KOLProfile, ProfileArea, RelationshipStageChange, TopicToAvoid
from apps.kols.recording import record_publications
from apps.kols.records import AuthorRecord, PublicationRecord, Topic

SOURCE = "demo"
Subjects: TypeAlias = dict[tuple[str, str], date]
_FROM_PAPERS, _FROM_TALKS = "Publications", "Conversation"


def load_scholarship(made: Made) -> None:
    """Profiles with all that hangs on them, then the papers."""
    _load_profiles(made)
    since = timezone.now()
    record_publications(
        _publications(made), by=made.users["director"], run_file=SOURCE, verified_on=made.plan.today
    )
    ask_about_candidates(None, since=since)


def _load_profiles(made: Made) -> None:
    """Each liaison's own; a profile is saved by itself, which copies the name it is sorted by."""
    rows = _profiles(made)
    subjects = _subjects(made)
    for liaison in sorted({profile.responsible_msl for profile in made.plan.kol_profiles}):
        by = made.users[liaison]
        own = [profile for profile in made.plan.kol_profiles if profile.responsible_msl == liaison]
        save_each((rows[profile.stakeholder] for profile in own), by=by)
        for profile in own:
            save(_facts(made, profile, rows[profile.stakeholder], subjects), by=by)


def _profiles(made: Made) -> dict[str, KOLProfile]:
    latest = last_held(contact for contact in made.plan.contacts if contact.medical)
    return {
        profile.stakeholder: KOLProfile(
            pk=made.key("profile", profile.stakeholder),
            stakeholder=made.stakeholders[profile.stakeholder],
            tier=profile.tier,
            tier_reason=profile.tier_reason,
            nomination_reason=profile.stage_changes[0].evidence,
            responsible=made.users[profile.responsible_msl],
            stage=profile.stage_changes[-1].stage,
            last_interaction_at=latest.get(profile.stakeholder),
        )
        for profile in made.plan.kol_profiles
    }


def _subjects(made: Made) -> Subjects:
    """When somebody last published on what, in the words of the profiles' interests."""
    latest: Subjects = {}
    for paper in sorted(made.plan.publications, key=lambda paper: paper.published_on):
        for topic in paper.topics:
            for author in paper.authors:
                if author.stakeholder:
                    latest[author.stakeholder, TALK_BY_KEY[topic].interest] = paper.published_on
    return latest


def _interest(profile: records.KolProfile, row: KOLProfile, text: str, subjects: Subjects) -> Interest:
    """From the papers where these show it, else from what was said when they last met."""
    if published_on := subjects.get((profile.stakeholder, text)):
        return Interest(profile=row, text=text, source=_FROM_PAPERS, verified_on=published_on)
    met_on = row.last_interaction_at.date() if row.last_interaction_at else None
    return Interest(profile=row, text=text, source=_FROM_TALKS, verified_on=met_on)


def _facts(made: Made, profile: records.KolProfile, row: KOLProfile, subjects: Subjects) -> Iterator[Model]:
    for area in profile.therapeutic_areas:
        yield ProfileArea(profile=row, therapeutic_area=made.areas[area])
    for text in profile.interests:
        yield _interest(profile, row, text, subjects)
    for text in profile.topics_to_avoid:
        yield TopicToAvoid(profile=row, text=text)
    for change in profile.stage_changes:
        yield RelationshipStageChange(
            profile=row,
            stage=change.stage,
            evidence=change.evidence,
            changed_on=change.changed_on,
            changed_by=row.responsible,
        )


@dataclass(frozen=True, slots=True)
class Signature:
    """How somebody of the directory signs a paper."""

    fore_name: str
    orcid: str | None
    place: str


def _signatures(made: Made) -> dict[str, Signature]:
    homes = {post.stakeholder: post.account for post in made.plan.affiliations if post.is_primary}
    return {
        person.key: Signature(
            fore_name=person.given_name,
            orcid=next((number.value for number in person.identifiers if number.system == "orcid"), None),
            place=_place(made.accounts[homes[person.key]]),
        )
        for person in made.plan.stakeholders
    }


def _place(account: Account) -> str:
    return f"{account.name}, {account.city}, {account.country}."


def _publications(made: Made) -> list[PublicationRecord]:
    signatures = _signatures(made)
    return [_publication(paper, row, signatures) for row, paper in enumerate(made.plan.publications, 1)]


def _publication(paper: records.Publication, row: int, signatures: dict[str, Signature]) -> PublicationRecord:
    """A paper as a file would bring it. Its number has letters in it, so that it is nobody's in PubMed."""
    return PublicationRecord(
        pmid=f"demo-{row:04}",
        version=1,
        doi=paper.doi,
        title=paper.title,
        journal=paper.journal,
        issn="",
        published_on=paper.published_on,
        published_precision="day",
        published_text=f"{paper.published_on:%Y %b %d}",
        types=("Journal Article",),
        topics=tuple(Topic("", TALK_BY_KEY[topic].name, is_major=True) for topic in paper.topics),
        trial_ids=(),
        is_retracted=False,
        conflict_statement="",
        authors=tuple(_author(paper, author, signatures) for author in paper.authors),
        revised_on=paper.published_on,
        row=row,
        line=row,
        source=SOURCE,
    )


def _author(
    paper: records.Publication, author: records.Author, signatures: dict[str, Signature]
) -> AuthorRecord:
    """People of the directory sign with first name and ORCID iD; the others work where the first of those does."""
    last_name, initials = author.name.rsplit(" ", 1)
    known = signatures.get(author.stakeholder or "")
    near = next(signatures[other.stakeholder] for other in paper.authors if other.stakeholder)
    return AuthorRecord(
        position=author.position,
        is_first=author.position == 1,
        is_last=author.position == len(paper.authors),
        last_name=last_name,
        fore_name=known.fore_name if known else "",
        initials=initials,
        suffix="",
        orcid=known.orcid if known else None,
        orcid_rejected="",
        affiliations=((known or near).place,),
        is_collective=False,
        collective_name="",
        is_valid=True,
    )
