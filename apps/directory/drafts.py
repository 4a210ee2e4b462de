"""Drafts of both sides in a list are named by the people who were chosen in them."""

from collections.abc import Iterable

from apps.core.drafts import DraftModel
from apps.core.models import is_key
from apps.directory.models import Stakeholder
from apps.users.models import User


def with_people(user: User, drafts: Iterable[DraftModel]) -> list[DraftModel]:
    """The drafts with their `people`: one query for all of them, none without any."""
    listed = list(drafts)
    keys = {key for draft in listed for key in draft.fields.get("stakeholders", []) if is_key(key)}
    people = Stakeholder.objects.visible_to(user).filter(pk__in=keys) if keys else ()
    names = {str(row.pk): str(row) for row in people}
    for draft in listed:
        chosen = draft.fields.get("stakeholders", [])
        draft.people = ", ".join(names[key] for key in chosen if key in names)
    return listed
