"""Pages about needs: the list by age, one need, and what is done with it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.editing import posted, saved
from apps.core.paging import filters_of, page_of
from apps.core.starting import with_a_new_key
from apps.core.visible import found_or_404
from apps.directory.views.panels import panels
from apps.needs import actions, policies, queries
from apps.needs.filters import NeedFilter
from apps.needs.forms import AnswerForm, AssignForm, CloseForm, ConfirmForm, NeedForm
from apps.needs.models import UnmetNeed
from apps.needs.understanding import guess_kind, guess_reason
from apps.users.models import User
from apps.users.requests import user_of

SORTS = {"age": ("heard_on", "id"), "-age": ("-heard_on", "-id")}


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Needs I may read, the oldest first; pending ones, and to a liaison what they see to, unless asked otherwise."""
    user = user_of(request)
    policies.may_read(user).require()
    asked = filters_of(request, usual=_usual(user))
    everything = queries.needs_for(user)
    found = NeedFilter(asked, everything, request=request)
    page = page_of(found.qs, request, sorts=SORTS, default="age")
    context = {
        "filter": found,
        "page": page,
        "everything": everything,
        "sort": page.sort,
        "may_record": policies.may_record(user),
    }
    return render(request, "needs/list.html", context)


def _usual(user: User) -> dict[str, str]:
    leads = user.facts.sees_team or user.facts.sees_all_medical
    return {"state": "pending"} if leads else {"state": "pending", "whose": "me"}


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """One need, and what I may do with it."""
    return _page(request, _visible(request, id))


def _page(request: HttpRequest, need: UnmetNeed, **tried: forms.Form) -> HttpResponse:
    """The need's page; `tried` is the form of a step that could not be done, with what was typed."""
    user = user_of(request)
    steps = {"assign": AssignForm(), "answer": AnswerForm(), "confirm": ConfirmForm(), "close": CloseForm()}
    verdicts = {
        "may_change": policies.may_change(user, need),
        "may_answer": policies.may_answer(user, need),
        "may_confirm": policies.may_confirm(user, need),
        "may_take_up_again": policies.may_take_up_again(user, need),
    }
    context = {"need": need, **verdicts, **steps, **tried, "tried": next(iter(tried), "")}
    context["tried_form"] = next(iter(tried.values()), None)
    context["main_panels"] = panels(request, need, "needs.read", "main")
    return render(request, "needs/read.html", context)


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Give the new need its key in the address, so that a form sent twice makes one."""
    policies.may_record(user_of(request)).require()
    return with_a_new_key(request, "needs:edit")


def edit(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Record a need, or correct it."""
    user = user_of(request)
    policies.may_record(user).require()
    need = _visible(request, id) if queries.is_taken(id) else None
    form = NeedForm(posted(request), user=user, need=need, initial=_asked(request))
    if need and not form.is_bound:
        policies.may_change(user, need).require()
    if made := saved(form, lambda: _written(request, id, need, form)):
        messages.success(request, _("It is written down. Say who answers for it, if it is not you."))
        return redirect(made)
    return render(request, "needs/edit.html", {"form": form, "need": need})


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address says: a person, and words from which the kind is guessed."""
    found = {name: request.GET[name] for name in ("stakeholder",) if request.GET.get(name)}
    if words := request.GET.get("words", "").strip()[:2_000]:
        kind = guess_kind(words)
        reason = guess_reason(words) if kind == UnmetNeed.Kind.CRITICAL_FEEDBACK else ""
        found |= {"words": words, "kind": kind, "reason": reason}
    return found


def _written(request: HttpRequest, id: uuid.UUID, need: UnmetNeed | None, form: NeedForm) -> UnmetNeed:
    by = user_of(request)
    if need is None:
        return actions.record_need(by=by, id=id, values=form.values())
    return actions.change_need(by=by, need=need, before=form.before_value, values=form.values())


@require_POST
def assign(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Somebody answers for it."""
    told = _("The new owner is told.")
    return _step(request, id, "assign", AssignForm(request.POST), actions.assign_need, told)


@require_POST
def begin(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """I work on it."""
    actions.begin_need(by=user_of(request), need=_visible(request, id))
    messages.success(request, _("You are working on it."))
    return redirect("needs:read", id)


@require_POST
def answer(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """This was done about it."""
    told = _("Answered. Ask them whether that met the need, and say so here.")
    return _step(request, id, "answer", AnswerForm(request.POST), actions.answer_need, told)


@require_POST
def confirm(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """This is what they said to the answer."""
    told = _("What they said is written down.")
    return _step(request, id, "confirm", ConfirmForm(request.POST), actions.confirm_need, told)


@require_POST
def close(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """It will not be met."""
    told = _("The need is closed, not met.")
    return _step(request, id, "close", CloseForm(request.POST), actions.close_need, told)


@require_POST
def take_up_again(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Undo."""
    actions.take_need_up_again(by=user_of(request), need=_visible(request, id))
    messages.success(request, _("The need is open again."))
    return redirect("needs:read", id)


def _step(
    request: HttpRequest,
    id: uuid.UUID,
    name: str,
    form: forms.Form,
    action: Callable[..., UnmetNeed],
    told: str,
) -> HttpResponse:
    """Do it and go back; what is missing is told on the need's page, with all that was typed."""
    user, need = user_of(request), _visible(request, id)
    if done := saved(form, lambda: action(by=user, need=need, **form.cleaned_data)):
        undo = reverse("needs:take_up_again", args=[id])
        messages.success(request, told, extra_tags="" if done.is_pending else f"undo:{undo}")
        return redirect("needs:read", id)
    return _page(request, need, **{name: form})


def _visible(request: HttpRequest, id: uuid.UUID) -> UnmetNeed:
    return found_or_404(queries.need_for(user_of(request), id))
