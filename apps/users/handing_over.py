"""Giving somebody's open work to a colleague. The row is the job, so a killed worker loses nothing.

An administrator may not read the work; a task does it under the role of the side where the work stands. Work, mark and
message are one transaction, so it is done once however often it is tried.
"""

import logging
from datetime import timedelta

from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from apps.audit.recording import audited
from apps.core.open_work import counted, open_work_on
from apps.core.pauses import pause_after
from apps.core.telling import tell
from apps.firewall.roles import acting_as, role_taken
from apps.firewall.sides import WEB_LOGIN, Side
from apps.users.callers import let_end
from apps.users.models import HandOver, User
from apps.users.policies import may_receive

logger = logging.getLogger(__name__)
#: A row is taken for this long; whoever works on it holds it under a lock besides.
CLAIM = timedelta(minutes=5)
TURN = timedelta(minutes=4)


def hand_over_waiting() -> int:
    """Do every hand-over that waits, the longest waiting first; returns how many were done."""
    ends_at, done = timezone.now() + TURN, 0
    while timezone.now() < ends_at and (row := _claim()):
        done += _tried(row)
    return done


def _claim() -> HandOver | None:
    """Take a row and count the try, in a short transaction."""
    now = timezone.now()
    with role_taken(WEB_LOGIN):
        waiting = HandOver.objects.filter(Q(due_at=None) | Q(due_at__lte=now), state=HandOver.State.WAITING)
        row = waiting.order_by("created_at").select_for_update(skip_locked=True, of=("self",)).first()
        if row is not None:
            HandOver.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, due_at=now + CLAIM)
            row.attempts += 1
    return row


def _tried(row: HandOver) -> bool:
    try:
        _do(row)
    except OperationalError as busy:
        # A request of the person that does not end, a lock that somebody holds: no fault, and it is tried again.
        _put_off(row)
        logger.warning("Hand-over %s was put off: %s", row.pk, type(busy.__cause__ or busy).__name__)
        return False
    except Exception:
        _put_off(row)
        logger.exception("Hand-over %s was put off", row.pk)
        return False
    return True


def _put_off(row: HandOver) -> None:
    with role_taken(WEB_LOGIN):
        HandOver.objects.filter(pk=row.pk).update(due_at=timezone.now() + pause_after(row.attempts))


def _do(row: HandOver) -> None:
    """Move the work under the role of its side, and mark the row, in one transaction.

    Requests that the person began on that side are waited for: what they leave is handed over, too.
    """
    with acting_as(Side(row.work_side)):
        let_end(row.person_id, row.work_side)
        with role_taken(WEB_LOGIN):
            held = HandOver.objects.select_related("person", "receiver", "asked_by").filter(pk=row.pk)
            fresh = held.select_for_update(of=("self",)).get()
        if fresh.state != HandOver.State.WAITING:
            return
        before = counted(fresh.person, fresh.work_side)
        state = _moved(fresh, before)
        after = counted(fresh.person, fresh.work_side)
        marks = {"state": state, "done_at": timezone.now(), "counts_before": before, "counts_after": after}
        with role_taken(WEB_LOGIN):
            HandOver.objects.filter(pk=row.pk).update(**marks)


def _moved(row: HandOver, before: dict[str, int]) -> str:
    """The state that follows. Who changed sides or left meanwhile receives nothing: an administrator chooses again."""
    if not any(before.values()):
        return HandOver.State.DONE
    if row.receiver is None or not may_receive(row.receiver, row.work_side):
        return HandOver.State.NOBODY
    hand_over_work(by=row.asked_by, person=row.person, to=row.receiver, side=row.work_side)
    tell(to=row.receiver, kind="work_handed_over", cause_id=row.pk, at=timezone.now(), link="/")
    return HandOver.State.DONE


@audited
def hand_over_work(*, by: User, person: User, to: User, side: str) -> None:
    """Each kind of open work of one side goes to `to`; history names the administrator who asked for it."""
    may_receive(to, side).require()
    for kind in open_work_on(side):
        kind.hand_over(person=person, to=to)


def wake_hand_over() -> None:
    """Only a wake-up: when it is lost, the sweep finds the row."""
    from apps.users.tasks import hand_over_open_work

    transaction.on_commit(hand_over_open_work.delay, robust=True)
