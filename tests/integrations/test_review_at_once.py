"""Two people who decide the same one in transactions that truly overlap: one wins, the other is told."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from apps.directory.models import Stakeholder
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.integrations.deciding import decide_review, effect_review
from apps.integrations.models import Review
from apps.users.models import User
from tests.factories import StakeholderFactory, TherapeuticAreaFactory, UserFactory, assign
from tests.integrations.tables import imported
from tests.processes import Installation, wait_until

State = Review.State
PATIENCE = 60


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Id,First name,Last name,Group,Specialty\n7,Robin,Erfunden,hcp,Oncology\n")
    return path


def is_somebody_waiting() -> bool:
    """For a lock that another transaction of this database holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def decided_while(first: User, second: User, review: Review, known: Stakeholder) -> Future[str]:
    """`first` decides and has not committed yet when `second` decides; what the second is told."""
    is_decided, may_commit = threading.Event(), threading.Event()

    def win() -> None:
        with acting_as(Side.MEDICAL), transaction.atomic():
            decide_review(by=first, review=review, choice=known.pk)
            is_decided.set()
            assert may_commit.wait(PATIENCE)
        connection.close()

    def lose() -> str:
        try:
            with acting_as(Side.MEDICAL):
                decide_review(by=second, review=review, choice=None)
        except PermissionDenied as told:
            return str(told)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        winning = pool.submit(win)
        assert is_decided.wait(PATIENCE)
        losing = pool.submit(lose)
        wait_until(lambda: losing.done() or is_somebody_waiting(), "the second one waits", PATIENCE)
        may_commit.set()
        winning.result(PATIENCE)
    return losing


def test_one_wins_and_the_other_is_told(installation: Installation, table: Path) -> None:
    with installation.committed():
        msl, manager = _people()
        known = StakeholderFactory(first_name="Robin", last_name="Erfunden", country="DE")
        imported(table, msl)
        review = Review.objects.get()
        told = decided_while(msl, manager, review, known).result(0)
        assert told == f"{msl} decided about Robin Erfunden before you."
        review.refresh_from_db()
        assert (review.state, review.chosen, review.decided_by) == (State.DECIDED, known.pk, msl)


def test_a_decision_takes_effect_once_however_many_carry_it_out(
    installation: Installation, table: Path
) -> None:
    """The timetable and the next decision of the same person may come at the same moment."""
    with installation.committed():
        msl, _manager = _people()
        StakeholderFactory(first_name="Robin", last_name="Erfunden", country="DE")
        imported(table, msl)
        review = Review.objects.get()
        with acting_as(Side.MEDICAL):
            decide_review(by=msl, review=review, choice=None)
        together = threading.Barrier(4)

        def carry_out() -> None:
            with acting_as(Side.MEDICAL):
                together.wait(PATIENCE)
                effect_review(by=msl, review=review)
            connection.close()

        with ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(carry_out) for _one in range(4)]:
                done.result(PATIENCE)
        review.refresh_from_db()
        assert (review.state, review.run.counts["created"]) == (State.DONE, 1)  # type: ignore[union-attr]
        assert Stakeholder.objects.filter(last_name="Erfunden").count() == 2


def _people() -> tuple[User, User]:
    msl, manager = UserFactory(role="msl"), UserFactory(role="medical_manager")
    area = TherapeuticAreaFactory()
    for person in (msl, manager):
        assign(person, area)
    return msl, manager
