"""The REST resources `committees`, `seats` and `ties`: the same reads and actions as the pages."""

from collections.abc import Callable, Mapping
from typing import Any

from apps.core.models import new_id
from apps.core.resources import Field, Resource
from apps.directory.reading import accounts, stakeholders
from apps.influence import examples
from apps.influence.actions import save_committee, save_seat, save_tie
from apps.influence.filters import ExactCommittees, ExactSeats, ExactTies
from apps.influence.models import Committee, MapModel, Seat, Tie
from apps.influence.queries import rows_of
from apps.influence.serializers import (
    CommitteeInput,
    CommitteeOutput,
    SeatInput,
    SeatOutput,
    TieInput,
    TieOutput,
)
from apps.users.models import User

_KEPT = {name: Field(name) for name in ("id", "revision", "ended_on", "created_at", "updated_at")}
#: How the resource calls the two ends of a tie.
_ENDS = {"source": "stakeholder", "target": "towards"}
_SORTS = {"id": ("id",), "-id": ("-id",)}


def _created(action: Callable[..., MapModel], apart: str) -> Callable[..., MapModel]:
    """`apart`: what the action takes by itself; the rest is its `values`."""

    def create(*, by: User, data: Mapping[str, Any]) -> MapModel:
        values = {name: value for name, value in data.items() if name not in {"id", apart}}
        return action(by=by, id=data.get("id") or new_id(), values=values, **{apart: data[apart]})

    return create


def _tied(*, by: User, data: Mapping[str, Any]) -> Tie:
    """Record a tie."""
    ends = {name: data[called] for name, called in _ENDS.items()}
    said = {name: data[name] for name in ("kind", "evidence", "reviewed_on")}
    return save_tie(by=by, id=data.get("id") or new_id(), values=ends | said)


COMMITTEES = Resource(
    name="committees",
    model=Committee,
    rows=rows_of(Committee),
    fields={
        **_KEPT,
        "account": Field("account_id", expand=accounts),
        "name": Field("name"),
        "kind": Field("kind"),
    },
    filters=ExactCommittees,
    sorts=_SORTS,
    default_sort="id",
    output=CommitteeOutput,
    input=CommitteeInput,
    create=_created(save_committee, "account"),
    examples=examples.COMMITTEE,
)
SEATS = Resource(
    name="seats",
    model=Seat,
    rows=rows_of(Seat),
    fields={
        **_KEPT,
        "committee": Field("committee_id"),
        "stakeholder": Field("stakeholder_id", expand=stakeholders),
        "role": Field("role"),
        "started_on": Field("started_on"),
    },
    filters=ExactSeats,
    sorts=_SORTS,
    default_sort="id",
    output=SeatOutput,
    input=SeatInput,
    create=_created(save_seat, "committee"),
    examples=examples.SEAT,
)
TIES = Resource(
    name="ties",
    model=Tie,
    rows=rows_of(Tie),
    fields={
        **_KEPT,
        "stakeholder": Field("source_id", expand=stakeholders),
        "kind": Field("kind"),
        "towards": Field("target_id", expand=stakeholders),
        "evidence": Field("evidence"),
        "reviewed_on": Field("reviewed_on"),
    },
    filters=ExactTies,
    sorts=_SORTS,
    default_sort="id",
    output=TieOutput,
    input=TieInput,
    create=_tied,
    examples=examples.TIE,
    renamed=_ENDS,
)
