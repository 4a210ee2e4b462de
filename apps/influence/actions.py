"""Keeping the map: each action checks its policy itself and is safe to repeat. Nothing is deleted; what ends stays."""

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.directory.models import Account, Stakeholder
from apps.influence.models import Committee, MapModel, Seat, Tie
from apps.influence.policies import may_keep_map, may_keep_map_of
from apps.users.models import User

Row = TypeVar("Row", bound=MapModel)


@audited
def save_committee(
    *, by: User, id: uuid.UUID, account: Account, values: Mapping[str, Any], before: str = ""
) -> Committee:
    """Add a committee under a key made with the form, or change it. `values`: name and kind.

    Raises PermissionDenied for an archived account, ValidationError for a name that is taken, EditConflict.
    """
    may_keep_map_of(by, account).require()
    return _kept(Committee, id, {"account": account}, values, before)


@audited
def dissolve_committee(*, by: User, committee: Committee) -> Committee:
    """The committee is no more; its seats stay as they were. Twice is allowed, and changes nothing."""
    may_keep_map_of(by, committee.account).require()
    return _ended(committee)


@audited
def bring_back_committee(*, by: User, committee: Committee) -> Committee:
    """Undo. Raises ValidationError when another one took the name meanwhile."""
    may_keep_map_of(by, committee.account).require()
    return _brought_back(committee)


@audited
def save_seat(
    *, by: User, id: uuid.UUID, committee: Committee, values: Mapping[str, Any], before: str = ""
) -> Seat:
    """Give somebody a seat, or change it. `values`: stakeholder, role, started_on, ended_on.

    Raises PermissionDenied, ValidationError (sits there already, ends before it starts), EditConflict.
    """
    may_keep_map_of(by, committee.account).require()
    if Committee.objects.filter(pk=committee.pk, ended_on__isnull=False).exists():
        raise ValidationError(_("This committee is dissolved. Bring it back first."))
    _refuse_archived("stakeholder", values["stakeholder"])
    return _kept(Seat, id, {"committee": committee}, values, before)


@audited
def save_tie(*, by: User, id: uuid.UUID, values: Mapping[str, Any], before: str = "") -> Tie:
    """Record how one stakeholder stands to another, or change it. `values`: the fields of the form.

    Raises PermissionDenied, ValidationError (to oneself, recorded already, somebody is archived), EditConflict.
    """
    may_keep_map(by).require()
    for name in ("source", "target"):
        _refuse_archived(name, values[name])
    return _kept(Tie, id, {}, values, before)


@audited
def end_tie(*, by: User, tie: Tie) -> Tie:
    """Take a tie off the map. Twice is allowed, and changes nothing."""
    may_keep_map(by).require()
    return _ended(tie)


@audited
def bring_back_tie(*, by: User, tie: Tie) -> Tie:
    """Undo. Raises ValidationError when the same tie was recorded anew meanwhile."""
    may_keep_map(by).require()
    return _brought_back(tie)


def _kept(
    model: type[Row], id: uuid.UUID, fixed: Mapping[str, Any], values: Mapping[str, Any], before: str
) -> Row:
    """The row under this key, made or changed; a form sent twice makes one row."""
    one_at_a_time(id)
    row: Row | None = model._default_manager.select_for_update().filter(pk=id).first()
    if row is None:
        made: Row = model(id=id, **fixed, **values)
        return _saved(made)
    if not before:
        return row
    theirs = {name: getattr(row, name) for name in values}
    merged = merge(before=before, theirs=theirs, mine=values)
    if merged == theirs:
        return row
    for name, value in merged.items():
        setattr(row, name, value)
    return _saved(row)


def _saved(row: Row) -> Row:
    row.full_clean()
    row.save()
    return row


def _ended(row: Row) -> Row:
    held: Row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if held.ended_on is None:
        held.ended_on = timezone.localdate()
        held.save(update_fields=["ended_on"])
    return held


def _brought_back(row: Row) -> Row:
    held: Row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    held.ended_on = None
    return _saved(held)


def _refuse_archived(name: str, person: Stakeholder) -> None:
    if person.is_archived:
        raise ValidationError({name: _("This person is archived. Bring them back first.")})
