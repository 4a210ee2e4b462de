"""Who may do what with KOLs and candidates. Whoever may not even read is told nothing (404), by the views."""

from django.utils.translation import gettext_lazy as _

from apps.catalog.queries import areas_of
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.directory.models import Stakeholder
from apps.firewall.sides import Side
from apps.kols.models import Candidate, KOLProfile, MatchQuestion
from apps.users.models import User

READS_ONLY = _("Your role reads KOL profiles and does not change them.")


def may_read_kols(user: User) -> Verdict:
    """Whether KOL pages exist for this person at all."""
    if user.side in {Side.MEDICAL, Side.OVERSIGHT}:
        return ALLOWED
    return refused(_("KOL profiles belong to the medical side."))


def may_record_publications(user: User) -> Verdict:
    """Imports of public sources are the medical side's."""
    if user.side != Side.MEDICAL:
        return refused(_("Publications are imported by the medical side."))
    return may_write(user)


def may_edit_profile(user: User, profile: KOLProfile) -> Verdict:
    """Those who record, for the profiles they see."""
    if not (verdict := may_write(user)):
        return verdict
    if not KOLProfile.objects.visible_to(user).filter(pk=profile.pk).exists():
        return refused(_("This person is a KOL of another therapeutic area."))
    return may_edit_shown(user, profile)


def may_edit_shown(user: User, profile: KOLProfile) -> Verdict:
    """The same for a profile that was just read as this person, so that nothing is asked twice."""
    if not (verdict := may_write(user)):
        return verdict
    if profile.stakeholder.is_archived:
        return refused(_("This person is archived. Bring them back before you change the profile."))
    return ALLOWED


def may_nominate(user: User, stakeholder: Stakeholder) -> Verdict:
    """Whoever may offer an area; one person has one profile."""
    if not (verdict := may_decide(user)):
        return verdict
    if stakeholder.is_archived:
        return refused(_("This person is archived. Bring them back first."))
    if KOLProfile.objects.filter(stakeholder=stakeholder).exists():
        return refused(_("This person is a KOL already. A medical director can add your therapeutic area."))
    return ALLOWED


def may_nominate_candidate(user: User, candidate: Candidate) -> Verdict:
    """A candidate whom somebody found to be a known person is no candidate any more."""
    if not (verdict := may_decide(user)):
        return verdict
    if candidate.state in {Candidate.State.NOMINATED, Candidate.State.KNOWN}:
        return refused(_("This was decided before: see the person's page."))
    return ALLOWED


def may_dismiss_candidate(user: User, candidate: Candidate) -> Verdict:
    """Open candidates only; the decision can be undone."""
    if not (verdict := may_decide(user)):
        return verdict
    if candidate.state in {Candidate.State.OPEN, Candidate.State.DISMISSED}:
        return ALLOWED
    return refused(_("This was decided before: see the person's page."))


def may_answer_question(user: User, question: MatchQuestion) -> Verdict:
    """Open questions of candidates that still stand open."""
    if not (verdict := may_decide(user)):
        return verdict
    if question.answer != MatchQuestion.Answer.OPEN or question.candidate.stakeholder_id:
        return refused(_("Somebody answered this question before you."))
    return ALLOWED


def may_write(user: User) -> Verdict:
    """Whether this person changes anything here. Asked before a row is locked: reading sides may not even do that."""
    if user.side != Side.MEDICAL or not user.facts.records:
        return refused(READS_ONLY)
    return ALLOWED


def may_decide(user: User) -> Verdict:
    """Whether this person decides about candidates at all."""
    if not (verdict := may_write(user)):
        return verdict
    if not areas_of(user).exists():
        return refused(_("You work in no therapeutic area yet. Ask your administrator to add one."))
    return ALLOWED
