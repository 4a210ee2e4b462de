"""The REST resource `interactions`: the same reads, actions and filters as the pages."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass, TherapeuticArea, Topic
from apps.coordination.models import TouchpointStakeholder
from apps.core.resources import Field, Resource
from apps.directory.models import Account, Stakeholder
from apps.evidence.models import Material
from apps.interactions.actions import log_interaction, plan_interaction
from apps.interactions.examples import EXAMPLES
from apps.interactions.filters import InteractionFilter
from apps.interactions.models import Interaction, InteractionMaterial, InteractionTopic
from apps.interactions.serializers import InteractionInput, InteractionOutput
from apps.interactions.workflow import State
from apps.users.models import User


class Filter(InteractionFilter):
    """The filters of the list page, and by key or exact time, as machines ask."""

    therapeutic_area = django_filters.ModelChoiceFilter(
        queryset=TherapeuticArea.objects.all(), to_field_name="code", label=_("Code of a therapeutic area")
    )
    owner = django_filters.UUIDFilter(field_name="owner_id", label=_("Key of a user"))
    account = django_filters.UUIDFilter(field_name="touchpoint__account_id", label=_("Key of an account"))
    stakeholder = django_filters.UUIDFilter(method="with_person", label=_("Key of a stakeholder"))
    starts_at__gte = django_filters.IsoDateTimeFilter(
        field_name="starts_at", lookup_expr="gte", label=_("Starts at or after")
    )
    starts_at__lt = django_filters.IsoDateTimeFilter(
        field_name="starts_at", lookup_expr="lt", label=_("Starts before")
    )

    def with_person(
        self, queryset: "QuerySet[Interaction]", name: str, value: UUID
    ) -> "QuerySet[Interaction]":
        """Interactions that this stakeholder attends."""
        attending = TouchpointStakeholder.objects.filter(stakeholder=value, is_removed=False)
        return queryset.filter(touchpoint__in=attending.values("touchpoint"))


def rows_for(user: User) -> "QuerySet[Interaction]":
    """What this caller may read; columns are chosen by the plumbing."""
    found: QuerySet[Interaction] = Interaction.objects.visible_to(user)
    return found


def create(*, by: User, data: Mapping[str, Any]) -> Interaction:
    """Plan or log, as `state` says."""
    if data["state"] == State.PLANNED:
        return plan_interaction(by=by, id=data["id"], entry=data["entry"])
    is_final = data["state"] == State.SUBMITTED
    sections = {"safety": {"description": data["safety_report"]}}
    return log_interaction(by=by, id=data["id"], entry=data["entry"], is_final=is_final, sections=sections)


def _users(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    found = User.objects.filter(pk__in=keys)
    return {user.pk: {"id": user.pk, "name": str(user), "function": user.side.value} for user in found}


def _accounts(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    found = Account.objects.visible_to(viewer).filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "name": row.name, "kind": row.kind} for row in found}


def _stakeholders(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    found = Stakeholder.objects.visible_to(viewer).filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "name": str(row)} for row in found}


def _purposes(viewer: User, codes: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    found = PurposeClass.objects.filter(code__in=codes)
    return {row.code: {"id": row.pk, "code": row.code, "name": row.name} for row in found}


def _areas(viewer: User, codes: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    found = TherapeuticArea.objects.filter(code__in=codes)
    return {row.code: {"id": row.pk, "code": row.code, "name": row.name} for row in found}


def _topics(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    return {row.pk: {"id": row.pk, "name": row.name} for row in Topic.objects.filter(pk__in=keys)}


def _materials(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    found = Material.objects.filter(pk__in=keys)
    return {row.pk: {"id": row.pk, "title": row.title, "version": row.version} for row in found}


def _keys_of(rows: "QuerySet[Any]", column: str) -> ArraySubquery:
    return ArraySubquery(rows.order_by(column).values(column))


_ATTENDING = TouchpointStakeholder.objects.filter(touchpoint=OuterRef("touchpoint"), is_removed=False)
_TOPICS = InteractionTopic.objects.filter(interaction=OuterRef("pk"))
_MATERIALS = InteractionMaterial.objects.filter(interaction=OuterRef("pk"))

INTERACTIONS = Resource(
    name="interactions",
    model=Interaction,
    rows=rows_for,
    fields={
        "id": Field("id"),
        "revision": Field("revision"),
        "state": Field("state"),
        "account": Field("touchpoint__account_id", expand=_accounts),
        "attendees": Field(_keys_of(_ATTENDING, "stakeholder"), expand=_stakeholders, item="stakeholder"),
        "owner": Field("owner_id", expand=_users),
        "starts_at": Field("starts_at"),
        "planned_for": Field("planned_for"),
        "channel": Field("touchpoint__channel"),
        "purpose": Field("touchpoint__purpose__code", expand=_purposes),
        "therapeutic_area": Field("therapeutic_area__code", expand=_areas),
        "kind": Field("kind"),
        "initiative": Field("initiative"),
        "duration_minutes": Field("duration_minutes"),
        "topics": Field(_keys_of(_TOPICS, "topic"), expand=_topics),
        "materials": Field(_keys_of(_MATERIALS, "material"), expand=_materials),
        "notes": Field("notes"),
        "needs_and_concerns": Field("needs_and_concerns"),
        "safety_answer": Field("safety_answer"),
        "version": Field("version"),
        "submitted_at": Field("submitted_at"),
        "cancel_reason": Field("cancel_reason"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=Filter,
    sorts={
        "-starts_at": ("-starts_at", "-id"),
        "starts_at": ("starts_at", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-starts_at",
    output=InteractionOutput,
    input=InteractionInput,
    create=create,
    examples=EXAMPLES,
    renamed={"stakeholders": "attendees"},
)
