"""What the lists of KOLs and candidates can be filtered and sorted by, on pages and in the API alike."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import TherapeuticArea
from apps.catalog.queries import areas_of
from apps.core import identifiers
from apps.core.fields import LongSelect, RowFilter
from apps.directory.choices import countries
from apps.directory.queries import stakeholders_for
from apps.kols.models import Authorship, Candidate, Involvement, KOLProfile, Trial
from apps.kols.sources import files_for
from apps.kols.trial_words import STATUS
from apps.users.requests import user_of

KOL_SORTS = {
    "name": ("name_folded", "id"),
    "-name": ("-name_folded", "-id"),
    "last_interaction": ("last_interaction_at", "id"),
    "-last_interaction": ("-last_interaction_at", "-id"),
}
CANDIDATE_SORTS = {
    "-evidence": ("-evidence_score", "id"),
    "evidence": ("evidence_score", "-id"),
    "name": ("name_folded", "id"),
    "-name": ("-name_folded", "-id"),
    "-papers": ("-papers", "id"),
    "papers": ("papers", "-id"),
    "-latest": ("-latest_on", "id"),
    "latest": ("latest_on", "-id"),
}
TRIAL_SORTS = {"-number": ("-nct_id",), "number": ("nct_id",)}
MINE, TEAM = "me", "team"
RESPONSIBLE = [(MINE, _("Me")), (TEAM, _("My team"))]
#: Ten years: nobody asks for more, and dates do not overflow.
MOST_DAYS = 3650


def areas_to_choose(request: HttpRequest | None) -> "QuerySet[TherapeuticArea]":
    """The therapeutic areas whose KOLs the reader can see."""
    return areas_of(user_of(request)) if request else TherapeuticArea.objects.none()


class KOLFilter(django_filters.FilterSet):
    """The list of KOLs."""

    q = django_filters.CharFilter(method="by_name", label=_("Name"))
    responsible = django_filters.ChoiceFilter(
        choices=RESPONSIBLE, method="by_responsible", label=_("Responsible"), empty_label=_("Anyone")
    )
    area = RowFilter(
        queryset=areas_to_choose, method="in_area", label=_("Therapeutic area"), empty_label=_("Any")
    )
    tier = django_filters.ChoiceFilter(
        choices=KOLProfile.Tier.choices, label=_("Tier"), empty_label=_("Any"), null_label=_("Not tiered yet")
    )
    stage = django_filters.ChoiceFilter(
        choices=KOLProfile.Stage.choices, label=_("Relationship stage"), empty_label=_("Any")
    )
    country = django_filters.ChoiceFilter(
        field_name="stakeholder__country",
        choices=countries,
        label=_("Country"),
        empty_label=_("Any"),
        widget=LongSelect,
    )
    quiet_days = django_filters.NumberFilter(
        method="not_met_for",
        label=_("No interaction for so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        decimal_places=0,
    )

    class Meta:
        model = KOLProfile
        fields = ["q", "responsible", "area", "tier", "stage", "country", "quiet_days"]

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Words of the name in any order, accents and case; one slip in a word is forgiven."""
        return queryset.filter(stakeholder__in=stakeholders_for(user_of(self.request)).meant_by(value))

    def by_responsible(self, queryset: Any, name: str, value: str) -> Any:
        """The reader's own KOLs, or those of the reader's team."""
        user = user_of(self.request)
        if value == MINE:
            return queryset.filter(responsible=user)
        return queryset.filter(responsible__team=user.team_id) if user.team_id else queryset.none()

    def in_area(self, queryset: Any, name: str, value: TherapeuticArea) -> Any:
        """KOLs of one therapeutic area; one row each, since an area stands once in a profile."""
        return queryset.filter(areas__therapeutic_area=value)

    def not_met_for(self, queryset: Any, name: str, value: Any) -> Any:
        """KOLs whom nobody of the medical side met for so many days, or ever."""
        day = timezone.now() - timedelta(days=int(value))
        return queryset.filter(Q(last_interaction_at__lt=day) | Q(last_interaction_at=None))


class CandidateFilter(django_filters.FilterSet):
    """The list of candidates: those to be decided, unless asked for others."""

    q = django_filters.CharFilter(method="by_name", label=_("Name"))
    min_papers = django_filters.NumberFilter(
        field_name="papers", lookup_expr="gte", label=_("Papers at least"), min_value=1, decimal_places=0
    )
    state = django_filters.ChoiceFilter(
        choices=[*Candidate.State.choices[1:], ("all", _("All"))],
        method="by_state",
        label=_("State"),
        empty_label=Candidate.State.OPEN.label,
    )

    file = django_filters.ChoiceFilter(choices=[], method="in_file", label=_("Import"), empty_label=_("Any"))

    class Meta:
        model = Candidate
        fields = ["q", "min_papers", "state", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request:
            self.filters["file"].extra["choices"] = files_for(user_of(self.request))

    def filter_queryset(self, queryset: Any) -> Any:
        """Only what is to be decided, with a paper or trial that counts, unless a state is asked for."""
        found = super().filter_queryset(queryset)
        is_asked = self.form.cleaned_data.get("state")
        return (
            found if is_asked else found.filter(Q(papers__gt=0) | Q(trials__gt=0), state=Candidate.State.OPEN)
        )

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        """Words of the name in any order, accents and case."""
        return queryset.named_like(value)

    def in_file(self, queryset: Any, name: str, value: str) -> Any:
        """People of one imported file, as far as its papers and trials were not renewed by a later one."""
        papers = Authorship.objects.filter(candidate=OuterRef("pk"), publication__source_file=value)
        trials = Involvement.objects.filter(candidate=OuterRef("pk"), trial__source_file=value)
        return queryset.filter(Exists(papers) | Exists(trials))

    def by_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or all of them."""
        return queryset if value == "all" else queryset.filter(state=value)


class TrialFilter(django_filters.FilterSet):
    """The list of trials."""

    q = django_filters.CharFilter(method="by_title", label=_("Title or number"))
    status = django_filters.ChoiceFilter(
        choices=list(STATUS.items()), label=_("Status"), empty_label=_("Any")
    )

    class Meta:
        model = Trial
        fields = ["q", "status"]

    def by_title(self, queryset: Any, name: str, value: str) -> Any:
        """The registry's number, of today or of before; else words of the title in any order."""
        if number := identifiers.nct(value):
            return queryset.filter(Q(nct_id=number) | Q(aliases__contains=[number]))
        return queryset.titled_like(value)
