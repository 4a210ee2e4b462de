"""Loads what liaisons were asked in their talks: most of it answered and signed, some late, some still in work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pghistory
from django.utils import timezone

from apps.audit.signing import canonical, digest_of
from apps.catalog.models import Product
from apps.demo.corpus.questions import HEOR, QUESTIONS, REFERENCES, REOPENED, RETURNED, WITHDRAWN
from apps.demo.loading.made import VERB, Made
from apps.interactions.models import Interaction
from apps.medinfo.due import due_moment
from apps.medinfo.models import Answer, MedicalRequest, RequestSignature, RoutingRule
from apps.medinfo.routing import route
from apps.medinfo.signed import content_of
from apps.users.models import User

State = MedicalRequest.State
Complexity = MedicalRequest.Complexity
#: How many of the months before; and what stands on the desk today, the oldest first: simple ones are overdue by then.
_SETTLED = 32
_DESK = (
    (State.ASSIGNED, Complexity.SIMPLE),
    (State.ASSIGNED, Complexity.SIMPLE),
    (State.ANSWERED, Complexity.SIMPLE),
    (State.RETURNED, Complexity.STANDARD),
    (State.WITHDRAWN, Complexity.STANDARD),
    (State.ASSIGNED, Complexity.COMPLEX),
    (State.SUBMITTED, Complexity.STANDARD),
    (State.SUBMITTED, Complexity.COMPLEX),
    (State.DRAFT, Complexity.STANDARD),
)
#: Days by which a talk has to be older to count as settled.
_RECENT = timedelta(days=25)
#: Hours from the due moment to the answer; one in so many was late.
_EARLY, _LATE, _ONE_LATE_IN = (30, 6, 52, 18, 3), (20, 49), 6
_ONE_HEOR_IN, _ONE_CORRECTED_IN = 8, 7
_TYPED_AFTER, _SIGNED_AFTER = timedelta(hours=3), timedelta(hours=5)


@dataclass(frozen=True)
class Asked:
    """One question of the demo: where it was asked, and what the corpus says about it."""

    number: int
    talk: Interaction
    complexity: str
    kind: str
    question: str
    answer: str
    label_class: str


def load_questions(made: Made, interactions: Sequence[Interaction]) -> None:
    """Rules first, then requests in the order in which they were asked."""
    with pghistory.context(user=str(made.users["director"].pk), verb=VERB):
        _load_rules(made)
    talks = [row for row in interactions if row.submitted_at and row.owner.role == "msl"]
    talks.sort(key=lambda row: (row.starts_at, row.pk))
    with pghistory.context(user=str(made.users["medinfo"].pk), verb=VERB):
        for asked in _settled(talks, _now(made)):
            _settle(made, _request(made, asked), asked)
        for asked, state in _on_the_desk(talks, _now(made)):
            _put_on_the_desk(made, _request(made, asked), asked, state)


def _now(made: Made) -> datetime:
    """Noon of the day for which the demo is loaded, unless that is still to come."""
    return min(datetime.combine(made.plan.today, time(12), UTC), timezone.now())


def _load_rules(made: Made) -> None:
    desk, team = made.users["medinfo"], made.teams["medical-affairs"]
    RoutingRule.objects.create(pk=made.key("rule", "everything"), team=team)
    RoutingRule.objects.create(pk=made.key("rule", "heor"), kind=MedicalRequest.Kind.HEOR, person=desk)
    RoutingRule.objects.create(pk=made.key("rule", "germany"), country="DE", language="de", team=team)


def _settled(talks: Sequence[Interaction], now: datetime) -> Iterator[Asked]:
    old = [talk for talk in talks if talk.starts_at < now - _RECENT]
    chosen = old[:: max(len(old) // _SETTLED, 1)][:_SETTLED]
    sizes = (Complexity.STANDARD, Complexity.SIMPLE, Complexity.COMPLEX)
    for number, talk in enumerate(chosen):
        yield _asked(number, talk, sizes[number % len(sizes)])


def _on_the_desk(talks: Sequence[Interaction], now: datetime) -> Iterator[tuple[Asked, str]]:
    """Of the last talks, spread over the last two weeks as far as there are some."""
    since = now - timedelta(days=14)
    recent = [talk for talk in talks if since < talk.starts_at < now]
    step = max(len(recent) // len(_DESK), 1)
    for number, (talk, (state, complexity)) in enumerate(zip(recent[::step], _DESK, strict=False)):
        yield _asked(_SETTLED + number, talk, complexity), state


def _asked(number: int, talk: Interaction, complexity: str) -> Asked:
    is_heor = number < _SETTLED and number % _ONE_HEOR_IN == _ONE_HEOR_IN - 1
    offered = HEOR if is_heor else QUESTIONS[talk.therapeutic_area.code]
    question, answer, label_class = offered[number % len(offered)]
    kind = MedicalRequest.Kind.HEOR if is_heor else MedicalRequest.Kind.MEDICAL
    return Asked(number, talk, complexity, kind, question, answer, label_class)


def _request(made: Made, asked: Asked) -> MedicalRequest:
    """As it was taken in, submitted and routed; not saved."""
    talk, account = asked.talk, asked.talk.touchpoint.account
    asker = talk.touchpoint.attendees.select_related("stakeholder").order_by("pk")[0].stakeholder
    row = MedicalRequest(
        id=made.key("request", str(talk.pk)),
        owner=talk.owner,
        kind=asked.kind,
        asker=asker,
        affiliation=asker.affiliations.filter(account=account).first(),
        question=asked.question,
        product=Product.objects.filter(therapeutic_area=talk.therapeutic_area).first(),
        therapeutic_area=talk.therapeutic_area,
        country=account.country or asker.country,
        language=asker.preferred_language or asker.languages[0],
        complexity=asked.complexity,
        volume=1 + asked.number % 3,
        channel=talk.touchpoint.channel,
        received_at=talk.starts_at,
        interaction=talk,
        delivery=MedicalRequest.Delivery.values[asked.number % 4],
    )
    row.attested_by, row.attested_at = talk.owner, talk.starts_at + _TYPED_AFTER
    row.submitted_at, row.due_at = row.attested_at, due_moment(row)
    found = route(row)
    row.queue, row.routed_by, row.routed_because = found.team, found.rule, found.because
    return row


def _settle(made: Made, row: MedicalRequest, asked: Asked) -> None:
    """Answered before or after its moment, perhaps corrected, and signed; a few were withdrawn."""
    due_at: Any = row.due_at
    is_late = asked.number % _ONE_LATE_IN == _ONE_LATE_IN - 1
    hours = _LATE[asked.number % len(_LATE)] if is_late else -_EARLY[asked.number % len(_EARLY)]
    answered_at = max(due_at + timedelta(hours=hours), row.received_at + _SIGNED_AFTER)
    _answer(made, row, asked, answered_at)
    if asked.number % _ONE_CORRECTED_IN == _ONE_CORRECTED_IN - 1:
        _version(row, 2, f"{asked.answer} (Reference 1 was corrected.)", answered_at + _TYPED_AFTER)
    _sign(row, made.users["medinfo"], answered_at + _SIGNED_AFTER)
    if asked.number == 1:
        _reopen(made, row)


def _answer(made: Made, row: MedicalRequest, asked: Asked, at: datetime) -> None:
    row.state, row.label_class = State.ANSWERED, asked.label_class
    row.answerer, row.assigned_at, row.answered_at = made.users["medinfo"], row.submitted_at, at
    row.save(force_insert=True)
    _version(row, 1, asked.answer, at)


def _version(row: MedicalRequest, number: int, text: str, at: datetime) -> None:
    by: Any = row.answerer
    Answer.objects.create(
        request=row,
        number=number,
        text=text,
        sources="\n".join(REFERENCES[: 1 + number]),
        written_by=by,
        approved_by=by,
        approved_at=at - timedelta(minutes=30),
        delivered_by=by,
        delivered_at=at,
        delivered_how=row.delivery,
        delivered_to=str(row.asker),
    )


def _sign(row: MedicalRequest, by: User, at: datetime) -> None:
    """As closing signs, at the moment of then."""
    row.state, row.closed_at = State.CLOSED, at
    row.save()
    signature = RequestSignature(
        record=row,
        signer=by,
        printed_name=str(by),
        signed_at=at,
        meaning=RequestSignature.Meaning.ATTESTED,
        proof=RequestSignature.Proof.PASSWORD,
        version=row.version,
        content=canonical(content_of(row)),
    )
    signature.digest = digest_of(signature)
    signature.save(force_insert=True)


def _reopen(made: Made, row: MedicalRequest) -> None:
    """A second version of a closed one, in work again."""
    now = _now(made) - timedelta(days=1)
    again = MedicalRequest.objects.get(pk=row.pk)
    again.pk, again.version, again.earlier, again.reopen_reason = (
        made.key("request", "again"),
        2,
        row,
        REOPENED,
    )
    again.state, again.closed_at, again.answered_at = State.ASSIGNED, None, None
    again.received_at = again.submitted_at = again.assigned_at = now
    again.due_at = due_moment(again)
    again.save(force_insert=True)


def _put_on_the_desk(made: Made, row: MedicalRequest, asked: Asked, state: str) -> None:
    if state == State.ANSWERED:
        _answer(made, row, asked, _now(made) - timedelta(hours=2))
        return
    row.state = state
    if state in {State.ASSIGNED, State.RETURNED}:
        row.answerer, row.assigned_at = made.users["medinfo"], row.submitted_at
    if state == State.RETURNED:
        row.return_question = RETURNED
    if state == State.WITHDRAWN:
        row.withdraw_reason = WITHDRAWN
    if state == State.DRAFT:
        row.attested_by = row.attested_at = row.submitted_at = row.due_at = None
        row.queue, row.routed_by, row.routed_because = None, None, ""
    row.save(force_insert=True)
