"""SHARED tables of the only door in the wall, by noun."""

from apps.coordination.models.collisions import CollisionNotice, CollisionSeen, CollisionWindow
from apps.coordination.models.context import AccountPhase, BriefView, CriticalEvent, DoNotVisitWindow
from apps.coordination.models.disclosure import DisclosurePolicy, DisclosureRule, DisclosureSignature
from apps.coordination.models.touchpoints import Touchpoint, TouchpointStakeholder

__all__ = [
    "AccountPhase",
    "BriefView",
    "CollisionNotice",
    "CollisionSeen",
    "CollisionWindow",
    "CriticalEvent",
    "DisclosurePolicy",
    "DisclosureRule",
    "DisclosureSignature",
    "DoNotVisitWindow",
    "Touchpoint",
    "TouchpointStakeholder",
]
