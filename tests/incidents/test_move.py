"""From report to closed: the table, reasons, corrective actions, and what the database refuses."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.models import new_id
from apps.firewall.roles import acting_as
from apps.incidents.actions import (
    add_corrective_action,
    comment_incident,
    finish_corrective_action,
    move_incident,
)
from apps.incidents.models import CorrectiveAction, Incident, LogEntry
from apps.users.models import User


@pytest.fixture
def agreed(
    incident: Incident, move: Callable[..., Incident], compliance: User, msl: User
) -> CorrectiveAction:
    """A corrective action of a substantiated incident."""
    move(incident, "triaged", "investigating", "substantiated", "correcting")
    incident.refresh_from_db()
    return add_corrective_action(
        by=compliance,
        incident=incident,
        id=new_id(),
        what="Train them.",
        owner=msl,
        due_on=datetime.date(2026, 2, 1),
    )


def test_who_triages_looks_after_it(
    incident: Incident, move: Callable[..., Incident], compliance: User
) -> None:
    moved = move(incident, "triaged")
    assert (moved.owner, moved.severity, moved.state) == (compliance, 2, "triaged")


def test_the_whole_way(agreed: CorrectiveAction, move: Callable[..., Incident], compliance: User) -> None:
    finish_corrective_action(by=compliance, step=agreed)
    closed = move(agreed.incident, "checking", "closed")
    assert closed.closed_on == timezone.localdate()
    steps = LogEntry.objects.filter(incident=closed).values_list("to_state", flat=True)
    assert list(steps) == [
        "triaged", "investigating", "substantiated", "correcting", "checking", "closed",
    ]  # fmt: skip


def test_no_check_before_each_action_is_done(agreed: CorrectiveAction, move: Callable[..., Incident]) -> None:
    with pytest.raises(PermissionDenied, match="has to be done"):
        move(agreed.incident, "checking")


@pytest.mark.parametrize("to", ["substantiated", "near_miss", "unsubstantiated"])
def test_what_was_found_needs_a_reason(
    to: str, incident: Incident, move: Callable[..., Incident], compliance: User
) -> None:
    investigated = move(incident, "triaged", "investigating")
    with pytest.raises(ValidationError, match="Write down why"), acting_as(compliance.side):
        move_incident(by=compliance, incident=investigated, to=to)


def test_triage_needs_a_severity(incident: Incident, compliance: User) -> None:
    with pytest.raises(ValidationError, match="how severe"):
        move_incident(by=compliance, incident=incident, to="triaged")


def test_a_closed_one_is_reopened_with_a_reason(
    incident: Incident, move: Callable[..., Incident], compliance: User
) -> None:
    closed = move(incident, "triaged", "investigating", "unsubstantiated", "closed")
    with pytest.raises(ValidationError):
        move_incident(by=compliance, incident=closed, to="investigating")
    assert move(closed, "investigating").closed_on is None


def test_two_officers_do_not_take_one_step_twice(incident: Incident, move: Callable[..., Incident]) -> None:
    move(incident, "triaged")
    with pytest.raises(PermissionDenied, match="moved it meanwhile"):
        move(incident, "triaged")


def test_a_comment_sent_twice_is_one(incident: Incident, compliance: User) -> None:
    key = new_id()
    for _time in range(2):
        comment_incident(by=compliance, incident=incident, id=key, words="Asked the team.")
    assert LogEntry.objects.count() == 1


def test_the_database_refuses_a_triaged_one_without_severity(incident: Incident) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(state="investigating")


def test_the_database_refuses_an_anonymous_one_with_a_name(incident: Incident) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(found="anonymous")


def test_an_action_is_finished_by_what_the_incident_is_now(
    agreed: CorrectiveAction, move: Callable[..., Incident], compliance: User
) -> None:
    opened = CorrectiveAction.objects.select_related("incident").get(pk=agreed.pk)
    finish_corrective_action(by=compliance, step=agreed)
    with pytest.raises(PermissionDenied, match="done already"):
        finish_corrective_action(by=compliance, step=opened)
