"""Reading trials, viewer first."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.directory.models import Account
from apps.kols.models import Involvement, Publication, Trial, TrialSite
from apps.kols.trial_recording import place_key
from apps.users.models import User

SHOWN_TRIALS = 5
SHOWN_AT_ACCOUNT = 20


@dataclass(frozen=True)
class Reports:
    """The reports of a trial: those we hold, and the numbers of those we do not."""

    held: list[Publication]
    others: list[str]


def trials_for(user: User) -> QuerySet[Trial]:
    """The trials this person may read."""
    found: QuerySet[Trial] = Trial.objects.visible_to(user)
    return found


def people_of(user: User, trial: Trial) -> list[Involvement]:
    """Who leads it, whoever leads the whole of it first."""
    found = Involvement.objects.visible_to(user).filter(trial=trial)
    return list(found.select_related("stakeholder", "candidate").order_by("-is_leading", "position"))


def reports_of(user: User, trial: Trial) -> Reports:
    """Publications that the registry names, and those that name the trial."""
    numbers = [trial.nct_id, *trial.aliases]
    named = Q(pmid__in=trial.pmids) | Q(trial_ids__overlap=numbers)
    held = list(Publication.objects.visible_to(user).filter(named).order_by("-published_on", "id"))
    known = {paper.pmid for paper in held}
    return Reports(held, [pmid for pmid in trial.pmids if pmid not in known])


def trials_at(user: User, account: Account) -> list[Trial]:
    """Trials with a site of the account's name in its town, those registered last first; one more than are shown."""
    if not (key := place_key(account.name, account.city)):
        return []
    sites = TrialSite.objects.filter(trial=OuterRef("pk"), place_key=key)
    return list(trials_for(user).filter(Exists(sites)).order_by("-nct_id")[: SHOWN_AT_ACCOUNT + 1])
