"""Pages of key account managers."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.paging import page_of
from apps.keyaccounts import actions, policies, queries
from apps.keyaccounts.forms import Plan
from apps.keyaccounts.models import Visit
from apps.keyaccounts.pages import ChangePage, LogPage
from apps.users.requests import user_of

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
    form = Plan(request.POST or None, user=user, initial=start)
    if request.method == "POST" and form.is_valid():
        visit = actions.plan_visit(by=user, id=form.cleaned_data["id"], values=form.cleaned_data)
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
    policies.may_change_visit(user, subject).require()
    page = ChangePage(request, user, subject)
    if request.method == "POST" and page.is_saved(page.save):
        messages.success(request, _("The visit is changed."))
        return redirect("keyaccounts:visit", subject.touchpoint_id)
    return render(request, "keyaccounts/change.html", page.context())


def log(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Say how a visit went."""
    user = user_of(request)
    subject = _visible(request, touchpoint_id)
    policies.may_log_visit(user, subject).require()
    page = LogPage(request, user, subject)
    if request.method == "POST" and page.is_saved(page.save):
        messages.success(request, _("The visit is logged."))
        return redirect("keyaccounts:visit", subject.touchpoint_id)
    return render(request, "keyaccounts/log.html", page.context())


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
