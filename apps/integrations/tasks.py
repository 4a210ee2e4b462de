"""The worker's part of imports: each task is one transaction on the medical side, and wakes the next one."""

from functools import partial
from uuid import UUID

from celery import shared_task
from django.db import transaction

from apps.firewall.sides import Side
from apps.firewall.tasks import SideTask
from apps.integrations.deciding import due_reviews, settle_review
from apps.integrations.turns import takes_turn
from apps.integrations.uploads import remove_leftovers
from apps.integrations.working import advance, take_over

#: A large file is read in one transaction: longer than the usual limit, but not for ever.
SECONDS_TO_READ = 4 * 60 * 60


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True, time_limit=SECONDS_TO_READ)  # type: ignore[untyped-decorator]
def advance_import(run_id: str) -> None:
    """Do the next step of an import. Safe to run twice, also at once."""
    if advance(UUID(run_id), may_read=takes_turn):
        wake(run_id)


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def advance_imports() -> None:
    """Take over imports whose worker was lost."""
    for run_id in take_over():
        wake(str(run_id))


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def effect_reviews() -> None:
    """Let decisions take effect whose way back has ended."""
    for review in due_reviews():
        # The table holds no decision without somebody who made it.
        settle_review(review, by=review.decided_by)  # type: ignore[arg-type]


@shared_task(base=SideTask, side=Side.MEDICAL, ignore_result=True)  # type: ignore[untyped-decorator]
def remove_leftover_uploads() -> None:
    """Remove what killed uploads left."""
    remove_leftovers()


def wake(run_id: str) -> None:
    """Send for a worker once this transaction is committed. When the message is lost, the sweep sends another."""
    transaction.on_commit(partial(advance_import.delay, run_id), robust=True)
