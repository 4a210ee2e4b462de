"""What lists of the directory can be filtered and sorted by, on pages and in the API alike."""

from typing import Any, TypeVar

import django_filters
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.fields import LongSelect, RowFilter, SearchSelect
from apps.directory.choices import AccessRestriction, AccountKind, CustomerGroup, DecisionRole, countries
from apps.directory.models import Account, Affiliation, Stakeholder
from apps.directory.queries import accounts_for
from apps.users.models import Territory
from apps.users.queries import territory_and_below
from apps.users.requests import user_of

SORTS = {
    "name": ("name_folded", "id"),
    "-name": ("-name_folded", "-id"),
    "last_contact": ("last_contact_at", "id"),
    "-last_contact": ("-last_contact_at", "-id"),
}
YES_NO = [("true", _("Yes")), ("false", _("No"))]
ARCHIVED = [("true", _("Archived only")), ("all", _("All"))]
#: F-03: what somebody decides stands apart from how much they are listened to.
INFLUENTIAL = "influential"
Listed = TypeVar("Listed", bound=Model)


def readable_accounts(request: HttpRequest | None) -> "QuerySet[Account]":
    """The accounts that may be filtered by."""
    return accounts_for(user_of(request)) if request else Account.objects.none()


INFLUENTIAL = "influential"


class DirectoryFilter(django_filters.FilterSet):
    """What both lists share. Archived rows are left out unless asked for."""

    q = django_filters.CharFilter(method="by_name", label=_("Name"))
    territory = RowFilter(
        queryset=Territory.objects.all(), method="in_territory", label=_("Territory"), empty_label=_("Any")
    )
    country = django_filters.ChoiceFilter(
        choices=countries, label=_("Country"), empty_label=_("Any"), widget=LongSelect
    )
    archived = django_filters.ChoiceFilter(
        choices=ARCHIVED, method="by_archive", label=_("Archived"), empty_label=_("Not archived")
    )

    def filter_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Archived rows show only when asked for."""
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("archived") else found.filter(archived_at=None)

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Words of the name in any order, accents and case; one slip in a word is forgiven."""
        return queryset.meant_by(value)

    def in_territory(self, queryset: "QuerySet[Listed]", name: str, value: Territory) -> "QuerySet[Listed]":
        """The territory and all territories below it."""
        return queryset.filter(territory__in=territory_and_below(value))

    def by_archive(self, queryset: "QuerySet[Listed]", name: str, value: str) -> "QuerySet[Listed]":
        """Archived rows alone, or with the others."""
        return queryset.exclude(archived_at=None) if value == "true" else queryset


class AccountFilter(DirectoryFilter):
    """The list of accounts."""

    kind = django_filters.ChoiceFilter(choices=AccountKind.choices, label=_("Type"), empty_label=_("Any"))
    customer_group = django_filters.ChoiceFilter(
        choices=CustomerGroup.choices, label=_("Customer group"), empty_label=_("Any")
    )
    access_restriction = django_filters.ChoiceFilter(
        choices=AccessRestriction.choices, label=_("Access"), empty_label=_("Any")
    )
    part_of = RowFilter(
        queryset=readable_accounts,
        method="in_tree",
        label=_("Part of"),
        widget=SearchSelect("directory:suggest_accounts"),
    )

    class Meta:
        model = Account
        fields = [
            "q",
            "kind",
            "country",
            "customer_group",
            "territory",
            "access_restriction",
            "part_of",
            "archived",
        ]

    def in_tree(self, queryset: "QuerySet[Account]", name: str, value: Account) -> "QuerySet[Account]":
        """Everything below an account."""
        return queryset.filter(path__contains=[value.pk]).exclude(pk=value.pk)


class StakeholderFilter(DirectoryFilter):
    """The list of stakeholders."""

    group = django_filters.ChoiceFilter(
        choices=CustomerGroup.choices, method="in_group", label=_("Customer group"), empty_label=_("Any")
    )
    specialty = django_filters.CharFilter(lookup_expr="icontains", label=_("Specialty"))
    account = RowFilter(
        queryset=readable_accounts,
        method="at_account",
        label=_("Account"),
        widget=SearchSelect("directory:suggest_accounts"),
    )
    do_not_contact = django_filters.ChoiceFilter(
        choices=YES_NO, method="by_wish", label=_("Do not contact"), empty_label=_("Any")
    )

    decides = django_filters.ChoiceFilter(
        choices=[(INFLUENTIAL, _("Influential but not deciding")), *DecisionRole.choices],
        method="by_decision_role",
        label=_("Decision role"),
        empty_label=_("Any"),
    )

    class Meta:
        model = Stakeholder
        fields = [
            "q",
            "group",
            "account",
            "decides",
            "country",
            "specialty",
            "territory",
            "do_not_contact",
            "archived",
        ]

    def in_group(self, queryset: "QuerySet[Stakeholder]", name: str, value: str) -> "QuerySet[Stakeholder]":
        """People of a customer group."""
        return queryset.filter(customer_groups__contains=[value])

    def at_account(
        self, queryset: "QuerySet[Stakeholder]", name: str, value: Account
    ) -> "QuerySet[Stakeholder]":
        """People who work at the account or below it now. EXISTS, since a join would show a person twice."""
        there = Affiliation.objects.current().filter(
            stakeholder=OuterRef("pk"), account__path__contains=[value.pk]
        )
        return queryset.filter(Exists(there))

    def by_decision_role(
        self, queryset: "QuerySet[Stakeholder]", name: str, value: str
    ) -> "QuerySet[Stakeholder]":
        """F-03: people with that role somewhere now; influencers who decide nowhere."""
        places = Affiliation.objects.current().filter(stakeholder=OuterRef("pk"))
        if value != INFLUENTIAL:
            return queryset.filter(Exists(places.filter(decision_role=value)))
        found = queryset.filter(Exists(places.filter(decision_role=DecisionRole.INFLUENCER)))
        return found.exclude(Exists(places.filter(decision_role=DecisionRole.DECISION_MAKER)))

    def by_wish(self, queryset: "QuerySet[Stakeholder]", name: str, value: str) -> "QuerySet[Stakeholder]":
        """People who asked not to be contacted, or the others."""
        return queryset.filter(Q(do_not_contact=value == "true"))
