"""What the queue can be filtered by: as the list of hand-offs, and by who has them."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.handoffs.filters import HandoffFilter
from apps.handoffs.models import Handoff
from apps.users.models import User


class QueueFilter(HandoffFilter):
    """Of medical colleagues alone: who has it."""

    whose = django_filters.ChoiceFilter(
        method="of_whom",
        choices=[("me", _("Mine")), ("nobody", _("Nobody's yet")), ("team", _("My team's"))],
        label=_("Whose"),
        empty_label=_("Anybody's"),
    )

    def of_whom(self, queryset: QuerySet[Handoff], name: str, value: str) -> QuerySet[Handoff]:
        """What I have, what my team has, or what nobody has."""
        user = self.request.user if self.request else None
        if not isinstance(user, User):
            return queryset.none()
        if value == "nobody":
            return queryset.filter(Q(handling=None) | Q(handling__assignee=None))
        if value == "team":
            return queryset.filter(handling__assignee__team=user.team_id) if user.team_id else queryset.none()
        return queryset.filter(handling__assignee=user)
