"""The inbox: what detectors and forms noticed, and what was reported without a name."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import filters_of, page_of
from apps.core.visible import found_or_404
from apps.incidents import actions, policies, queries
from apps.incidents.about import rules_in_words, title_of, url_of
from apps.incidents.choices import Found
from apps.incidents.filters import ConcernFilter
from apps.incidents.forms import DismissForm, ReportForm
from apps.incidents.models import Concern
from apps.users.requests import user_of

SORTS = {"-when": ("-at", "-id"), "when": ("at", "id")}
REPORT_SORTS = {"-when": ("-received_on", "-id")}
#: Anonymous reports above the concerns; the rest is behind a link.
SHOWN = 5


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Concerns to be looked at, the newest first, and anonymous reports."""
    user = user_of(request)
    policies.may_work(user).require()
    found = ConcernFilter(
        filters_of(request, usual={"state": "open"}), queries.concerns_for(user), request=request
    )
    page = page_of(found.qs, request, sorts=SORTS, default="-when")
    rows = [_shown(row) for row in page.rows]
    reports = list(queries.waiting_reports_for(user)[: SHOWN + 1])
    context = {
        "filter": found,
        "page": page,
        "rows": rows,
        "reports": reports[:SHOWN],
        "has_more_reports": len(reports) > SHOWN,
        "sort": page.sort,
    }
    return render(request, "incidents/inbox.html", context)


@require_safe
def anonymous_reports(request: HttpRequest) -> HttpResponse:
    """All anonymous reports of which no incident was made."""
    user = user_of(request)
    policies.may_work(user).require()
    page = page_of(queries.waiting_reports_for(user), request, sorts=REPORT_SORTS, default="-when")
    return render(request, "incidents/anonymous_reports.html", {"page": page})


@require_safe
def concern(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One concern."""
    return _page(request, _concern(request, id))


def _page(request: HttpRequest, row: Concern, **tried: Any) -> HttpResponse:
    """The concern's page; `tried` is a form that could not be saved."""
    user = user_of(request)
    begun = {"what_happened": _words(row), "happened_on": timezone.localdate(row.at)}
    context = {
        "may_decide": policies.may_decide(user, row),
        "incident": queries.incident_found_by(user, row.pk),
        "dismiss": DismissForm(),
        "take": ReportForm(initial=begun),
        **_shown(row),
        **tried,
        "tried": next(iter(tried), ""),
    }
    return render(request, "incidents/concern.html", context)


@require_POST
def dismiss(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Nothing follows from it."""
    user, row, form = user_of(request), _concern(request, id), DismissForm(request.POST)
    if saved(form, lambda: actions.dismiss_concern(by=user, concern=row, **form.cleaned_data)):
        messages.success(request, _("Dismissed. The reason stands with it."))
        return redirect("incidents:inbox")
    return _page(request, row, dismiss=form)


@require_POST
def take(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Make an incident of it."""
    user, row, form = user_of(request), _concern(request, id), ReportForm(request.POST)
    made = saved(
        form,
        lambda: actions.make_incident(
            by=user, found=Found.DETECTOR, found_id=row.pk, values=form.cleaned_data, concern=row
        ),
    )
    return redirect(made) if made else _page(request, row, take=form)


def take_anonymous(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Read an anonymous report, and make an incident of it."""
    user = user_of(request)
    report = found_or_404(queries.report_for(user, id))
    if made := queries.incident_found_by(user, id):
        return redirect(made)
    begun = {
        "kind": report.kind,
        "what_happened": report.what_happened,
        "happened_on": report.happened_on or report.received_on,
    }
    form = ReportForm(posted(request), initial=begun)
    if made := saved(
        form,
        lambda: actions.make_incident(by=user, found=Found.ANONYMOUS, found_id=id, values=form.cleaned_data),
    ):
        return redirect(made)
    return render(request, "incidents/anonymous.html", {"report": report, "form": form})


def _shown(row: Concern) -> dict[str, Any]:
    return {
        "concern": row,
        "about": title_of(row.about_kind),
        "about_url": url_of(row.about_kind, row.about_id),
        "rules": rules_in_words(row.rules),
    }


def _words(row: Concern) -> str:
    """What an incident begins with: what was noticed, in words."""
    return f"{row.get_kind_display()}: {', '.join(map(str, rules_in_words(row.rules)))}."


def _concern(request: HttpRequest, id: uuid.UUID) -> Concern:
    return found_or_404(queries.concern_for(user_of(request), id))
