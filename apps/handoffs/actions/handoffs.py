"""Handing over, withdrawing, and the steps that the medical side lets be seen."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.recording import audited
from apps.coordination.policies import may_contact
from apps.core.locks import one_at_a_time
from apps.handoffs import telling
from apps.handoffs.due import due_moment
from apps.handoffs.models import Handoff
from apps.handoffs.policies import may_ask, may_move, may_withdraw
from apps.handoffs.workflow import State
from apps.reviews.models import SteeringRule
from apps.reviews.steering import watch
from apps.users.models import User

#: What people enter.
ENTERED = (
    "stakeholder", "account", "wanted", "urgency", "channel", "therapeutic_area", "product", "words", "language",
)  # fmt: skip


@audited
def ask_handoff(*, by: User, id: uuid.UUID, values: Mapping[str, Any], is_unsolicited: bool) -> Handoff:
    """Hand over what a stakeholder asked unprompted. The same `id` hands over once.

    `values` are those of `ENTERED`. Raises PermissionDenied when the person may not be contacted, ValidationError
    without words or attestation. Words that steer are told to compliance, and to nobody else.
    """
    may_ask(by).require()
    one_at_a_time(id)
    existing: Handoff | None = Handoff.objects.filter(pk=id).first()
    if existing is not None:
        return _own(by, existing)
    entered = _checked(values, is_unsolicited=is_unsolicited)
    may_contact(by, [entered["stakeholder"]]).require()
    made = Handoff(id=id, asked_by=by, attested_by=by, **entered, **_clocks(by, entered))
    made.save(force_insert=True)
    watch(
        by=by, about_kind="handoffs.handoff", about_id=made.pk, field=SteeringRule.Field.HANDOFF, texts=[made.words],
        country=made.country, language=made.language,
    )  # fmt: skip
    return made


@audited
def withdraw_handoff(*, by: User, handoff: Handoff) -> Handoff:
    """Take it back as long as nobody accepted it."""
    locked = locked_handoff(handoff)
    if locked.state == State.WITHDRAWN and locked.asked_by_id == by.pk:
        return locked
    may_withdraw(by, locked).require()
    locked.state, locked.ended_at = State.WITHDRAWN, timezone.now()
    locked.save()
    return locked


@audited
def move_handoff(*, by: User, handoff: Handoff, state: str) -> Handoff:
    """Accepted, declined or done: all that the sender learns, and they are told. `handoff` is locked by the caller."""
    may_move(by, handoff, state).require()
    now = timezone.now()
    handoff.state = state
    handoff.accepted_at = handoff.accepted_at or (now if state == State.ACCEPTED else None)
    handoff.ended_at = None if state == State.ACCEPTED else now
    handoff.save()
    telling.moved(handoff)
    return handoff


def locked_handoff(handoff: Handoff) -> Handoff:
    """The row as it is now, held until the transaction ends."""
    rows: Any = Handoff.objects.select_for_update(of=("self",)).select_related(
        "asked_by", "account", "stakeholder"
    )
    found: Handoff = rows.get(pk=handoff.pk)
    return found


def _own(by: User, handoff: Handoff) -> Handoff:
    if handoff.asked_by_id != by.pk:
        raise PermissionDenied(_("Somebody else handed this over."))
    return handoff


def _checked(values: Mapping[str, Any], *, is_unsolicited: bool) -> dict[str, Any]:
    kept = {name: values[name] for name in ENTERED if name in values}
    faults: dict[str, Any] = {}
    if not str(kept.get("words") or "").strip():
        faults["words"] = _("Write down what they asked, in their words.")
    if not is_unsolicited:
        faults["is_unsolicited"] = _("Only what somebody asked unprompted can be handed over.")
    product, area = kept.get("product"), kept["therapeutic_area"]
    if product is not None and product.therapeutic_area_id != area.pk:
        faults["product"] = _("This product belongs to another therapeutic area.")
    if faults:
        raise ValidationError(faults)
    return kept | {"words": kept["words"].strip()}


def _clocks(by: User, entered: Mapping[str, Any]) -> dict[str, Any]:
    """When it was asked and is due, and in which country."""
    now: datetime = timezone.now()
    country = entered["account"].country or entered["stakeholder"].country
    urgency = entered.get("urgency") or Handoff.Urgency.SOON
    due_at = due_moment(now, urgency, calendar=country, zone=by.time_zone)
    return {"asked_at": now, "attested_at": now, "country": country, "due_at": due_at}
