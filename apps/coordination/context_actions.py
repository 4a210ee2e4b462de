"""Writing what is known of an account, how close contacts may be, and that a brief was opened."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.coordination.context import ENTERED, values_of
from apps.coordination.models import BriefView, CollisionWindow, Touchpoint
from apps.coordination.models.context import ContextModel
from apps.coordination.policies import may_change_context, may_keep_context, may_open_brief, may_set_days
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.directory.models import Account
from apps.users.models import User


@audited
def record_context(
    *, by: User, model: type[ContextModel], id: uuid.UUID, account: Account, values: Mapping[str, Any]
) -> Any:
    """Say something of an account; a form sent twice says it once. Raises PermissionDenied or ValidationError."""
    may_keep_context(by, account).require()
    entered = _checked(model, values)
    rows: Any = model._default_manager
    row, _is_new = rows.get_or_create(id=id, defaults={**entered, "account": account, "recorded_by": by})
    return row


@audited
def change_context(*, by: User, row: ContextModel, before: str, values: Mapping[str, Any]) -> Any:
    """Correct it. Raises PermissionDenied, ValidationError, or EditConflict when somebody else did meanwhile."""
    locked = _locked(row)
    may_change_context(by, locked).require()
    merged = merge(before=before, theirs=values_of(locked), mine=_checked(type(row), values))
    changed = [name for name, value in merged.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, merged[name])
    if changed:
        locked.save(update_fields=changed)
    return locked


@audited
def archive_context(*, by: User, row: ContextModel) -> Any:
    """Put it away: it warns nobody any more. Twice changes nothing."""
    return _put(by, row, is_away=True)


@audited
def restore_context(*, by: User, row: ContextModel) -> Any:
    """Bring it back."""
    return _put(by, row, is_away=False)


@audited
def set_collision_days(*, by: User, account: Account | None, days: int | None) -> CollisionWindow:
    """Say how many days contacts of two functions keep apart, in an account and below it or (without one) everywhere.

    No number: the account follows the one above it again. Collisions that are written down already stay as they are.
    """
    may_set_days(by).require()
    one_at_a_time(f"collision days {account and account.pk}")
    row = CollisionWindow.objects.filter(account=account).first() or CollisionWindow(account=account)
    if row._state.adding or row.days != days:
        row.days = days
        row.save()
    return row


@audited
def record_brief_view(*, by: User, touchpoint: Touchpoint) -> BriefView:
    """Keep that somebody opened the brief, each time. It is written with the page: no page, no row."""
    may_open_brief(by, touchpoint).require()
    return BriefView.objects.create(touchpoint=touchpoint, user=by, viewed_at=timezone.now())


def _checked(model: type[ContextModel], values: Mapping[str, Any]) -> dict[str, Any]:
    entered = {name: values[name] for name in ENTERED[model]}
    start, end = entered["starts_on"], entered.get("ends_on")
    if end and end < start:
        raise ValidationError({"ends_on": _("This is before it begins.")})
    return entered


def _locked(row: ContextModel) -> Any:
    rows: Any = type(row)._default_manager
    return rows.select_for_update(of=("self",)).select_related("account").get(pk=row.pk)


def _put(by: User, row: ContextModel, *, is_away: bool) -> Any:
    locked = _locked(row)
    may_keep_context(by, locked.account).require()
    if locked.is_archived != is_away:
        locked.archived_at = timezone.now() if is_away else None
        locked.save(update_fields=["archived_at"])
    return locked
