"""What plans can be filtered by: one set for the list page and the API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accountplans.models import AccountPlan
from apps.directory.models import Account
from apps.users.models import User


class PlanFilter(django_filters.FilterSet):
    """Account, whose, state, and those put away."""

    text = django_filters.CharFilter(method="at_account", label=_("Account"))
    whose = django_filters.ChoiceFilter(
        method="of_whom",
        choices=[("me", _("Where I work on it"))],
        label=_("Whose"),
        empty_label=_("Anybody's"),
    )
    state = django_filters.ChoiceFilter(
        choices=AccountPlan.State.choices, empty_label=_("Any"), label=_("State")
    )
    archived = django_filters.BooleanFilter(
        field_name="archived_at", lookup_expr="isnull", exclude=True, label=_("Archived")
    )

    class Meta:
        model = AccountPlan
        fields: list[str] = []

    def at_account(self, queryset: QuerySet[AccountPlan], name: str, value: str) -> QuerySet[AccountPlan]:
        """Of accounts of this name."""
        accounts: Any = Account.objects.all()
        return queryset.filter(account__in=accounts.named_like(value).values("pk"))

    def of_whom(self, queryset: QuerySet[AccountPlan], name: str, value: str) -> QuerySet[AccountPlan]:
        """Those the reader leads or works on."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        inside = Q(members__user=user, members__is_removed=False)
        return queryset.filter(pk__in=AccountPlan.objects.filter(Q(owner=user) | inside).values("pk"))


class ExactFilter(PlanFilter):
    """The same, and by key, as machines ask."""

    account = django_filters.UUIDFilter(field_name="account_id", label="Key of an account")
    owner = django_filters.UUIDFilter(field_name="owner_id", label="Key of a user")
