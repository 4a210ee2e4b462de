"""What an import of a trial registry hands over: trials with sites and people, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from apps.kols.records import PersonRecord, Precision


class Heading(NamedTuple):
    """A subject heading that the registry derived: its id in the vocabulary, its name."""

    ui: str
    name: str


class Intervention(NamedTuple):
    """What is tried: the registry's code for its kind (DRUG, DEVICE, ...), and its name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """One place where a trial runs."""

    position: int
    facility: str
    city: str
    state: str
    country: str
    status: str


@dataclass(frozen=True, slots=True)
class InvestigatorRecord:
    """One person of a trial, every role in one record. `name` is as printed, without titles and degrees."""

    position: int
    roles: tuple[str, ...]
    name: str
    last_name: str
    fore_name: str
    affiliations: tuple[str, ...]

    @property
    def person(self) -> PersonRecord:
        """As recognition wants a person."""
        initials = "".join(word[0] for word in self.fore_name.split())
        return PersonRecord(self.last_name, self.fore_name, initials, affiliations=self.affiliations)


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """One registered trial. A date less exact than a day stands at the first day of its month or year.

    `pmids` are reports of this trial, not what it cites. `desks` are the names in place of people that are none.
    """

    nct_id: str
    aliases: tuple[str, ...]
    title: str
    official_title: str
    acronym: str
    org_ids: tuple[str, ...]
    status: str
    study_type: str
    phases: tuple[str, ...]
    enrolment: int | None
    is_enrolment_actual: bool
    started_on: date | None
    started_precision: Precision
    completed_on: date | None
    completed_precision: Precision
    sponsor: str
    sponsor_class: str
    collaborators: tuple[str, ...]
    conditions: tuple[str, ...]
    interventions: tuple[Intervention, ...]
    topics: tuple[Heading, ...]
    pmids: tuple[str, ...]
    sites: tuple[SiteRecord, ...]
    people: tuple[InvestigatorRecord, ...]
    desks: tuple[str, ...]
    is_partial: bool
    revised_on: date | None
    row: int
    source: str = "clinicaltrials.gov"
