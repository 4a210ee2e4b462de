"""Joint visits: asked, changed, planned by both, cancelled. The review of compliance moves them in between."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.coordination.models import Touchpoint
from apps.coordination.noticing import go_together
from apps.coordination.policies import may_contact
from apps.core.keeping import keep_members
from apps.core.locks import one_at_a_time
from apps.core.merging import merge
from apps.directory.models import Stakeholder
from apps.handoffs import telling
from apps.handoffs.joint_policies import (
    FUNCTIONS,
    may_ask_joint_visit,
    may_cancel_joint_visit,
    may_change_joint_visit,
    may_go_along,
    may_link,
    may_plan_part,
)
from apps.handoffs.joint_workflow import State
from apps.handoffs.models import JointVisit, JointVisitStakeholder
from apps.reviews.models import SteeringRule
from apps.reviews.steering import watch
from apps.users.models import User

#: What people enter, besides who is visited.
ENTERED = ("partner", "account", "starts_at", "purpose", "justification")


@audited
def ask_joint_visit(*, by: User, id: uuid.UUID, values: Mapping[str, Any]) -> JointVisit:
    """Write down who wants to visit whom, with whom of the other function, and why both. The same `id` makes one.

    `values` are those of `ENTERED` and `stakeholders`. Compliance is asked in a review of its own. Raises
    PermissionDenied for people who may not be contacted, ValidationError for what is missing or past.
    """
    may_ask_joint_visit(by).require()
    one_at_a_time(id)
    existing: JointVisit | None = JointVisit.objects.filter(pk=id).first()
    if existing is not None:
        if existing.asked_by_id != by.pk:
            raise PermissionDenied(_("Somebody else asked for this visit."))
        return existing
    people = _checked(by, values)
    made = JointVisit(id=id, asked_by=by, **{name: values[name] for name in ENTERED})
    made.save(force_insert=True)
    keep_members(JointVisitStakeholder, "stakeholder", people, joint_visit=made)
    _watch(by, made)
    return made


@audited
def change_joint_visit(*, by: User, visit: JointVisit, before: str, values: Mapping[str, Any]) -> JointVisit:
    """Change it; what was approved or rejected is reviewed anew. Raises EditConflict when somebody else changed it."""
    locked = locked_visit(visit)
    may_change_joint_visit(by, locked).require()
    merged = merge(before=before, theirs=values_of(locked), mine=values)
    people = _checked(by, merged)
    for name in ENTERED:
        setattr(locked, name, merged[name])
    locked.state = State.DRAFT
    locked.is_medical_due = locked.is_commercial_due = False
    locked.save()
    keep_members(JointVisitStakeholder, "stakeholder", people, joint_visit=locked)
    _watch(by, locked)
    return locked


@audited
def link_joint_contact(*, by: User, visit: JointVisit, touchpoint: Touchpoint) -> JointVisit:
    """Say which of one's own contacts is one's part of the visit."""
    locked = locked_visit(visit)
    may_link(by, locked, touchpoint).require()
    part_ways(locked, by.side.value)
    fill_part(locked, by.side.value, touchpoint)
    go_together(touchpoint, locked.pk)
    return locked


@audited
def unlink_joint_contact(*, by: User, visit: JointVisit) -> JointVisit:
    """Take one's own contact out of the visit again; the contact itself stays."""
    locked = locked_visit(visit)
    may_plan_part(by, locked).require()
    part_ways(locked, by.side.value)
    fill_part(locked, by.side.value, None)
    return locked


@audited
def cancel_joint_visit(*, by: User, visit: JointVisit) -> JointVisit:
    """The two do not go together, and the other one is told. Contacts that are planned stay: each is cancelled by its
    owner, and they are two contacts like others again."""
    locked = locked_visit(visit)
    if locked.state == State.CANCELLED and by in locked.two:
        return locked
    may_cancel_joint_visit(by, locked).require()
    locked.state = State.CANCELLED
    locked.is_medical_due = locked.is_commercial_due = False
    locked.save()
    for side in FUNCTIONS:
        part_ways(locked, side.value)
    telling.visit_changed(locked, by)
    return locked


def fill_part(visit: JointVisit, side: str, touchpoint: Touchpoint | None) -> None:
    """Say which contact of a function is its part; nobody makes another one for it then."""
    setattr(visit, f"{side}_touchpoint", touchpoint)
    setattr(visit, f"is_{side}_due", False)
    visit.save()


def part_ways(visit: JointVisit, side: str) -> None:
    """The contact of a function, if there is one, is one like others again."""
    if (part := visit.part_of(side)) is not None:
        go_together(part, None)


def locked_visit(visit: JointVisit) -> JointVisit:
    """The row as it is now, held until the transaction ends."""
    rows: Any = JointVisit.objects.select_for_update(of=("self",)).select_related(
        "asked_by", "partner", "account"
    )
    found: JointVisit = rows.get(pk=visit.pk)
    return found


def values_of(visit: JointVisit) -> dict[str, Any]:
    """What people enter, as the form and the action exchange it."""
    kept = {name: getattr(visit, name) for name in ENTERED}
    rows = JointVisitStakeholder.objects.filter(joint_visit=visit, is_removed=False).select_related(
        "stakeholder"
    )
    return kept | {"stakeholders": [row.stakeholder for row in rows]}


def _checked(by: User, values: Mapping[str, Any]) -> list[Stakeholder]:
    starts_at: datetime = values["starts_at"]
    people, faults = list(values["stakeholders"]), {}
    if starts_at <= timezone.now():
        faults["starts_at"] = _("A joint visit is asked for before it takes place.")
    if not people:
        faults["stakeholders"] = _("Say who is visited.")
    if not str(values["justification"]).strip():
        faults["justification"] = _("Say why both of you go.")
    if not (verdict := may_go_along(by, values["partner"])):
        faults["partner"] = str(verdict.reason)
    if faults:
        raise ValidationError(faults)
    may_contact(by, people).require()
    return people


def _watch(by: User, visit: JointVisit) -> None:
    field = SteeringRule.Field.JOINT_VISIT
    texts, country = [visit.justification], visit.account.country
    watch(
        by=by, about_kind="handoffs.jointvisit", about_id=visit.pk, field=field, texts=texts, country=country
    )
