"""A plan, its team and its people: made, changed, archived, brought back, looked back on."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accountplans.models import AccountPlan, PlanMember, PlanStakeholder
from apps.accountplans.policies import may_archive, may_change, may_join, may_look_back, may_make
from apps.accountplans.workflow import State
from apps.audit.recording import audited
from apps.core.keeping import keep_members
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.users.models import User

#: What people enter, besides the stakeholders; the account stays.
ENTERED = ("account", "first_day", "last_day")


@audited
def make_plan(*, by: User, id: uuid.UUID, values: Mapping[str, Any]) -> AccountPlan:
    """Begin a plan, of which one is in the lead. The same `id` makes one.

    `values` are those of `ENTERED` and `stakeholders`. Raises PermissionDenied, ValidationError.
    """
    may_make(by).require()
    one_at_a_time(id)
    existing: AccountPlan | None = AccountPlan.objects.filter(pk=id).first()
    if existing is not None:
        if existing.owner_id != by.pk:
            raise PermissionDenied(_("Somebody else made this plan."))
        return existing
    made = AccountPlan(id=id, owner=by, **{name: values[name] for name in ENTERED})
    _check_days(made)
    made.save(force_insert=True)
    PlanMember.objects.create(plan=made, user=by, role=PlanMember.Role.LEAD)
    keep_members(PlanStakeholder, "stakeholder", values["stakeholders"], plan=made)
    return made


@audited
def change_account_plan(
    *, by: User, plan: AccountPlan, before: str, values: Mapping[str, Any]
) -> AccountPlan:
    """Change period and people; an active plan is a draft again. Raises EditConflict for what two changed at once."""
    locked = locked_plan(plan)
    may_change(by, locked).require()
    merged = merge(before=before, theirs=values_of(locked), mine=values)
    locked.first_day, locked.last_day = merged["first_day"], merged["last_day"]
    _check_days(locked)
    keep_members(PlanStakeholder, "stakeholder", merged["stakeholders"], plan=locked)
    return as_draft(locked)


@audited
def join_plan(*, by: User, plan: AccountPlan, user: User, role: str = PlanMember.Role.MEMBER) -> AccountPlan:
    """Take somebody of either function into the team, or give them another role in it."""
    locked = locked_plan(plan)
    may_change(by, locked).require()
    may_join(user).require()
    PlanMember.objects.update_or_create(plan=locked, user=user, defaults={"role": role, "is_removed": False})
    return locked


@audited
def leave_plan(*, by: User, plan: AccountPlan, user: User) -> AccountPlan:
    """Take somebody out of the team. Raises ValidationError for who leads."""
    locked = locked_plan(plan)
    may_change(by, locked).require()
    if user.pk == locked.owner_id:
        raise ValidationError(_("Who leads the plan stays in the team."))
    for row in PlanMember.objects.filter(plan=locked, user=user, is_removed=False):
        row.is_removed = True
        row.save()
    return locked


@audited
def look_back_on_plan(*, by: User, plan: AccountPlan) -> AccountPlan:
    """Say that its time is over and the team has looked back on it."""
    locked = locked_plan(plan)
    if locked.state == State.REVIEWED:
        return locked
    may_look_back(by, locked).require()
    locked.state = State.REVIEWED
    locked.save()
    return locked


@audited
def archive_plan(*, by: User, plan: AccountPlan) -> AccountPlan:
    """Put it away. Twice changes nothing."""
    return _put(by, plan, is_away=True)


@audited
def restore_plan(*, by: User, plan: AccountPlan) -> AccountPlan:
    """Bring it back. Twice changes nothing."""
    return _put(by, plan, is_away=False)


def locked_plan(plan: AccountPlan) -> AccountPlan:
    """The row as it is now, held until the transaction ends."""
    rows: Any = AccountPlan.objects.select_for_update(of=("self",)).select_related("account", "owner")
    found: AccountPlan = rows.get(pk=plan.pk)
    return found


def as_draft(plan: AccountPlan) -> AccountPlan:
    """What was approved or looked back on and is changed is a draft again."""
    plan.state = State.DRAFT
    plan.save()
    return plan


def values_of(plan: AccountPlan) -> dict[str, Any]:
    """What people enter, as the form and the action exchange it."""
    rows = PlanStakeholder.objects.filter(plan=plan, is_removed=False).select_related("stakeholder")
    people = [row.stakeholder for row in rows]
    return {name: getattr(plan, name) for name in ENTERED} | {"stakeholders": people}


def _put(by: User, plan: AccountPlan, *, is_away: bool) -> AccountPlan:
    locked = locked_plan(plan)
    may_archive(by, locked).require()
    if (locked.archived_at is not None) != is_away:
        locked.archived_at = timezone.now() if is_away else None
        locked.save()
    return locked


def _check_days(plan: AccountPlan) -> None:
    if plan.last_day <= plan.first_day:
        raise ValidationError({"last_day": _("A plan ends after it begins.")})
