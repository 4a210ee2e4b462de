"""What the REST resource reads: rows for a caller, lists of keys in one statement, and what `?expand=` adds."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.coordination.models import TouchpointStakeholder
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.interactions.models import Interaction, InteractionMaterial, InteractionTopic
from apps.users.models import User


def rows_for(user: User) -> "QuerySet[Interaction]":
    """What this caller may read; columns are chosen by the plumbing."""
    found: QuerySet[Interaction] = Interaction.objects.visible_to(user)
    return found


def users(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Colleagues by key: name and function."""
    found = User.objects.filter(pk__in=keys)
    return {user.pk: {"id": user.pk, "name": str(user), "function": user.side.value} for user in found}


def accounts(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Accounts this caller may see, by key."""
    found = Account.objects.visible_to(viewer).filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "name": row.name, "kind": row.kind} for row in found}


def stakeholders(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Stakeholders this caller may see, by key."""
    found = Stakeholder.objects.visible_to(viewer).filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "name": str(row)} for row in found}


def purposes(viewer: User, codes: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Purpose classes by code."""
    found = PurposeClass.objects.filter(code__in=codes)
    return {row.code: {"id": row.pk, "code": row.code, "name": row.name} for row in found}


def areas(viewer: User, codes: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Therapeutic areas by code."""
    found = TherapeuticArea.objects.filter(code__in=codes)
    return {row.code: {"id": row.pk, "code": row.code, "name": row.name} for row in found}


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
