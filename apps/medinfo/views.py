"""Pages about requests: the list, the queue, one request, its answers, and the form that takes one in."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.comparing import compared
from apps.core.editing import posted, saved
from apps.core.models import is_key
from apps.core.paging import filters_of, page_of
from apps.core.starting import with_a_new_key
from apps.core.visible import found_or_404
from apps.medinfo import actions, measures, policies, queries
from apps.medinfo.comparing import rows_of
from apps.medinfo.filters import RequestFilter
from apps.medinfo.forms import RequestForm
from apps.medinfo.models import MedicalRequest
from apps.medinfo.request_page import RequestPage
from apps.users.models import User
from apps.users.requests import user_of

SORTS = {
    "-asked": ("-received_at", "-id"),
    "asked": ("received_at", "id"),
    "due": ("due_at", "id"),
    "-due": ("-due_at", "-id"),
}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Every request I may read; those that go on unless asked otherwise."""
    user = user_of(request)
    policies.may_read(user).require()
    asked = filters_of(request, usual={"state": "open"})
    everything = queries.requests_for(user)
    found = RequestFilter(asked, everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="-asked")
    context = {
        "filter": found,
        "page": page,
        "everything": everything,
        "sort": page.sort,
        "may_take_in": policies.may_take_in(user),
        "may_read_rules": policies.may_read_rules(user),
    }
    return render(request, "medinfo/list.html", context)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an answer: mine and what nobody has, due first."""
    user = user_of(request)
    policies.may_answer_requests(user).require()
    found = RequestFilter(request.GET, queries.queue_for(user), request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="due")
    return render(request, "medinfo/queue.html", {"filter": found, "page": page, "sort": page.sort})


@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """How long answers take, for the requests I may read."""
    user = user_of(request)
    policies.may_read(user).require()
    period = measures.period_of(request.GET, timezone.localdate())
    return render(request, "medinfo/measures.html", {"measure": measures.response_time_of(user, period)})


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One request, and what I may do with it."""
    return shown(request, visible(request, id))


def shown(request: HttpRequest, row: MedicalRequest, **tried: forms.Form) -> HttpResponse:
    """The request's page; `tried` is the form of a step that could not be done, with what was typed."""
    return render(request, "medinfo/read.html", RequestPage(request, row).context(tried))


@require_safe
def answers(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Two versions of the answer side by side."""
    row = visible(request, id)
    context = {"request_row": row, **compared(queries.answers_to(row), request.GET, rows_of)}
    return render(request, "medinfo/answers.html", context)


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Give the new request its key in the address, so that a form sent twice makes one."""
    policies.may_take_in(user_of(request)).require()
    return with_a_new_key(request, "medinfo:edit")


def edit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Write a question down, or correct it; with `do=submit` hand it to medical information."""
    user = user_of(request)
    policies.may_take_in(user).require()
    row = visible(request, id) if queries.is_taken(id) else None
    form = RequestForm(posted(request), user=user, request=row, initial={} if row else _asked(request, user))
    if row and not form.is_bound:
        policies.may_change(user, row).require()
    if done := saved(form, lambda: _written(request, id, row, form)):
        messages.success(request, _told(done))
        return redirect(done)
    return render(request, "medinfo/edit.html", {"form": form, "request_row": row})


@require_safe
def affiliations(request: HttpRequest) -> HttpResponse:
    """Where the chosen asker works, as choices of the form."""
    user = user_of(request)
    policies.may_take_in(user).require()
    asker = request.GET.get("asker", "")
    rows = queries.affiliations_of(user, asker if is_key(asker) else None)
    return render(request, "medinfo/_affiliations.html", {"rows": rows})


def _asked(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the address says: a person, whose country and language are filled in."""
    key = request.GET.get("asker", "")
    asker = queries.askers_for(user).filter(pk=key).first() if is_key(key) else None
    if asker is None:
        return {}
    language = asker.preferred_language or next(iter(asker.languages), "")
    return {"asker": asker, "country": asker.country, "language": language}


@transaction.atomic
def _written(
    request: HttpRequest, id: uuid.UUID, row: MedicalRequest | None, form: RequestForm
) -> MedicalRequest:
    by = user_of(request)
    if row is None:
        row = actions.take_in_request(by=by, id=id, values=form.values())
    else:
        row = actions.change_request(by=by, request=row, before=form.before_value, values=form.values())
    if request.POST.get("do") == "submit":
        row = actions.submit_request(by=by, request=row, is_unsolicited=form.cleaned_data["is_unsolicited"])
    return row


def _told(row: MedicalRequest) -> str:
    if row.is_unanswered:
        return _("The request is submitted. You are told when it is answered, or when something is unclear.")
    return _("The question is written down. Submit it to have it answered.")


def visible(request: HttpRequest, id: uuid.UUID) -> MedicalRequest:
    """The request with this key. Raises Http404 for one that may not be read."""
    return found_or_404(queries.request_for(user_of(request), id))
