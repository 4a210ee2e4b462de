"""What becomes of candidates: nominated, dismissed, or found to be somebody we know."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.catalog.models import TherapeuticArea
from apps.directory.actions import add_affiliation, add_identifier, create_stakeholder
from apps.directory.choices import CustomerGroup, IdentifierSystem
from apps.directory.models import Stakeholder, StakeholderIdentifier
from apps.kols.actions.profiles import make_profile, profile_seen
from apps.kols.models import Authorship, Candidate, Involvement, KOLProfile, MatchQuestion
from apps.kols.places import account_printed_in
from apps.kols.policies import may_answer_question, may_decide, may_dismiss_candidate, may_nominate_candidate
from apps.users.models import User


@audited
def nominate_candidate(
    *,
    by: User,
    candidate: Candidate,
    areas: Iterable[TherapeuticArea],
    reason: str,
    stakeholder: Stakeholder | None = None,
) -> KOLProfile:
    """Make a candidate a KOL: as a new person of the directory, or as `stakeholder` who was there all along.

    Whoever holds the candidate's ORCID iD is that person. A repeated send answers the profile of the first one.
    """
    may_decide(by).require()
    row = _locked(candidate)
    if known := profile_seen(by, row.stakeholder_id):
        return known
    may_nominate_candidate(by, row).require()
    person = _person(by, row, stakeholder)
    profile = profile_seen(by, person.pk) or make_profile(by, person, areas, reason)
    _add_place(by, row, person)
    _close(by, row, person, Candidate.State.NOMINATED, reason)
    return profile


@audited
def dismiss_candidate(*, by: User, candidate: Candidate, reason: str = "") -> Candidate:
    """Take a candidate off the list; papers keep being counted, and the decision can be undone."""
    may_decide(by).require()
    row = _locked(candidate)
    may_dismiss_candidate(by, row).require()
    return _decide(row, by, Candidate.State.DISMISSED, reason)


@audited
def reopen_candidate(*, by: User, candidate: Candidate) -> Candidate:
    """Put a dismissed candidate back on the list."""
    may_decide(by).require()
    row = _locked(candidate)
    may_dismiss_candidate(by, row).require()
    return _decide(row, by, Candidate.State.OPEN, "")


@audited
def answer_question(*, by: User, question: MatchQuestion, answer: str) -> MatchQuestion:
    """Decide whether a candidate is a stakeholder; the same answer again changes nothing.

    "Same" moves the papers to the stakeholder and closes the candidate; "other" is remembered for later imports.
    """
    may_decide(by).require()
    candidate = _locked(question.candidate)
    rows = MatchQuestion.objects.select_for_update(of=("self",)).select_related("stakeholder")
    row: MatchQuestion = rows.get(pk=question.pk)
    row.candidate = candidate
    if row.answer == answer:
        return row
    may_answer_question(by, row).require()
    if answer == MatchQuestion.Answer.SAME:
        _close(by, candidate, row.stakeholder, Candidate.State.KNOWN, "")
    else:
        _answer(row, by, MatchQuestion.Answer.OTHER)
    row.refresh_from_db()
    return row


def _locked(candidate: Candidate) -> Candidate:
    found: Candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    return found


def _decide(row: Candidate, by: User, state: str, reason: str) -> Candidate:
    if row.state != state:
        row.state, row.reason, row.decided_by = state, reason.strip(), by
        row.save(update_fields=["state", "reason", "decided_by", "stakeholder", "updated_at"])
    return row


def _person(by: User, row: Candidate, stakeholder: Stakeholder | None) -> Stakeholder:
    """The locked directory entry of a candidate, made where there is none."""
    found = stakeholder or _holder_of_orcid(row)
    if found:
        found = found.merged_into or found
    else:
        numbers = [(IdentifierSystem.ORCID.value, row.orcid)] if row.orcid else []
        values = {
            "first_name": (row.first_name or row.initials)[:100],
            "last_name": row.last_name,
            "suffix": row.suffix,
            "customer_groups": [CustomerGroup.KOL.value],
        }
        found = create_stakeholder(by=by, values=values, identifiers=numbers)
    locked: Stakeholder = Stakeholder.objects.select_for_update().get(pk=found.pk)
    return locked


def _add_place(by: User, row: Candidate, person: Stakeholder) -> None:
    """Whoever has no account yet works where the papers say, if that means exactly one account; with source."""
    if person.affiliations.exists():
        return
    if account := account_printed_in(by, row.affiliation):
        source = _paper_behind(row)
        add_affiliation(by=by, stakeholder=person, values={"account": account, "source": source})


def _paper_behind(row: Candidate) -> str:
    """The latest paper that prints the affiliation."""
    printed = Authorship.objects.filter(candidate=row, affiliations__contains=[row.affiliation])
    found = printed.select_related("publication").order_by("-publication__published_on", "-id").first()
    if found is None:
        return _("imported records")
    paper = found.publication
    told = {"pmid": paper.pmid, "source": paper.source, "day": paper.verified_on}
    return _("publication %(pmid)s (%(source)s, %(day)s)") % told


def _holder_of_orcid(row: Candidate) -> Stakeholder | None:
    if not row.orcid:
        return None
    held = StakeholderIdentifier.objects.filter(system=IdentifierSystem.ORCID, value=row.orcid)
    identifier = held.select_related("stakeholder__merged_into").first()
    return identifier.stakeholder if identifier else None


def _close(by: User, row: Candidate, person: Stakeholder, state: str, reason: str) -> None:
    """Papers, trials and number go to the person; every open question about the candidate is answered."""
    for model in (Authorship, Involvement):
        model._default_manager.filter(candidate=row).update(
            candidate=None,
            stakeholder=person,
            match_score=100,
            match_reasons=[_("decided by a person")],
            updated_at=timezone.now(),
        )
    has_orcid = StakeholderIdentifier.objects.filter(
        stakeholder=person, system=IdentifierSystem.ORCID
    ).exists()
    if row.orcid and not has_orcid:
        add_identifier(by=by, thing=person, system=IdentifierSystem.ORCID, value=row.orcid)
    row.stakeholder = person
    _decide(row, by, state, reason)
    for question in row.questions.filter(answer=MatchQuestion.Answer.OPEN):
        is_same = question.stakeholder_id == person.pk
        _answer(question, by, MatchQuestion.Answer.SAME if is_same else MatchQuestion.Answer.OTHER)


def _answer(question: MatchQuestion, by: User, answer: str) -> None:
    question.answer, question.answered_by, question.answered_at = answer, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at", "updated_at"])
