"""What messages in trouble can be filtered by."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.searching import named_like
from apps.notifications.models import Message, kinds
from apps.users.models import User

STATES = [("failed", _("Failed")), ("waiting", _("Put off, tried again"))]
ANSWERS = [
    ("4", _("Put off by the server (4xx)")),
    ("5", _("Refused by the server (5xx)")),
    ("none", _("No answer")),
]


class TroubleFilter(django_filters.FilterSet):
    """State, to whom, kind, and what the mail server said."""

    state = django_filters.ChoiceFilter(choices=STATES, label=_("State"))
    who = django_filters.CharFilter(method="to_whom", label=_("Recipient"))
    kind = django_filters.ChoiceFilter(choices=kinds, label=_("Kind"))
    answer = django_filters.ChoiceFilter(method="answered", choices=ANSWERS, label=_("Answer"))

    class Meta:
        model = Message
        fields: list[str] = []

    def to_whom(self, queryset: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        """To people of that name."""
        return queryset.filter(recipient__in=named_like(User.objects.all(), value).values("pk"))

    def answered(self, queryset: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        """By the first digit of the server's code."""
        if value == "none":
            return queryset.filter(smtp_code=None)
        return queryset.filter(smtp_code__gte=int(value) * 100, smtp_code__lt=int(value) * 100 + 100)
