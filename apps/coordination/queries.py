"""Reading envelopes, viewer first."""

from django.db.models import Prefetch, QuerySet

from apps.coordination.models import Touchpoint, TouchpointStakeholder
from apps.directory.models import Account, Stakeholder
from apps.users.models import User


def touchpoints_for(user: User) -> QuerySet[Touchpoint]:
    """Every envelope this person may know of, with all that a row of a list shows: four queries whatever the length."""
    attending = TouchpointStakeholder.objects.filter(is_removed=False).select_related("stakeholder")
    return (
        Touchpoint.objects.visible_to(user)
        .select_related("account", "owner", "purpose")
        .prefetch_related(Prefetch("attendees", attending.order_by("stakeholder__name_folded"), "people"))
    )


def contacts_with(user: User, stakeholder: Stakeholder) -> QuerySet[Touchpoint]:
    """All contacts of one person, of every function."""
    rows = TouchpointStakeholder.objects.filter(stakeholder=stakeholder, is_removed=False)
    return touchpoints_for(user).filter(pk__in=rows.values("touchpoint"))


def contacts_in(user: User, account: Account) -> QuerySet[Touchpoint]:
    """All contacts in an account and everything below it in the tree."""
    return touchpoints_for(user).filter(account__path__contains=[account.pk])
