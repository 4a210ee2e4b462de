"""Loads what the liaisons promised in their talks: most of it kept in time, some late, some still open."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pghistory

from apps.demo.corpus.promises import EVIDENCE, PROMISES, REASONS, SENT
from apps.demo.loading.made import BATCH, VERB, Made
from apps.followups.models import Commitment
from apps.followups.reminders import remind
from apps.interactions.models import Interaction
from apps.needs.models import UnmetNeed

State = Commitment.State
#: One talk in so many ends with a promise; the days until it is due; how many days after that it was kept.
_ONE_IN, _DAYS, _LATE = 2, (5, 7, 10, 14, 21), (-3, -1, 0, -2, 0, -1, 2, -4, 0, 5)
_ONE_CANCELLED_IN, _ONE_FORGOTTEN_IN = 17, 11
_PRIORITIES = (2, 2, 3, 2, 1, 2, 2)
_RECENT = timedelta(days=120)


def load_promises(made: Made, interactions: Sequence[Interaction]) -> None:
    """Those of the last months. Reminders of what is pending are queued as promising queues them."""
    since = made.plan.today - _RECENT
    held = [row for row in interactions if row.submitted_at and row.starts_at.date() > since]
    held.sort(key=lambda row: (row.starts_at, row.pk))
    with pghistory.context(user=str(made.users["msl"].pk), verb=VERB):
        Commitment.objects.bulk_create(_promised(made, held[::_ONE_IN]), batch_size=BATCH)
    for commitment in Commitment.objects.pending().select_related("owner"):
        remind(commitment)


def _promised(made: Made, talks: Sequence[Interaction]) -> Iterator[Commitment]:
    needs = dict(UnmetNeed.objects.filter(interaction__in=talks).values_list("interaction", "pk"))
    for number, talk in enumerate(talks):
        row = talk.touchpoint.attendees.order_by("pk").first()
        if row is None:
            continue
        due_on = talk.starts_at.date() + timedelta(days=_DAYS[number % len(_DAYS)])
        yield Commitment(
            id=made.key("promise", str(talk.pk)),
            owner=talk.owner,
            stakeholder=row.stakeholder,
            therapeutic_area_id=talk.therapeutic_area_id,
            interaction=talk,
            what=PROMISES[number % len(PROMISES)],
            due_on=due_on,
            priority=_PRIORITIES[number % len(_PRIORITIES)],
            need_id=needs.get(talk.pk),
            **_outcome(number, due_on, made.plan.today),
        )


def _outcome(number: int, due_on: date, today: date) -> dict[str, object]:
    """What became of it until today."""
    closed_on = due_on + timedelta(days=_LATE[number % len(_LATE)])
    if closed_on > today or number % _ONE_FORGOTTEN_IN == _ONE_FORGOTTEN_IN - 1:
        return {"state": State.IN_PROGRESS if number % 5 == 0 else State.OPEN}
    if number % _ONE_CANCELLED_IN == _ONE_CANCELLED_IN - 1:
        reason = REASONS[number % len(REASONS)]
        return {"state": State.CANCELLED, "cancel_reason": reason, "closed_on": closed_on}
    evidence = EVIDENCE[number % len(EVIDENCE)]
    sent = {"sent_material": SENT[number % len(SENT)], "sent_on": closed_on} if number % 3 == 0 else {}
    return {"state": State.DONE, "evidence": evidence, "closed_on": closed_on, **sent}
