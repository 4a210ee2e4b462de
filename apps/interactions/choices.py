"""What the fields of a form offer: short lists of what this person needs most, never everything there is."""

from django.db.models import Max, Q, QuerySet

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.directory.models import Account, Stakeholder
from apps.kols.models import KOLProfile
from apps.users.models import User

NEAREST = 30


def stakeholders_near(user: User) -> QuerySet[Stakeholder]:
    """The people this person is responsible for or met last; not read before it is shown."""
    met = TouchpointStakeholder.objects.filter(touchpoint__owner=user).values("stakeholder")
    latest = met.annotate(last=Max("starts_at")).order_by("-last").values("stakeholder")[:NEAREST]
    mine = KOLProfile.objects.filter(responsible=user).order_by("name_folded").values("stakeholder")[:NEAREST]
    near: QuerySet[Stakeholder] = Stakeholder.objects.visible_to(user).current()
    return near.filter(Q(pk__in=latest) | Q(pk__in=mine)).order_by("name_folded")


def accounts_near(user: User) -> QuerySet[Account]:
    """The accounts where this person was last; not read before it is shown."""
    visited = Touchpoint.objects.filter(owner=user).values("account")
    latest = visited.annotate(last=Max("starts_at")).order_by("-last").values("account")[:NEAREST]
    near: QuerySet[Account] = Account.objects.visible_to(user).current()
    return near.filter(pk__in=latest).order_by("name_folded")
