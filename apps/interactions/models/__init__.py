"""MEDICAL tables: what was said in a contact, its versions, and drafts while somebody is typing."""

from apps.interactions.models.drafts import Draft
from apps.interactions.models.interactions import Interaction, InteractionMaterial, InteractionTopic
from apps.interactions.models.rooms import PlanRoom
from apps.interactions.models.versions import Version
from apps.interactions.models.words import NoteWord

__all__ = [
    "Draft",
    "Interaction",
    "InteractionMaterial",
    "InteractionTopic",
    "NoteWord",
    "PlanRoom",
    "Version",
]
