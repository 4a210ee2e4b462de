"""Pages about reports: one's own editions, one of them, and whether one wants them."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.paging import page_of
from apps.core.visible import found_or_404
from apps.dashboards import actions, policies, queries
from apps.dashboards.registry import report_named
from apps.users.requests import user_of

SORTS = {"-first_day": ("-first_day", "-id")}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """My reports, the latest first, and which I get."""
    user = user_of(request)
    policies.may_read(user).require()
    page = page_of(queries.editions_for(user), request, sorts=SORTS, default="-first_day", size=26)
    rows = [(edition, queries.report_of(edition)) for edition in page.rows]
    context = {"page": page, "rows": rows, "choices": queries.choices_of(user)}
    return render(request, "dashboards/list.html", context)


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One of my reports, with the numbers as they were."""
    user = user_of(request)
    edition = queries.edition_for(user, id)
    report = queries.report_of(edition) if edition else None
    if edition is None or report is None:
        raise Http404
    parts = queries.parts_shown(user, report, [edition])[edition.pk]
    return render(request, "dashboards/read.html", {"edition": edition, "report": report, "parts": parts})


@require_POST
def choose(request: HttpRequest, word: str) -> HttpResponse:
    """I want this report, or I do not."""
    report = found_or_404(report_named(word))
    is_wanted = request.POST.get("wanted") == "yes"
    actions.choose_report(by=user_of(request), report=report, is_wanted=is_wanted)
    told = (
        _("You get this report from the next one on.")
        if is_wanted
        else _("You do not get this report any more.")
    )
    messages.success(request, told)
    return redirect("dashboards:list")
