"""The medical contact of a joint visit that compliance approved."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_offered_to
from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.firewall.sides import Side
from apps.handoffs.actions.parts import Part, plan_parts
from apps.interactions.actions import plan_interaction
from apps.interactions.entry import Entry
from apps.interactions.models import Interaction
from apps.users.models import User

Kind = Interaction.Kind
#: By the code of the purpose class; else a scientific exchange.
KINDS = {
    "introduction": Kind.INTRODUCTION,
    "site_support": Kind.TRIAL_SUPPORT,
    "education_event": Kind.EDUCATION,
}


def plan_medical_parts() -> int:
    """Plan what is due on the medical side; how many there were."""
    return plan_parts(Side.MEDICAL, _planned)


def _planned(part: Part) -> Touchpoint:
    kind = KINDS.get(part.envelope["purpose"].code, Kind.SCIENTIFIC_EXCHANGE)
    entry = Entry(**part.envelope, therapeutic_area=_area(part.by), kind=kind)
    touchpoint: Touchpoint = plan_interaction(
        by=part.by, id=new_id(), entry=entry, joint_key=part.visit.pk
    ).touchpoint
    return touchpoint


def _area(by: User) -> TherapeuticArea:
    """The first in which they work; they change it where it is another."""
    found = areas_offered_to(by).order_by("name").first()
    if found is None:
        raise ValidationError(_("You work in no therapeutic area."))
    return found
