"""A disclosure policy to test with, made as compliance makes it."""

from typing import Any

from django.utils import timezone

from apps.catalog.models import PurposeClass
from apps.coordination.models import DisclosurePolicy, DisclosureRule
from apps.firewall.roles import acting_as
from apps.firewall.sides import Side
from apps.users.models import User
from tests.factories import UserFactory


def in_force(
    *rules: dict[str, Any], by: User | None = None, purpose: PurposeClass | None = None
) -> DisclosurePolicy:
    """A version in force that says this; whatever it does not name is told in full."""
    officer, drafter = by or UserFactory(role="compliance"), UserFactory(role="compliance")
    now = timezone.now()
    with acting_as(Side.OVERSIGHT):
        former = DisclosurePolicy.objects.filter(state="approved")
        former.update(state="superseded", superseded_at=now)
        number = DisclosurePolicy.objects.count() + 1
        policy = DisclosurePolicy.objects.create(number=number, drafted_by=drafter)
        for rule in rules:
            DisclosureRule.objects.create(policy=policy, **({"purpose": purpose} | rule))
        policy.state, policy.approver, policy.approved_at = "approved", officer, now
        policy.save()
    return policy
