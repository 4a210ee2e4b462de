"""Pages about registered trials."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.paging import page_of
from apps.directory.queries import stakeholders_for
from apps.kols.filters import TRIAL_SORTS, TrialFilter
from apps.kols.queries import rows_page, trials_of
from apps.kols.trial_queries import people_of, reports_of, trials_for
from apps.kols.views.readers import reader_of


@require_safe
def trials(request: HttpRequest) -> HttpResponse:
    """Every trial, those registered last first."""
    user = reader_of(request)
    found = TrialFilter(request.GET, trials_for(user), request=request)
    page = page_of(found.qs, request, sorts=TRIAL_SORTS, default="-number")
    return render(request, "kols/trials.html", {"filter": found, "page": page, "sort": page.sort})


@require_safe
def trial(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One trial: what is tried, who leads it, where it runs, what was reported."""
    user = reader_of(request)
    found = get_object_or_404(trials_for(user), pk=pk)
    context = {
        "trial": found,
        "people": people_of(user, found),
        "sites": list(found.sites.all()),
        "reports": reports_of(user, found),
    }
    return render(request, "kols/trial.html", context)


@require_safe
def person_trials(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All trials of a stakeholder."""
    user = reader_of(request)
    person = get_object_or_404(stakeholders_for(user), pk=pk)
    page = rows_page(trials_of(user, person), request.GET.get("page", ""))
    return render(request, "kols/person_trials.html", {"stakeholder": person, "page": page})
