"""What reviews can be filtered by: one set for the queue and the API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.reviews.models import ReviewRequest

STATES = [("decided", _("Decided")), *ReviewRequest.State.choices]


class ReviewFilter(django_filters.FilterSet):
    """Of what, in which state."""

    subject_kind = django_filters.ChoiceFilter(
        choices=ReviewRequest.SubjectKind.choices, empty_label=_("Any"), label=_("Of what")
    )
    state = django_filters.ChoiceFilter(
        choices=STATES, method="in_state", empty_label=_("Any"), label=_("State")
    )

    class Meta:
        model = ReviewRequest
        fields: list[str] = []

    def in_state(self, queryset: QuerySet[ReviewRequest], name: str, value: str) -> QuerySet[ReviewRequest]:
        """One state, or all that compliance gave an answer to."""
        states = ReviewRequest.DECIDED if value == "decided" else (value,)
        return queryset.filter(state__in=states)


class ExactFilter(ReviewFilter):
    """The same, and by key, as machines ask."""

    subject_id = django_filters.UUIDFilter(field_name="subject_id", label="Key of what is reviewed")
    asked_by = django_filters.UUIDFilter(field_name="asked_by_id", label="Key of a user")
