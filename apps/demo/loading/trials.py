"""Loads invented trials through the same action as an import, so that their people are truly recognised."""

from collections.abc import Iterator
from datetime import timedelta

from apps.demo import records
from apps.demo.corpus.trials import INVENTED_SPONSOR, STUDIES, Study
from apps.demo.loading.made import Made
from apps.directory.models import Account
from apps.kols.trial_recording import record_trials
from apps.kols.trial_records import Heading, Intervention, InvestigatorRecord, SiteRecord, TrialRecord

SOURCE = "demo"


def load_trials(made: Made) -> None:
    """The trials, with the KOLs of their area as their people."""
    trials = [_trial(made, study, row) for row, study in enumerate(STUDIES, 1)]
    record_trials(trials, by=made.users["director"], run_file=SOURCE, verified_on=made.plan.today)


def _trial(made: Made, study: Study, row: int) -> TrialRecord:
    kols = _kols(made.plan, study.area)
    places = dict.fromkeys(_home(made, kols[number % len(kols)]) for number in study.sites)
    started = made.plan.today - timedelta(days=study.began_days_ago)
    return TrialRecord(
        nct_id=f"demo-{row:04}",  # with letters in it, so that it is nobody's in the registry
        aliases=(),
        title=study.title,
        official_title="",
        acronym=study.acronym,
        org_ids=(),
        status=study.status,
        study_type=study.study_type,
        phases=study.phases,
        enrolment=study.enrolment,
        is_enrolment_actual=study.status in {"COMPLETED", "TERMINATED"},
        started_on=started.replace(day=1),
        started_precision="month",
        completed_on=None,
        completed_precision="",
        sponsor=INVENTED_SPONSOR,
        sponsor_class="NETWORK",
        collaborators=(),
        conditions=study.conditions,
        interventions=tuple(Intervention(*tried) for tried in study.tried),
        topics=tuple(Heading("", name) for name in study.conditions),
        pmids=(),
        sites=tuple(_site(place, at, study) for at, place in enumerate(places, 1)),
        people=tuple(_people(made, study, kols)),
        desks=(),
        is_partial=False,
        revised_on=made.plan.today - timedelta(days=30),
        row=row,
        source=SOURCE,
    )


def _kols(plan: records.DemoPlan, area: str) -> list[records.Stakeholder]:
    """The KOLs of an area, in the order of the plan."""
    people = {person.key: person for person in plan.stakeholders}
    return [people[one.stakeholder] for one in plan.kol_profiles if area in one.therapeutic_areas]


def _home(made: Made, person: records.Stakeholder) -> Account:
    posts = (post for post in made.plan.affiliations if post.stakeholder == person.key and post.is_primary)
    return made.accounts[next(posts).account]


def _site(place: Account, position: int, study: Study) -> SiteRecord:
    return SiteRecord(position, place.name, place.city, "", str(place.country), study.status)


def _people(made: Made, study: Study, kols: list[records.Stakeholder]) -> Iterator[InvestigatorRecord]:
    """Whoever leads it, who leads a site of it, and somebody whom nobody knows yet."""
    leader = kols[study.leader % len(kols)]
    yield _investigator(made, leader, 1, study.role)
    others = [kols[number % len(kols)] for number in study.sites if kols[number % len(kols)] != leader]
    for position, person in enumerate(others, 2):
        yield _investigator(made, person, position, "site_investigator")
    if study.stranger:
        first, last = study.stranger.split()
        place = _place(_home(made, leader))
        yield InvestigatorRecord(
            len(others) + 2, ("site_investigator",), study.stranger, last, first, (place,)
        )


def _investigator(made: Made, person: records.Stakeholder, position: int, role: str) -> InvestigatorRecord:
    name = f"{person.given_name} {person.family_name}"
    return InvestigatorRecord(
        position, (role,), name, person.family_name, person.given_name, (_place(_home(made, person)),)
    )


def _place(account: Account) -> str:
    return f"{account.name}, {account.city}, {account.country}"
