"""Drafts: what is being typed, saved every few seconds, given back after a crash, gone once it is saved properly."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core.locks import one_at_a_time
from apps.interactions.models import Draft, Interaction
from apps.interactions.policies import may_plan
from apps.users.models import User

#: Not typed by the person, or not to be given back later.
NOT_TYPED = {"csrfmiddlewaretoken", "do"}
MOST_CHARACTERS = 200_000


def save_draft(*, by: User, interaction_id: uuid.UUID, fields: Mapping[str, list[str]]) -> datetime:
    """Keep the fields of a form as they are, valid or not; answers when. PermissionDenied, or ValueError if huge.

    Not `audited`: drafts have no history by design, they are typing and not a record.
    """
    may_plan(by).require()
    one_at_a_time(interaction_id)
    kept = {
        name: [_storable(value) for value in values]
        for name, values in fields.items()
        if name not in NOT_TYPED
    }
    if sum(len(value) for values in kept.values() for value in values) > MOST_CHARACTERS:
        raise ValueError("too much text for a draft")
    now = timezone.now()
    Draft.objects.update_or_create(
        owner=by, interaction_id=interaction_id, defaults={"fields": kept, "saved_at": now}
    )
    return now


def _storable(value: str) -> str:
    """PostgreSQL keeps every character but one."""
    return value.replace("\x00", "")


def draft_of(user: User, interaction_id: uuid.UUID) -> Draft | None:
    """What this person typed about this interaction and did not save."""
    return Draft.objects.filter(owner=user, interaction_id=interaction_id).first()


def discard_draft(*, by: User, interaction_id: uuid.UUID) -> None:
    """Forget it: it was saved, or the person said so. Raises PermissionDenied."""
    may_plan(by).require()
    Draft.objects.filter(owner=by, interaction_id=interaction_id).delete()


def drafts_from_nothing(user: User) -> QuerySet[Draft]:
    """Drafts of interactions that are not saved at all, newest first; others are found on their own row."""
    existing = Interaction.objects.filter(pk=OuterRef("interaction_id"))
    return Draft.objects.filter(~Exists(existing), owner=user).order_by("-saved_at")
