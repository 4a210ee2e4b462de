"""The REST resources `critical-events`, `do-not-visit-windows` and `collisions`: the same reads and actions as the
pages. Contacts that are planned over REST are looked around as those of the pages are: it is one action."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, F, When

from apps.coordination.context import values_of
from apps.coordination.context_actions import (
    archive_context,
    change_context,
    record_context,
    restore_context,
)
from apps.coordination.context_reading import collisions_for, events_for, windows_for
from apps.coordination.examples import COLLISION, EVENT, EVENT_CHANGE, WINDOW, WINDOW_CHANGE
from apps.coordination.filters import CollisionFilter, EventFilter, WindowFilter
from apps.coordination.models import CollisionNotice, CriticalEvent, DoNotVisitWindow
from apps.coordination.models.context import ContextModel
from apps.coordination.serializers import (
    CollisionOutput,
    EventChange,
    EventInput,
    EventOutput,
    NothingInput,
    WindowChange,
    WindowInput,
    WindowOutput,
)
from apps.core.merging import snapshot
from apps.core.resources import Field, ReadableResource, Resource, ResourceChange, ResourceStep
from apps.directory.reading import accounts
from apps.users.models import User
from apps.users.reading import users

SORTS = {
    "starts_on": ("starts_on", "id"),
    "-starts_on": ("-starts_on", "-id"),
    "id": ("id",),
    "-id": ("-id",),
}


def _creating(model: type[ContextModel]) -> Callable[..., Any]:
    def create(*, by: User, data: Mapping[str, Any]) -> Any:
        """Say something of an account."""
        return record_context(by=by, model=model, id=data["id"], account=data["account"], values=data)

    return create


def change(*, by: User, row: ContextModel, data: Mapping[str, Any]) -> Any:
    """Correct it."""
    before = values_of(row)
    return change_context(by=by, row=row, before=snapshot(before), values={**before, **data})


def archive(*, by: User, row: ContextModel, data: Mapping[str, Any]) -> Any:
    """Put it away."""
    return archive_context(by=by, row=row)


def restore(*, by: User, row: ContextModel, data: Mapping[str, Any]) -> Any:
    """Bring it back."""
    return restore_context(by=by, row=row)


STEPS = (
    ResourceStep("archive", "Put it away", NothingInput, archive, {}),
    ResourceStep("restore", "Bring it back", NothingInput, restore, {}),
)


def _fields(**own: Field) -> dict[str, Field]:
    return {
        "id": Field("id"),
        "revision": Field("revision"),
        "account": Field("account_id", expand=accounts),
        **own,
        "starts_on": Field("starts_on"),
        "ends_on": Field("ends_on"),
        "recorded_by": Field("recorded_by_id", expand=users),
        "archived_at": Field("archived_at"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    }


EVENTS = Resource(
    name="critical-events",
    model=CriticalEvent,
    rows=events_for,
    fields=_fields(kind=Field("kind")),
    filters=EventFilter,
    sorts=SORTS,
    default_sort="starts_on",
    output=EventOutput,
    input=EventInput,
    create=_creating(CriticalEvent),
    examples=EVENT,
    steps=STEPS,
    change=ResourceChange(EventChange, change, EVENT_CHANGE),
)
WINDOWS = Resource(
    name="do-not-visit-windows",
    model=DoNotVisitWindow,
    rows=windows_for,
    fields=_fields(reason=Field("reason")),
    filters=WindowFilter,
    sorts=SORTS,
    default_sort="starts_on",
    output=WindowOutput,
    input=WindowInput,
    create=_creating(DoNotVisitWindow),
    examples=WINDOW,
    steps=STEPS,
    change=ResourceChange(WindowChange, change, WINDOW_CHANGE),
)


def _end(is_own: bool) -> Case:
    """The key of the caller's own contact, or of the other one."""
    first, second = ("first_id", "second_id") if is_own else ("second_id", "first_id")
    return Case(When(first__function=F("side_of_reader"), then=F(first)), default=F(second))


COLLISIONS = ReadableResource(
    name="collisions",
    model=CollisionNotice,
    rows=collisions_for,
    fields={
        "id": Field("id"),
        "touchpoint": Field(_end(is_own=True)),
        "other_touchpoint": Field(_end(is_own=False)),
        "is_same_account": Field("is_same_account"),
        "is_same_person": Field("told_same_person"),
        "found_at": Field("found_at"),
        "closed_at": Field("closed_at"),
        "created_at": Field("created_at"),
        "updated_at": Field("updated_at"),
    },
    filters=CollisionFilter,
    sorts={
        "-found_at": ("-found_at", "-id"),
        "found_at": ("found_at", "id"),
        "id": ("id",),
        "-id": ("-id",),
    },
    default_sort="-found_at",
    output=CollisionOutput,
    examples=COLLISION,
)
