"""Plumbing that can hold content stands once per side; now: imports of the medical side, and its API replays."""

from apps.integrations.models.imports import ImportRow, ImportRun
from apps.integrations.models.replays import CommercialReplay, MedicalReplay, OversightReplay
from apps.integrations.models.reviews import ColumnMapping, Review

__all__ = [
    "ColumnMapping",
    "CommercialReplay",
    "ImportRow",
    "ImportRun",
    "MedicalReplay",
    "OversightReplay",
    "Review",
]
