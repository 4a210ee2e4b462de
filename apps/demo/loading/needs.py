"""Loads what stakeholders lack, as they said it in the talks of the last year, and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pghistory

from apps.demo.corpus.needs import ANSWERS, CLOSED, FEEDBACK, MET, NOT_MET
from apps.demo.loading.made import BATCH, VERB, Made
from apps.interactions.models import Interaction
from apps.needs.models import UnmetNeed
from apps.needs.understanding import guess_kind

State, Kind = UnmetNeed.State, UnmetNeed.Kind
_RECENT, _NOTHING = timedelta(days=330), "None raised"
#: One talk with a need in so many is followed up; one of those in so many is critical feedback.
_ONE_IN, _FEEDBACK_ONE_IN = 4, 7
#: Days from hearing to the answer, and from there to what they said to it; the state in which a need stays, by number.
_ANSWERED_AFTER, _CONFIRMED_AFTER = (9, 16, 24, 12, 31, 45), (6, 14, 28)
_STAYS = {1: State.ASSIGNED, 4: State.IN_PROGRESS, 6: State.OPEN, 8: State.CLOSED, 10: State.ANSWERED}
_PRIORITIES = (2, 2, 3, 2, 1, 2)


def load_needs(made: Made, interactions: Sequence[Interaction]) -> None:
    """Those of the last eleven months."""
    since = made.plan.today - _RECENT
    heard = [row for row in interactions if row.submitted_at and row.starts_at.date() > since]
    heard = [row for row in heard if row.needs_and_concerns and _NOTHING not in row.needs_and_concerns]
    heard.sort(key=lambda row: (row.starts_at, row.pk))
    with pghistory.context(user=str(made.users["msl"].pk), verb=VERB):
        UnmetNeed.objects.bulk_create(_heard(made, heard[::_ONE_IN]), batch_size=BATCH)


def _heard(made: Made, talks: Sequence[Interaction]) -> Iterator[UnmetNeed]:
    for number, talk in enumerate(talks):
        row = talk.touchpoint.attendees.order_by("pk").first()
        if row is None:
            continue
        heard_on = talk.starts_at.date()
        yield UnmetNeed(
            id=made.key("need", str(talk.pk)),
            recorded_by=talk.owner,
            stakeholder=row.stakeholder,
            therapeutic_area_id=talk.therapeutic_area_id,
            interaction=talk,
            heard_on=heard_on,
            priority=_PRIORITIES[number % len(_PRIORITIES)],
            **_said(number, talk),
            **_became(made, number, talk, heard_on),
        )


def _said(number: int, talk: Interaction) -> dict[str, Any]:
    if number % _FEEDBACK_ONE_IN == _FEEDBACK_ONE_IN - 1:
        reason, words = FEEDBACK[number // _FEEDBACK_ONE_IN % len(FEEDBACK)]
        return {"kind": Kind.CRITICAL_FEEDBACK, "reason": reason, "words": words}
    words = talk.needs_and_concerns.split(". ")[0].rstrip(".") + "."
    kind = guess_kind(words)
    return {"kind": Kind.DATA if kind == Kind.CRITICAL_FEEDBACK else kind, "words": words}


def _became(made: Made, number: int, talk: Interaction, heard_on: date) -> dict[str, Any]:
    """How far it came until today. Every third is answered by the director, whom a liaison asks."""
    today = made.plan.today
    owner = made.users["director"] if number % 3 == 2 else talk.owner
    answered_on = heard_on + timedelta(days=_ANSWERED_AFTER[number % len(_ANSWERED_AFTER)])
    said_on = answered_on + timedelta(days=_CONFIRMED_AFTER[number % len(_CONFIRMED_AFTER)])
    stays = _STAYS.get(number % 13)
    if stays == State.OPEN or today - heard_on < timedelta(days=5):
        return {"state": State.OPEN}
    if stays == State.CLOSED and answered_on < today:
        reason = CLOSED[number % len(CLOSED)]
        return {"state": stays, "owner": owner, "close_reason": reason, "closed_on": answered_on}
    if stays in {State.ASSIGNED, State.IN_PROGRESS} or answered_on >= today:
        waits = stays if stays in {State.ASSIGNED, State.IN_PROGRESS} else State.ASSIGNED
        return {"state": waits, "owner": owner} | _not_met(number, stays, answered_on, today)
    answer = {"owner": owner, "answer": ANSWERS[number % len(ANSWERS)], "answered_on": answered_on}
    if stays == State.ANSWERED or said_on >= today:
        return {"state": State.ANSWERED, **answer}
    return {"state": State.MET, **answer, "confirmation": MET[number % len(MET)], "closed_on": said_on}


def _not_met(number: int, stays: str | None, answered_on: date, today: date) -> dict[str, Any]:
    """Some are in progress again, because the answer was not what they needed."""
    if stays != State.IN_PROGRESS or number % 2 or answered_on >= today:
        return {}
    said = {"answer": ANSWERS[number % len(ANSWERS)], "answered_on": answered_on}
    return {**said, "confirmation": NOT_MET[number // 2 % len(NOT_MET)]}
