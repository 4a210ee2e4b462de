"""Corrective actions as those see them who do them. Both rows are written on the side of oversight: not every side may
write on shared ground, and none but oversight on the incident."""

from django.utils import timezone

from apps.audit.recording import audited
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.incidents import telling
from apps.incidents.models import Assignment, CorrectiveAction
from apps.incidents.policies import may_say_done
from apps.users.models import User


def assign(action: CorrectiveAction, by: User) -> None:
    """Let the owner see it, and tell them; once."""
    row = Assignment(id=action.pk, owner=action.owner, what=action.what, due_on=action.due_on)
    Assignment.objects.bulk_create([row], ignore_conflicts=True)
    if action.owner != by:
        telling.given(row)


@audited
def say_assignment_done(*, by: User, assignment: Assignment) -> Assignment:
    """The owner says that it is done, as of today; compliance is told. Twice is once. Raises PermissionDenied."""
    may_say_done(by, assignment).require()
    if assignment.done_on is None:
        with acting_as(Side.OVERSIGHT):
            action = (
                CorrectiveAction.objects.select_for_update(of=("self",))
                .select_related("incident__owner")
                .get(pk=assignment.pk)
            )
            end_action(action)
            telling.done(action, by)
        assignment.refresh_from_db()
    return assignment


def end_action(action: CorrectiveAction) -> None:
    """Done as of today, on both rows; what was told to the owner about it is settled."""
    action.done_on = action.done_on or timezone.localdate()
    action.save(update_fields=["done_on"])
    for row in Assignment.objects.select_for_update().filter(pk=action.pk):
        row.done_on = action.done_on
        row.save(update_fields=["done_on", "updated_at"])
    telling.settled(action)
