"""Pages of key account managers."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.coordination.planning_form import tell_of_newcomers
from apps.coordination.queries import attending
from apps.core.autosave import Autosave, keep_draft, throw_away
from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.core.parts import Parts, entered_in, forms_of, parts_of
from apps.core.starting import with_a_new_key
from apps.core.verdict import Verdict
from apps.core.visible import found_or_404
from apps.directory.views.panels import panels
from apps.keyaccounts import actions, policies, queries
from apps.keyaccounts.drafts import DRAFTS, Page
from apps.keyaccounts.forms import Log, Plan, VisitForm
from apps.keyaccounts.models import Visit
from apps.users.models import User
from apps.users.requests import user_of

_PLANNED = gettext_lazy("The visit is planned. The medical side sees that it is, not why.")

SORTS = {"-when": ("-starts_at", "-id"), "when": ("starts_at", "id")}


@require_safe
def my_visits(request: HttpRequest) -> HttpResponse:
    """The day of a key account manager: what comes, what is to be logged, who is nearby, my accounts, what was."""
    user = user_of(request)
    policies.may_plan_visit(user).require()
    past = page_of(queries.my_past(user), request, sorts=SORTS, default="-when", size=25)
    context = {
        "planned": queries.my_planned(user),
        "accounts": queries.my_accounts(user),
        "drafts": queries.my_drafts(user),
        "past": past,
        "sort": past.sort,
        "side_panels": panels(request, user, "keyaccounts.my_visits", "side"),
    }
    return render(request, "keyaccounts/my_visits.html", context)


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Give the new visit its key in the address, so that a reload or a crash comes back to the same draft."""
    policies.may_plan_visit(user_of(request)).require()
    return with_a_new_key(request, "keyaccounts:edit_plan")


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
        "people": attending(subject.touchpoint),
        "may": verdicts,
        "is_recorded": not subject._state.adding,
        "main_panels": panels(request, subject, "keyaccounts.visit", "main"),
    }
    return render(request, "keyaccounts/visit.html", context)


def edit_plan(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Plan a visit, or move one; one in the past is logged next."""
    user = user_of(request)
    policies.may_plan_visit(user).require()
    subject = _visible_or_new(user, touchpoint_id)
    autosave = Autosave(request, DRAFTS, Page.EDIT_PLAN, touchpoint_id)
    form = Plan(
        posted(request), user=user, visit=subject, initial=_asked(request) | autosave.typed_into(Plan)
    )
    if subject and not form.is_bound:
        policies.may_change_visit(user, subject).require()
    if made := saved(form, lambda: _planned(request, touchpoint_id, subject, form)):
        autosave.close(_("The visit is changed.") if subject else _PLANNED)
        return redirect(_after(made, is_new=subject is None))
    context = {"form": form, "visit": subject, "autosave": autosave}
    return render(request, "keyaccounts/plan.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {name: request.GET[name] for name in ("account", "stakeholders") if request.GET.get(name)}


def _planned(request: HttpRequest, id: uuid.UUID, visit: Visit | None, form: Plan) -> Visit:
    made = _written(user_of(request), id, visit, form)
    tell_of_newcomers(request, made.touchpoint, form)
    return made


def _written(user: User, id: uuid.UUID, visit: Visit | None, form: Plan) -> Visit:
    values = form.cleaned_data
    if visit is None:
        return actions.plan_visit(by=user, id=id, values=values)
    return actions.change_visit(by=user, visit=visit, before=form.before_value, values=values)


def _after(visit: Visit, *, is_new: bool) -> str:
    """A new visit that took place already is logged next."""
    if not is_new:
        return visit.get_absolute_url()
    if visit.touchpoint.starts_at <= timezone.now():
        return reverse("keyaccounts:log", args=[visit.touchpoint_id])
    return reverse("keyaccounts:my_visits")


def log(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Say how a visit went."""
    user = user_of(request)
    subject = _visible(request, touchpoint_id)
    autosave = Autosave(request, DRAFTS, Page.LOG, touchpoint_id)
    form = Log(posted(request), user=user, visit=subject, initial=autosave.typed_into(Log))
    parts = parts_of(request, actions.LOG, autosave.restored.fields if autosave.restored else None)
    _may_open(user, form, policies.may_log_visit(user, subject)).require()
    if saved(form, lambda: _logged(user, subject, form, parts), parts=forms_of(parts)):
        autosave.close(_("The visit is logged."), all_pages=True)
        return redirect("keyaccounts:visit", subject.touchpoint_id)
    context = {"form": form, "visit": subject, "parts": parts, "autosave": autosave}
    return render(request, "keyaccounts/log.html", context)


def _logged(user: User, visit: Visit, form: Log, parts: Parts) -> Visit:
    return actions.log_visit(
        by=user, visit=visit, before=form.before_value, values=form.cleaned_data, sections=entered_in(parts)
    )


def _may_open(user: User, form: VisitForm, verdict: Verdict) -> Verdict:
    """What changed since the page was opened is told on the form: notes of an hour are not answered with a 403."""
    return policies.may_plan_visit(user) if form.is_bound else verdict


@require_POST
def cancel(request: HttpRequest, touchpoint_id: uuid.UUID) -> HttpResponse:
    """Cancel a planned visit."""
    subject = _visible(request, touchpoint_id)
    actions.cancel_visit(by=user_of(request), visit=subject)
    DRAFTS.discard(by=user_of(request), id=touchpoint_id)
    messages.success(request, _("The visit is cancelled. The medical side sees that too."))
    return redirect("keyaccounts:my_visits")


@require_POST
def draft(request: HttpRequest, touchpoint_id: uuid.UUID, page: str) -> HttpResponse:
    """Autosave."""
    return keep_draft(request, DRAFTS, page, touchpoint_id)


@require_POST
def discard(request: HttpRequest, touchpoint_id: uuid.UUID, page: str) -> HttpResponse:
    """Throw a draft away."""
    return throw_away(request, DRAFTS, page, touchpoint_id)


def _visible(request: HttpRequest, touchpoint_id: uuid.UUID) -> Visit:
    return found_or_404(queries.visit_at(user_of(request), touchpoint_id))


def _visible_or_new(user: User, touchpoint_id: uuid.UUID) -> Visit | None:
    """None when there is none yet."""
    found = queries.visit_at(user, touchpoint_id)
    if found is None and queries.is_taken(touchpoint_id):
        raise Http404
    return found
