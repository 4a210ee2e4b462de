"""Pages of key account managers."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.core.registry import Section, sections_of
from apps.core.verdict import Verdict
from apps.keyaccounts import actions, policies, queries
from apps.keyaccounts.forms import Log, Plan, VisitForm
from apps.keyaccounts.models import Visit
from apps.users.models import User
from apps.users.requests import user_of

LOG_PAGE = "keyaccounts.log"
Parts = list[tuple[Section, forms.Form]]

SORTS = {"-when": ("-starts_at", "-id"), "when": ("starts_at", "id")}


@require_safe
def my_visits(request: HttpRequest) -> HttpResponse:
    """What is to be logged, what comes today and later, and what was."""
    user = user_of(request)
    policies.may_plan_visit(user).require()
    past = page_of(queries.my_past(user), request, sorts=SORTS, default="-when", size=25)
    context = {"planned": queries.my_planned(user), "past": past, "sort": past.sort}
    return render(request, "keyaccounts/my_visits.html", context)


def plan(request: HttpRequest) -> HttpResponse:
    """Plan a visit; one in the past is logged next."""
    user = user_of(request)
    policies.may_plan_visit(user).require()
    start = {name: request.GET[name] for name in ("account", "stakeholders") if request.GET.get(name)}
    form = Plan(posted(request), user=user, initial=start)
    if visit := saved(
        form, lambda: actions.plan_visit(by=user, id=form.cleaned_data["id"], values=form.cleaned_data)
    ):
        if visit.touchpoint.starts_at <= timezone.now():
            return redirect("keyaccounts:log", visit.touchpoint_id)
        messages.success(request, _("The visit is planned. The medical side sees that it is, not why."))
        return redirect("keyaccounts:my_visits")
    return render(request, "keyaccounts/plan.html", {"form": form})


@require_safe
def visit(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Read a visit."""
    user = user_of(request)
    subject = _visible(request, touchpoint_id)
    verdicts = {
        "change": policies.may_change_visit(user, subject),
        "log": policies.may_log_visit(user, subject),
        "cancel": policies.may_cancel_visit(user, subject),
    }
    context = {
        "visit": subject,
        "people": queries.attending(subject.touchpoint),
        "may": verdicts,
        "is_recorded": not subject._state.adding,
    }
    return render(request, "keyaccounts/visit.html", context)


def change(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Move a planned visit."""
    user = user_of(request)
    subject = _visible(request, touchpoint_id)
    form = Plan(posted(request), user=user, visit=subject)
    _may_open(user, form, policies.may_change_visit(user, subject)).require()
    if saved(
        form,
        lambda: actions.change_visit(
            by=user, visit=subject, before=form.before_value, values=form.cleaned_data
        ),
    ):
        messages.success(request, _("The visit is changed."))
        return redirect("keyaccounts:visit", subject.touchpoint_id)
    return render(request, "keyaccounts/change.html", {"form": form, "visit": subject})


def log(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Say how a visit went."""
    user = user_of(request)
    subject = _visible(request, touchpoint_id)
    data = posted(request)
    form = Log(data, user=user, visit=subject)
    parts = [(section, section.form(data, prefix=section.prefix)) for section in sections_of(LOG_PAGE)]
    _may_open(user, form, policies.may_log_visit(user, subject)).require()
    if saved(form, lambda: _logged(user, subject, form, parts), parts=[part for _section, part in parts]):
        messages.success(request, _("The visit is logged."))
        return redirect("keyaccounts:visit", subject.touchpoint_id)
    return render(request, "keyaccounts/log.html", {"form": form, "visit": subject, "parts": parts})


def _logged(user: User, visit: Visit, form: Log, parts: Parts) -> Visit:
    filled = [(section, part.cleaned_data) for section, part in parts]
    return actions.log_visit(
        by=user, visit=visit, before=form.before_value, values=form.cleaned_data, sections=filled
    )


def _may_open(user: User, form: VisitForm, verdict: Verdict) -> Verdict:
    """What changed since the page was opened is told on the form: notes of an hour are not answered with a 403."""
    return policies.may_plan_visit(user) if form.is_bound else verdict


@require_POST
def cancel(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Cancel a planned visit."""
    subject = _visible(request, touchpoint_id)
    actions.cancel_visit(by=user_of(request), visit=subject)
    messages.success(request, _("The visit is cancelled. The medical side sees that too."))
    return redirect("keyaccounts:my_visits")


def _visible(request: HttpRequest, touchpoint_id: uuid.UUID) -> Visit:
    found = queries.visit_at(user_of(request), touchpoint_id)
    if found is None:
        raise Http404
    return found
