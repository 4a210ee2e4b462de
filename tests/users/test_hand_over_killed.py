"""Workers that die while they hand over somebody's work: it is moved once, and the receiver is told once."""

import random
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.models import new_id
from apps.interactions.actions import plan_interaction
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.notifications.models import Message
from apps.users import actions
from apps.users.models import HandOver, User
from tests.factories import (
    AccountFactory,
    PurposeClassFactory,
    StakeholderFactory,
    TherapeuticAreaFactory,
    UserFactory,
)
from tests.processes import Installation, kill, wait_until

CONTACTS = 40


@pytest.mark.torture
def test_nothing_is_lost_or_moved_twice(installation: Installation, torture: bool) -> None:
    points, chance = (30 if torture else 3), random.Random(20_261_122)  # noqa: S311 - a seeded series
    installation.extra["SWEEP_SECONDS"] = "0.5"
    installation.start("beat")
    with installation.committed():
        admin, receiver = UserFactory(role="administrator"), UserFactory(role="medical_manager")
        rows = rows_of_an_envelope()
        for point in range(1, points + 1):
            job = leaving(admin, receiver, rows)
            worker = installation.start("worker")
            begun(job)
            # From "nothing done" to "all done, the broker not yet told".
            time.sleep(chance.uniform(0, 0.4))
            kill(worker)
            assert moved_to(receiver) in {(point - 1) * CONTACTS, point * CONTACTS}, "moved in part"
            # Time passes: the claim of the dead ends.
            HandOver.objects.filter(pk=job.pk).update(due_at=timezone.now())
            worker = installation.start("worker")
            finished(job)
            kill(worker)
            assert moved_to(receiver) == point * CONTACTS
            assert Message.objects.filter(kind="work_handed_over", cause_id=job.pk).count() == 1
    print(f"{points} workers killed, {points * CONTACTS} contacts, 0 lost, 0 moved in part, 0 told twice")


def rows_of_an_envelope() -> dict[str, Any]:
    return {
        "account": AccountFactory(),
        "stakeholders": [StakeholderFactory()],
        "purpose": PurposeClassFactory(),
        "therapeutic_area": TherapeuticAreaFactory(),
    }


def leaving(by: User, receiver: User, rows: dict[str, Any]) -> HandOver:
    """Somebody with much planned, whose reminders wait too, is deactivated; the job this makes."""
    leaver, soon = UserFactory(role="msl"), timezone.now() + timedelta(days=2)
    for _contact in range(CONTACTS):
        plan_interaction(by=leaver, id=new_id(), entry=Entry(**rows, starts_at=soon, channel="video"))
    actions.deactivate_person(by=by, person=leaver, receiver=receiver)
    return HandOver.objects.get(person=leaver)


def begun(job: HandOver) -> None:
    tried = HandOver.objects.filter(pk=job.pk, attempts__gt=0)
    wait_until(tried.exists, "a worker takes the job")


def finished(job: HandOver) -> None:
    done = HandOver.objects.filter(pk=job.pk, state=HandOver.State.DONE)
    wait_until(done.exists, "the next worker does it")


def moved_to(receiver: User) -> int:
    return Interaction.objects.filter(touchpoint__owner=receiver).count()
