"""Who may import, and what may be done with an import at its stage."""

from django.utils.translation import gettext_lazy as _

from apps.catalog.queries import areas_of
from apps.core.verdict import ALLOWED, Verdict, refused
from apps.integrations.models import ImportRun
from apps.integrations.workflow import State, may_become
from apps.kols.policies import may_read_kols, may_record_publications
from apps.users.models import User


def may_read_imports(user: User) -> Verdict:
    """Whether pages about imports exist for this person at all: whoever may read what they bring."""
    return may_read_kols(user)


def may_import(user: User) -> Verdict:
    """Medical people who record, and who will see what they import."""
    if not (verdict := may_record_publications(user)):
        return verdict
    if not (user.facts.sees_all_medical or areas_of(user).exists()):
        return refused(_("You work in no therapeutic area yet. Ask your administrator to add one."))
    return ALLOWED


def may_apply(user: User, run: ImportRun) -> Verdict:
    """Once the file is read, or after a stop."""
    if not (verdict := _may_decide(user, run)):
        return verdict
    if not may_become(run.state, State.APPLYING):
        return refused(_("This file is not waiting to be imported: see where it stands."))
    return ALLOWED


def may_map(user: User, run: ImportRun) -> Verdict:
    """Say what the columns of a table mean, until it is imported."""
    if not (verdict := _may_decide(user, run)):
        return verdict
    if run.table is None or not may_become(run.state, State.WAITING) or run.is_running:
        return refused(_("The columns of this file can no longer be chosen: see where it stands."))
    return ALLOWED


def may_discard(user: User, run: ImportRun) -> Verdict:
    """As long as nothing was imported, also while the file is read."""
    if not (verdict := _may_decide(user, run)):
        return verdict
    if not may_become(run.state, State.DISCARDED):
        return refused(_("This file can no longer be discarded: see where it stands."))
    return ALLOWED


def may_stop(user: User, run: ImportRun) -> Verdict:
    """While records are imported; what was imported stays."""
    if not (verdict := _may_decide(user, run)):
        return verdict
    if not may_become(run.state, State.STOPPED):
        return refused(_("This file is not being imported now."))
    return ALLOWED


def _may_decide(user: User, run: ImportRun) -> Verdict:
    """Whoever started it, and those who lead."""
    if not (verdict := may_import(user)):
        return verdict
    if user.pk != run.started_by_id and not (user.facts.sees_team or user.facts.sees_all_medical):
        return refused(_("This import was started by %(name)s.") % {"name": run.started_by})
    return ALLOWED
