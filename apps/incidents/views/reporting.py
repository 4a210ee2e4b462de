"""Reporting a concern, with one's name or without, and what became of it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.models import new_id
from apps.incidents import actions, policies, queries
from apps.incidents.forms import AnonymousForm, ReportForm
from apps.incidents.throttling import anonymous_reports
from apps.users.requests import user_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Give the report its key in the address, so that a form sent twice makes one."""
    policies.may_report(user_of(request)).require()
    return redirect("incidents:report", new_id())


def report(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Report with one's name. Nothing is read here, not even whether the key is taken."""
    user = user_of(request)
    policies.may_report(user).require()
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_incident(by=user, id=id, values=form.cleaned_data)
            messages.success(
                request, _("Thank you. Compliance has your report; what becomes of it stands here.")
            )
            return redirect("incidents:mine")
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "incidents/report.html", {"form": form})


def report_anonymously(request: HttpRequest) -> HttpResponse:
    """Report without a name. The answer is the same for everybody: no message, no cookie, no address with a key."""
    user = user_of(request)
    policies.may_report(user).require()
    form = AnonymousForm(request.POST or None, initial={"id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        if anonymous_reports.take(str(user.pk)):
            actions.report_anonymously(**form.cleaned_data)
            return render(request, "incidents/anonymous_thanks.html")
        form.add_error(None, _("That were several in a short time. Try again in an hour."))
    return render(request, "incidents/report_anonymously.html", {"form": form})


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What became of one's own reports: kind, state and day."""
    user = user_of(request)
    policies.may_report(user).require()
    verdict = policies.may_follow(user)
    rows = queries.receipts_of(user) if verdict else []
    return render(request, "incidents/mine.html", {"rows": rows, "may_follow": verdict})
