"""Reading concerns, reports and incidents, viewer first."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.firewall.sides import SIDES_OF_PEOPLE
from apps.incidents.choices import Found
from apps.incidents.models import AnonymousReport, Assignment, Concern, CorrectiveAction, Incident, Receipt
from apps.users.models import User
from apps.users.queries import people_on


def people_who_act() -> QuerySet[User]:
    """Who can be given a corrective action: everybody who signs in, of whatever side."""
    return people_on(SIDES_OF_PEOPLE)


def incidents_for(user: User) -> Any:
    """Every incident this person may read, with what a row shows."""
    return rows_for(user).select_related("owner", "reported_by")


def rows_for(user: User) -> Any:
    """The same for REST, whose plumbing chooses the columns."""
    return Incident.objects.visible_to(user)


def incident_for(user: User, id: uuid.UUID) -> Incident | None:
    """One incident; None when it is not there or may not be read."""
    found: Incident | None = incidents_for(user).filter(pk=id).first()
    return found


def log_of(incident: Incident) -> Any:
    """Each step and comment, with who wrote it."""
    return incident.log.select_related("written_by")


def actions_of(incident: Incident) -> Any:
    """Its corrective actions, with who does them."""
    return incident.corrective_actions.select_related("owner")


def action_for(user: User, id: uuid.UUID) -> CorrectiveAction | None:
    """One corrective action."""
    found: CorrectiveAction | None = (
        CorrectiveAction.objects.visible_to(user).select_related("incident", "owner").filter(pk=id).first()
    )
    return found


def concerns_for(user: User) -> Any:
    """Every concern this person may read."""
    return Concern.objects.visible_to(user).select_related("decided_by")


def concern_for(user: User, id: uuid.UUID) -> Concern | None:
    """One concern."""
    found: Concern | None = concerns_for(user).filter(pk=id).first()
    return found


def waiting_reports_for(user: User) -> Any:
    """Anonymous reports of which no incident was made. In the order of their random keys: any other would tell."""
    taken = Incident.objects.filter(found=Found.ANONYMOUS).values("found_id")
    return AnonymousReport.objects.visible_to(user).exclude(pk__in=taken).order_by("-received_on", "id")


def report_for(user: User, id: uuid.UUID) -> AnonymousReport | None:
    """One anonymous report."""
    found: AnonymousReport | None = AnonymousReport.objects.visible_to(user).filter(pk=id).first()
    return found


def incident_found_by(user: User, id: uuid.UUID) -> Incident | None:
    """The incident that was made of a concern, an anonymous report or a finding."""
    found: Incident | None = rows_for(user).filter(found_id=id).first()
    return found


def assignments_of(user: User, *, is_done: bool) -> QuerySet[Assignment]:
    """What one has agreed to do after an incident: what is open first due, what is done latest first."""
    rows: QuerySet[Assignment] = Assignment.objects.visible_to(user).filter(done_on__isnull=not is_done)
    return rows.order_by("-done_on", "-id") if is_done else rows.order_by("due_on", "id")


def assignment_for(user: User, id: uuid.UUID) -> Assignment | None:
    """One of one's own."""
    found: Assignment | None = Assignment.objects.visible_to(user).filter(pk=id).first()
    return found


def receipts_of(user: User) -> QuerySet[Receipt]:
    """What became of one's own reports."""
    found: QuerySet[Receipt] = Receipt.objects.visible_to(user).order_by("-created_at")
    return found


@dataclass(frozen=True)
class Waiting:
    """What waits for compliance."""

    concerns: int
    anonymous: int
    incidents: int
    overdue_actions: int


def waiting_for(user: User, today: Any) -> Waiting:
    """Numbers for the overview."""
    actions = CorrectiveAction.objects.visible_to(user)
    return Waiting(
        concerns_for(user).filter(state=Concern.State.OPEN).count(),
        waiting_reports_for(user).count(),
        incidents_for(user).pending().count(),
        actions.filter(done_on=None, due_on__lt=today).count(),
    )
