"""A trial on its way through the database: a plain value to JSON and back, without losing anything."""

from dataclasses import asdict
from datetime import date
from typing import Any

from apps.kols.trial_records import Heading, Intervention, InvestigatorRecord, SiteRecord, TrialRecord

DATES = ("started_on", "completed_on", "revised_on")
TEXTS = ("aliases", "org_ids", "phases", "collaborators", "conditions", "pmids", "desks")


def to_json(record: TrialRecord) -> dict[str, Any]:
    """What a staged row holds; dates in ISO form."""
    found = asdict(record)
    return found | {name: found[name] and found[name].isoformat() for name in DATES}


def from_json(found: dict[str, Any]) -> TrialRecord:
    """The record that was staged. Raises TypeError for what another version of the code staged."""
    dates = {name: found[name] and date.fromisoformat(found[name]) for name in DATES}
    texts = {name: tuple(found[name]) for name in TEXTS}
    rows = {
        "interventions": tuple(Intervention(*values) for values in found["interventions"]),
        "topics": tuple(Heading(*values) for values in found["topics"]),
        "sites": tuple(SiteRecord(**values) for values in found["sites"]),
        "people": tuple(_person(values) for values in found["people"]),
    }
    return TrialRecord(**found | dates | texts | rows)


def _person(found: dict[str, Any]) -> InvestigatorRecord:
    lists = {name: tuple(found[name]) for name in ("roles", "affiliations")}
    return InvestigatorRecord(**found | lists)
