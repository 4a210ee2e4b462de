"""Loads what waits on somebody's desk: reminders to log, an unfinished draft, what safety was told."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pghistory
from django.db.models import F

from apps.demo.corpus import notes
from apps.demo.corpus.staff import USER_BY_KEY
from apps.demo.loading.made import BATCH, VERB, Made
from apps.demo.records import Contact
from apps.demo.workdays import last_working_day_before
from apps.directory.choices import Channel
from apps.interactions.models import Draft, Interaction
from apps.interactions.reminders import remind_to_log
from apps.notifications.models import Message
from apps.safety.actions import flag_safety_item
from apps.safety.models import SafetyItem

State = SafetyItem.State
_DRAFTED_BY, _DRAFTED_AT, _TYPED_FOR = "msl", time(17, 30), timedelta(minutes=10)
#: Days after which an item was forwarded, and acknowledged; one in so many turned out to be none.
_FORWARDED_AFTER, _ACKNOWLEDGED_AFTER, _ONE_IN = 2, 9, 8
_MOVED = ("state", "reason", "forwarded_at", "acknowledged_at")
_NOT_OURS = "No medicine of ours was involved."


def load_desk(made: Made, interactions: Iterable[Interaction]) -> None:
    """What is still to be done on the day of the load."""
    _load_reminders(made, [row for row in interactions if row.state == Interaction.State.PLANNED])
    _load_draft(made)
    _load_safety(made, {row.pk: row for row in interactions})


def _load_reminders(made: Made, planned: Iterable[Interaction]) -> None:
    """As planning queues them. What was due before today counts as sent, or a load would mail old reminders."""
    for interaction in planned:
        remind_to_log(interaction)
    today = datetime.combine(made.plan.today, time(), UTC)
    old = Message.objects.filter(recipient__in=made.users.values(), due_at__lt=today)
    old.update(state=Message.State.SENT, sent_at=F("due_at"), attempts=1)
    _load_trouble(list(old.order_by("due_at").values_list("pk", flat=True)[:2]))


def _load_trouble(keys: list[UUID]) -> None:
    """What an administrator looks after: a mail server said no to these."""
    refused = {"state": Message.State.FAILED, "sent_at": None, "last_error": "Refused"}
    for key, (code, status) in zip(keys, ((550, "5.1.1"), (552, "5.2.2")), strict=False):
        Message.objects.filter(pk=key).update(**refused, smtp_code=code, smtp_status=status)


def _load_draft(made: Made) -> None:
    """A call that came in late, typed half and left: as the browser would have sent the form."""
    user = made.users[_DRAFTED_BY]
    zone = ZoneInfo(user.time_zone)
    called_at = datetime.combine(last_working_day_before(made.plan.today, user.time_zone), _DRAFTED_AT, zone)
    contact = _latest_with_content(made)
    area = USER_BY_KEY[_DRAFTED_BY].therapeutic_areas[0]
    Draft.objects.create(
        owner=user,
        record_id=made.key("draft", _DRAFTED_BY, called_at),
        fields={
            "account": [str(made.accounts[contact.account].pk)],
            "stakeholders": [str(made.stakeholders[contact.stakeholders[0]].pk)],
            "starts_at": [f"{called_at:%Y-%m-%d %H:%M}"],
            "channel": [Channel.PHONE.value],
            "purpose": [str(made.purposes["medical_information"].pk)],
            "therapeutic_area": [str(made.areas[area].pk)],
            "kind": [Interaction.Kind.REACTIVE_ANSWER.value],
            "initiative": [Interaction.Initiative.REACTIVE.value],
            "notes": [notes.UNFINISHED],
        },
        saved_at=called_at + _TYPED_FOR,
    )


def _latest_with_content(made: Made) -> Contact:
    own = (contact for contact in made.plan.contacts if contact.owner == _DRAFTED_BY and contact.medical)
    return max(own, key=lambda contact: contact.starts_at)


def _load_safety(made: Made, interactions: dict[UUID, Interaction]) -> None:
    """Reported as submitting reports it; the older ones have gone their way since."""
    for interaction in interactions.values():
        if interaction.safety_answer == Interaction.SafetyAnswer.YES:
            owner = interaction.owner
            heard = {"description": heard_in(interaction.notes)}
            flag_safety_item(by=owner, subject=interaction.touchpoint, data=heard)
    by_contact = {row.touchpoint_id: row for row in interactions.values()}
    items = list(SafetyItem.objects.filter(touchpoint_id__in=by_contact).order_by("aware_at", "id"))
    for place, item in enumerate(items, 1):
        interaction = by_contact[item.touchpoint_id]
        _move(
            item,
            made.plan.today,
            interaction.submitted_at or item.aware_at,
            is_dismissed=place % _ONE_IN == 0,
        )
    with pghistory.context(user=str(made.users["safety"].pk), verb=VERB):
        SafetyItem.objects.bulk_update(items, _MOVED, batch_size=BATCH)


def heard_in(text: str) -> str:
    """The part of a note that concerns safety, and nothing else of it."""
    sentence = next(sentence for sentence in notes.SAFETY if sentence in text)
    return f"{sentence.split(';')[0]}."


def _move(item: SafetyItem, today: date, told_at: datetime, *, is_dismissed: bool) -> None:
    """Take an item as far as its age says. The desk forwards on the day it is told."""
    days = (today - told_at.date()).days
    if days <= _FORWARDED_AFTER:
        return
    if is_dismissed:
        item.state, item.reason = State.NOT_A_REPORT, _NOT_OURS
        return
    item.state, item.forwarded_at = State.FORWARDED, told_at + timedelta(hours=3)
    if days > _ACKNOWLEDGED_AFTER:
        item.state, item.acknowledged_at = State.ACKNOWLEDGED, told_at + timedelta(days=1)
