"""What the REST resource reads: rows for a caller, lists of keys in one statement, and what `?expand=` adds."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from apps.catalog.models import Topic
from apps.catalog.reading import areas as areas
from apps.catalog.reading import purposes as purposes
from apps.coordination.models import TouchpointStakeholder
from apps.directory.reading import accounts as accounts
from apps.directory.reading import stakeholders as stakeholders
from apps.evidence.models import Material
from apps.interactions.models import Interaction, InteractionMaterial, InteractionTopic
from apps.users.models import User
from apps.users.reading import users as users


def rows_for(user: User) -> "QuerySet[Interaction]":
    """What this caller may read; columns are chosen by the plumbing."""
    found: QuerySet[Interaction] = Interaction.objects.visible_to(user)
    return found


def topics(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Topics by key."""
    return {row.pk: {"id": row.pk, "name": row.name} for row in Topic.objects.filter(pk__in=keys)}


def materials(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Materials by key."""
    found = Material.objects.filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "title": row.title, "version": row.version} for row in found}


def keys_of(rows: "QuerySet[Any]", column: str) -> ArraySubquery:
    """The keys in one column of related rows, as an array in the same statement."""
    return ArraySubquery(rows.order_by(column).values(column))


ATTENDING = TouchpointStakeholder.objects.filter(touchpoint=OuterRef("touchpoint"), is_removed=False)
TOPICS = InteractionTopic.objects.filter(interaction=OuterRef("pk"))
MATERIALS = InteractionMaterial.objects.filter(interaction=OuterRef("pk"))
