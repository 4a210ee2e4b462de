"""A record on its way through the database: a plain value to JSON and back, without losing anything."""

from dataclasses import asdict
from datetime import date
from typing import Any

from apps.kols.records import AuthorRecord, PublicationRecord, Topic

DATES = ("published_on", "revised_on")


def to_json(record: PublicationRecord) -> dict[str, Any]:
    """What a staged row holds; dates in ISO form."""
    found = asdict(record)
    return found | {name: found[name] and found[name].isoformat() for name in DATES}


def from_json(found: dict[str, Any]) -> PublicationRecord:
    """The record that was staged. Raises TypeError for what another version of the code staged."""
    dates = {name: found[name] and date.fromisoformat(found[name]) for name in DATES}
    lists = {name: tuple(found[name]) for name in ("types", "trial_ids")}
    topics = tuple(Topic(*topic) for topic in found["topics"])
    authors = tuple(_author(author) for author in found["authors"])
    return PublicationRecord(**found | dates | lists | {"topics": topics, "authors": authors})


def _author(found: dict[str, Any]) -> AuthorRecord:
    return AuthorRecord(**found | {"affiliations": tuple(found["affiliations"])})
