"""What the list of people can be filtered by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.searching import named_like
from apps.users.models import Team, Territory, User
from apps.users.queries import territory_and_below
from apps.users.roles import Role

CAN_SIGN_IN = (
    ("True", _("Can sign in")),
    ("invited", _("Invited, not here yet")),
    ("False", _("Deactivated or withdrawn")),
)


class PeopleFilter(django_filters.FilterSet):
    """Name or address, role, team, territory with all below it, and whether somebody can sign in."""

    q = django_filters.CharFilter(method="by_name", label=_("Name or e-mail"))
    role = django_filters.ChoiceFilter(choices=Role.choices, label=_("Role"))
    team = django_filters.ModelChoiceFilter(queryset=Team.objects.order_by("name"), label=_("Team"))
    territory = django_filters.ModelChoiceFilter(
        queryset=Territory.objects.order_by("name"), method="within", label=_("Territory")
    )
    active = django_filters.ChoiceFilter(method="by_sign_in", choices=CAN_SIGN_IN, label=_("Sign-in"))

    class Meta:
        model = User
        fields: list[str] = []

    def by_name(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Each typed word begins a word of the name or address: any order, accents and case."""
        return named_like(queryset, value)

    def by_sign_in(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Who was invited and did not come yet can sign in as soon as they do."""
        if value == "invited":
            return queryset.filter(invited_at__isnull=False, joined_at=None, is_active=True)
        return queryset.filter(is_active=value == "True")

    def within(self, queryset: QuerySet[User], name: str, value: Territory) -> QuerySet[User]:
        """People of a territory and of all territories below it."""
        return queryset.filter(territory__in=territory_and_below(value))
