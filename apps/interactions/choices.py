"""What the fields of a form offer: short lists of what this person needs most, never everything there is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import PurposeClass, TherapeuticArea
from apps.coordination.models import TouchpointStakeholder
from apps.directory.models import Account, Stakeholder
from apps.kols.models import KOLProfile
from apps.users.models import User

NEAREST = 30


def areas_of(user: User) -> QuerySet[TherapeuticArea]:
    """The therapeutic areas a person works in; all of them for those who see everything."""
    if user.facts.sees_all_medical:
        return TherapeuticArea.objects.all()
    return TherapeuticArea.objects.filter(assignments__user=user)


def purposes_of(user: User) -> QuerySet[PurposeClass]:
    """Purposes that this person's function uses."""
    used_by = Q(used_by=user.side.value) | Q(used_by=PurposeClass.UsedBy.BOTH)
    return PurposeClass.objects.filter(used_by, is_active=True)


def stakeholders_near(user: User, chosen: Sequence[str]) -> list[Stakeholder]:
    """The chosen people, then those this person is responsible for or met last."""
    met = TouchpointStakeholder.objects.filter(touchpoint__owner=user).values("stakeholder")
    latest = met.annotate(last=Max("starts_at")).order_by("-last").values_list("stakeholder", flat=True)
    mine = (
        KOLProfile.objects.filter(responsible=user)
        .order_by("name_folded")
        .values_list("stakeholder", flat=True)
    )
    near = [*latest[:NEAREST], *mine[:NEAREST]]
    people = Stakeholder.objects.visible_to(user)
    wanted = people.filter(pk__in=chosen)
    return [*wanted, *people.current().filter(pk__in=near).exclude(pk__in=chosen).order_by("name_folded")]


def accounts_near(user: User, chosen: Sequence[str]) -> list[Account]:
    """The chosen account, then those where this person was last or whose people they look after."""
    last = Account.objects.filter(touchpoints__owner=user).annotate(last=Max("touchpoints__starts_at"))
    near = list(last.order_by("-last").values_list("pk", flat=True)[:NEAREST])
    accounts = Account.objects.visible_to(user)
    wanted = accounts.filter(pk__in=chosen)
    return [*wanted, *accounts.current().filter(pk__in=near).exclude(pk__in=chosen).order_by("name_folded")]


def labels_of(rows: Iterable[Any], *, is_required: bool) -> list[tuple[str, Any]]:
    """Options of a select; a single choice begins with an empty one."""
    empty = [("", _("Choose"))] if is_required else []
    return [*empty, *((str(row.pk), str(row)) for row in rows)]
