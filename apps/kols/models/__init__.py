"""MEDICAL tables: what the medical side knows of a stakeholder."""

from apps.kols.models.candidates import Candidate, MatchQuestion
from apps.kols.models.profiles import Interest, KOLProfile, ProfileArea, RelationshipStageChange, TopicToAvoid
from apps.kols.models.publications import Authorship, Publication
from apps.kols.models.trials import Involvement, Trial, TrialSite

__all__ = [
    "Authorship",
    "Candidate",
    "Interest",
    "Involvement",
    "KOLProfile",
    "MatchQuestion",
    "ProfileArea",
    "Publication",
    "RelationshipStageChange",
    "TopicToAvoid",
    "Trial",
    "TrialSite",
]
