"""What the commercial side wrote."""

from datetime import timedelta

from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.core.models import new_id
from apps.keyaccounts.actions import plan_visit
from apps.keyaccounts.drafts import DRAFTS
from apps.keyaccounts.models import Draft, PlanRoom
from apps.users.models import User
from tests.world.rows import World


def contact(made: World, kam: User, purpose: PurposeClass) -> None:
    """A visit of `kam` that is over, with notes begun."""
    account, stakeholder = made.rows["directory.Account"], made.rows["directory.Stakeholder"]
    values = {"account": account, "stakeholders": [stakeholder], "channel": "phone", "purpose": purpose}
    values |= {"starts_at": timezone.now() - timedelta(hours=1)}
    visit = made.add(plan_visit(by=kam, id=new_id(), values=values))
    visit.notes = "Cue"
    visit.save()
    DRAFTS.save(by=kam, page="log", id=visit.pk, fields={"notes": ["R"]})
    made.add(Draft.objects.get())


def work(made: World) -> None:
    """What stands in the room of the plan."""
    made.add(PlanRoom.objects.create(plan=made.rows["accountplans.AccountPlan"], notes="AT"))
