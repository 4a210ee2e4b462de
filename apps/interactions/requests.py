"""Which record a page is about. What may not be seen is not found."""

import uuid

from django.shortcuts import get_object_or_404

from apps.interactions.models import Interaction
from apps.interactions.queries import interactions_for, is_taken, whole_interactions_for
from apps.users.models import User


def interaction_or_404(user: User, id: uuid.UUID) -> Interaction:
    """One interaction with its topics and materials."""
    return get_object_or_404(whole_interactions_for(user), pk=id)


def interaction_or_new(user: User, id: uuid.UUID) -> Interaction | None:
    """One interaction, None when there is none yet. Raises Http404 when there is one that may not be seen."""
    return get_object_or_404(interactions_for(user), pk=id) if is_taken(id) else None
