"""SHARED tables: what compliance is asked early, and the rules by which words that cross the wall are watched."""

from apps.reviews.models.requests import ReviewRequest
from apps.reviews.models.rules import SteeringRule

__all__ = ["ReviewRequest", "SteeringRule"]
