"""Open work of the medical side: requests that somebody took in and that are not closed, and those in work."""

from typing import Any

from django.db.models import QuerySet

from apps.medinfo.models import MedicalRequest
from apps.medinfo.routing import answerers, route
from apps.medinfo.telling import tell_where_it_went
from apps.medinfo.workflow import State
from apps.users.models import User

GOING_ON = (State.DRAFT, State.SUBMITTED, State.ASSIGNED, State.RETURNED, State.ANSWERED)


def taken_in_by(person: User) -> QuerySet[MedicalRequest]:
    """Requests whose answer this person waits for, or still has to submit."""
    return MedicalRequest.objects.filter(owner=person, state__in=GOING_ON)


def in_work_of(person: User) -> QuerySet[MedicalRequest]:
    """Requests that this person was to answer or to sign."""
    in_work = (State.ASSIGNED, State.RETURNED, State.ANSWERED)
    return MedicalRequest.objects.filter(answerer=person, state__in=in_work)


def hand_over_taken_in(*, person: User, to: User) -> None:
    """Somebody else stands behind them now. One message of the hand-over names them all, so none each."""
    for row in _locked(taken_in_by(person)):
        row.owner = to
        row.save(update_fields=["owner"])


def back_into_the_queue(*, person: User, to: User) -> None:
    """What medical information leaves goes where the rules of now send it; whoever receives the rest may not answer.

    What was answered already and only waits for its signature goes to a colleague of that queue; where there is none,
    it stays, and a director may sign it.
    """
    for row in _locked(in_work_of(person)):
        found = route(row)
        if row.state == State.ANSWERED:
            row.answerer = found.person or answerers(found.team).exclude(pk=person.pk).first() or row.answerer
            row.save()
            continue
        row.answerer, row.queue, row.routed_by = found.person, found.team, found.rule
        row.routed_because = found.because
        if row.state == State.ASSIGNED and found.person is None:
            row.state, row.assigned_at = State.SUBMITTED, None
        row.save()
        if row.state != State.RETURNED:
            tell_where_it_went(row, by=person)


def _locked(rows: QuerySet[MedicalRequest]) -> Any:
    return rows.select_for_update(of=("self",)).select_related("owner", "answerer", "queue").order_by("id")
